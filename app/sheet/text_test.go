package sheet

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// sample is a list with rare characters, a quoted line break and a semicolon in a field.
const sample = "客户名称,电话,地址\r\n李㛃𬱖镕龑（深圳）有限公司,13800138000,\"南山区\n科技园;1号\"\r\n,,\r\n乙,2,丙\r\n"

// asUTF16 encodes a text as UTF-16 with a mark.
func asUTF16(s string, order binary.AppendByteOrder) []byte {
	out := order.AppendUint16(nil, 0xFEFF)
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"UTF-8": []byte(sample), "UTF-8 with mark": []byte("\uFEFF" + sample), "GB18030": []byte(gb),
		"UTF-16 LE": asUTF16(sample, binary.LittleEndian), "UTF-16 BE": asUTF16(sample, binary.BigEndian),
		"old line ends": []byte(strings.ReplaceAll(sample, "\r\n", "\n")),
		"tabs":          []byte(strings.ReplaceAll(sample, ",", "\t")),
		"semicolons":    []byte(strings.ReplaceAll(sample, ",", ";")),
		"title above":   []byte("客户清单\n" + sample),
	} {
		t.Run(name, func(t *testing.T) {
			res := mustRead(t, data, Clients)
			above := 0
			if name == "title above" {
				above = 1
			}
			if len(res.Rows) != 2 || res.Rows[0].Line != 2+above || res.Rows[1].Line != 4+above {
				t.Fatalf("rows %v", res.Rows)
			}
			f := res.Rows[0].Fields
			if f[ClientName] != "李㛃𬱖镕龑（深圳）有限公司" || f[Address] != "南山区科技园;1号" && f[Address] != "南山区 科技园;1号" || f[Phone] != "13800138000" {
				t.Errorf("fields %q", f)
			}
		})
	}
}

func TestQuotes(t *testing.T) {
	_, err := readBytes([]byte("客户名称,电话\n甲,1\n\"乙,2\n丙,3\n"), Clients)
	wantError(t, err, "sheet.error.quotes")
}
