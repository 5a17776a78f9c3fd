package vault

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// The field with 32 elements: every element but zero has an inverse, and the product distributes over the sum.
func TestTheFieldOfCheckCharacters(t *testing.T) {
	for a := range byte(32) {
		inverse := 0
		for b := range byte(32) {
			p := mul32(a, b)
			if p > 31 || p != mul32(b, a) || mul32(a, b^1) != p^a {
				t.Fatalf("%d × %d = %d", a, b, p)
			}
			if p == 1 {
				inverse++
			}
		}
		if (a == 0) != (inverse == 0) || inverse > 1 {
			t.Errorf("%d has %d inverses", a, inverse)
		}
	}
	if mul32(16, 2) != 5 || mul32(31, 1) != 31 {
		t.Errorf("16 × 2 = %d, 31 × 1 = %d", mul32(16, 2), mul32(31, 1))
	}
}

// Codes of a known random sequence, as they were always printed: papers in safes must stay readable.
func TestPrintedCodesStayReadable(t *testing.T) {
	raw := make([]byte, 64)
	for i := range raw {
		raw[i] = byte(i*37 + 11)
	}
	for _, c := range []struct {
		groups int
		kind   byte
		want   string
	}{
		{inviteGroups, codeInvite, "DJPUV-Z6BGT-MSX4Q-9EKQJ-V27CK"},
		{halfGroups, codeHalfA, "DJPUM-Z6BGK-MSX4Y-9EKQS-V27CT-HNTYD-5AFLE-RW38C"},
		{halfGroups, codeHalfB, "DJPUD-Z6BGB-MSX48-9EKQ2-V27C3-HNTYM-5AFLN-RW38L"},
	} {
		code, err := newCode(bytes.NewReader(raw), c.groups, c.kind)
		if err != nil || code != c.want {
			t.Errorf("%s, %v, not %s", code, err, c.want)
		}
		v, err := parseCode(" "+strings.ToLower(strings.ReplaceAll(c.want, "-", "\u3000\t\r\n"))+"-", c.groups, c.kind, "")
		if err != nil || len(v) != c.groups*groupLen {
			t.Errorf("%s typed otherwise: %v", c.want, err)
		}
	}
	if _, err := newCode(bytes.NewReader(raw[:19]), inviteGroups, codeInvite); err == nil {
		t.Error("a code without enough chance in it")
	}
}

// The group that is told is the one that holds the mistake; with a group too many or too few it is none.
func TestMistypedGroupIsNamed(t *testing.T) {
	raw := bytes.Repeat([]byte{1, 2, 3, 5, 8}, 20)
	code, err := newCode(bytes.NewReader(raw), halfGroups, codeHalfA)
	if err != nil {
		t.Fatal(err)
	}
	groups := strings.Split(code, codeSeparator)
	other := func(s string, at int) string {
		c := "2"
		if s[at] == '2' {
			c = "3"
		}
		return s[:at] + c + s[at+1:]
	}
	with := func(g int, text string) string {
		out := append([]string{}, groups...)
		out[g] = text
		return strings.Join(out, "-")
	}
	for typed, group := range map[string]int{
		with(0, other(groups[0], 0)):                      1,
		with(2, other(groups[2], 4)):                      3,
		with(7, other(groups[7], 2)):                      8,
		with(0, "0"+groups[0][1:]):                        1,
		with(3, "O"+groups[3][1:]):                        4,
		with(3, groups[3][:4]+"I"):                        4,
		with(7, groups[7]+"1"):                            8,
		"":                                                0,
		groups[0]:                                         0,
		strings.Join(groups[:7], "-"):                     0,
		strings.Join(groups[:7], "-") + groups[7][:4]:     0,
		code + "-" + groups[0]:                            0,
		code + "2":                                        0,
		with(1, other(groups[1], 1))[:len(code)-6]:        2,
		with(0, groups[1]+"-"+groups[0])[:len(code)]:      1,
		strings.Join(append(groups[:0:0], groups[1]), ""): 1,
	} {
		_, err := parseCode(typed, halfGroups, codeHalfA, "A")
		var e *CodeError
		if !errors.As(err, &e) || e.Group != group || e.Half != "A" || !errors.Is(err, ErrWrongCode) {
			t.Errorf("%q: %v, not group %d", typed, err, group)
		}
	}
	if _, err := recoveryKey(code, code, vaultID{}); !errors.Is(err, ErrWrongCode) || !strings.Contains(err.Error(), "code B: group 1") {
		t.Errorf("half A typed as half B: %v", err)
	}
	if _, err := recoveryKey("", code, vaultID{}); !errors.Is(err, ErrWrongCode) || !strings.Contains(err.Error(), "code A: group 0") {
		t.Errorf("half A left out: %v", err)
	}
	if _, err := codeKey(code, [16]byte{}); !errors.Is(err, ErrWrongCode) {
		t.Errorf("half A as a one-time code: %v", err)
	}
}
