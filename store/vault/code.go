package vault

import (
	"fmt"
	"io"
	"strings"
)

// Codes that people print and type: groups of five characters, four of content and one check character.
// The alphabet has no 0 O 1 I.
const (
	codeAlphabet  = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	groupLen      = 5
	inviteGroups  = 5 // 100 bits
	halfGroups    = 8 // 160 bits each
	codeSeparator = "-"
)

// Which code a check character was made for, so that half B typed into the field for half A is told at once.
const (
	codeInvite = 3
	codeHalfA  = 11
	codeHalfB  = 19
)

// Recovery are the two printed halves that together open the vault.
type Recovery struct{ A, B string }

// CodeError says which group of a typed code cannot be right.
type CodeError struct {
	Half  string // "A" or "B" for a recovery half, "" for a one-time code
	Group int    // from 1; 0 if the number of groups is wrong
}

// Error names the group.
func (e *CodeError) Error() string {
	return fmt.Sprintf("vault: code %s: group %d is mistyped", e.Half, e.Group)
}

// Is makes every CodeError match ErrWrongCode.
func (e *CodeError) Is(target error) bool { return target == ErrWrongCode }

func newCode(r io.Reader, groups int, kind byte) (string, error) {
	raw, err := randomBytes(r, groups*(groupLen-1))
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for g := range groups {
		if g > 0 {
			out.WriteString(codeSeparator)
		}
		var v [groupLen - 1]byte
		for i := range v {
			v[i] = raw[g*len(v)+i] & 31
			out.WriteByte(codeAlphabet[v[i]])
		}
		out.WriteByte(codeAlphabet[checkDigit(v, g, kind)])
	}
	return out.String(), nil
}

// checkDigit is a sum over GF(32) with a weight for each place: one wrong character and two exchanged
// neighbours always change it.
func checkDigit(v [groupLen - 1]byte, group int, kind byte) byte {
	sum := kind ^ byte(group*7+1)&31
	w := byte(2)
	for _, x := range v {
		sum ^= mul32(x, w)
		w = mul32(w, 2)
	}
	return sum & 31
}

// mul32 multiplies in GF(32), modulo x^5+x^2+1.
func mul32(a, b byte) (p byte) {
	for ; b > 0; b >>= 1 {
		if b&1 != 0 {
			p ^= a
		}
		if a <<= 1; a&32 != 0 {
			a ^= 0b100101
		}
	}
	return p
}

// parseCode returns the code's canonical characters, or a *CodeError. Case, spaces and dashes do not matter.
func parseCode(typed string, groups int, kind byte, half string) ([]byte, error) {
	var v []byte
	for _, r := range strings.ToUpper(typed) {
		if r == '-' || r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u3000' {
			continue
		}
		i := strings.IndexRune(codeAlphabet, r)
		if i < 0 {
			return nil, &CodeError{Half: half, Group: min(len(v)/groupLen+1, groups)}
		}
		v = append(v, byte(i))
	}
	for g := 0; (g+1)*groupLen <= len(v) && g < groups; g++ {
		p := v[g*groupLen:]
		if checkDigit([groupLen - 1]byte(p), g, kind) != p[groupLen-1] {
			return nil, &CodeError{Half: half, Group: g + 1}
		}
	}
	if len(v) != groups*groupLen {
		return nil, &CodeError{Half: half}
	}
	return v, nil
}

// recoveryKey is the key that the two halves give together.
func recoveryKey(halfA, halfB string, id vaultID) ([]byte, error) {
	a, err := parseCode(halfA, halfGroups, codeHalfA, "A")
	if err != nil {
		return nil, err
	}
	b, err := parseCode(halfB, halfGroups, codeHalfB, "B")
	if err != nil {
		return nil, err
	}
	both := append(a, b...)
	defer wipe(both)
	return subkey(both, id[:], labelRecovery, keySize), nil
}

// codeKey is the key that a one-time code gives. A code has 100 random bits, so it needs no slow hash.
func codeKey(code string, salt [16]byte) ([]byte, error) {
	v, err := parseCode(code, inviteGroups, codeInvite, "")
	if err != nil {
		return nil, err
	}
	return subkey(v, salt[:], labelCode, keySize), nil
}
