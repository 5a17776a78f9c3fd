package sheet

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestMatchHeading(t *testing.T) {
	for _, c := range []struct {
		kind    Kind
		heading string
		field   Field
		sure    match
	}{
		{Clients, "客户名称", ClientName, exact},
		{Clients, " 客 户\n名 称 *", ClientName, exact},
		{Clients, "企业名称（必填）", ClientName, exact},
		{Clients, "Company Name", ClientName, exact},
		{Clients, "（名称）", ClientName, exact},
		{Clients, "统一社会信用代码(18位)", USCC, exact},
		{Clients, "ＵＳＣＣ", USCC, exact},
		{Clients, "客户联系人电话", Phone, byEnding},
		{Clients, "证书 有效期至：", CertUntil, exact},
		{Clients, "状态", Phase, exact},
		{Clients, "证书状态", CertState, exact},
		{Clients, "开户银行名称", "", noMatch},
		{Clients, "开票电话", "", noMatch},
		{Clients, "序号", "", noMatch},
		{Clients, "", "", noMatch},
		{Clients, strings.Repeat("很", 50) + "客户名称", "", noMatch},
		{Documents, "编号", DocumentCode, exact},
		{Documents, "编号", DocumentCode, exact},
		{Documents, "Title", Title, exact},
		{Documents, "柜/层/盒", place, exact},
		{Documents, "密级", Sensitivity, exact},
		{Documents, "保管期限", RetainUntil, exact},
	} {
		if f, sure := matchHeading(c.kind, c.heading); f != c.field || sure != c.sure {
			t.Errorf("%q: %q %d, want %q %d", c.heading, f, sure, c.field, c.sure)
		}
	}
}

// TestHeadingsUnique makes sure that no heading stands for two fields, which a map would hide.
func TestHeadingsUnique(t *testing.T) {
	for kind := range headings {
		seen := map[string]Field{}
		for _, source := range []map[Field]string{shared, synonyms[kind]} {
			for field, list := range source {
				for _, w := range strings.Fields(list) {
					if other, ok := seen[headingKey(w)]; ok && other != field {
						t.Errorf("%q means %s and %s", w, field, other)
					}
					seen[headingKey(w)] = field
				}
			}
		}
	}
	for field, values := range choices {
		seen := map[string]string{}
		for v, list := range values {
			for _, w := range strings.Fields(list) {
				if other, ok := seen[onlyWords(w)]; ok && other != v {
					t.Errorf("%s: %q means %s and %s", field, w, v, other)
				}
				seen[onlyWords(w)] = v
			}
		}
	}
}

// fieldsOf lists what the columns of a result were taken for, in their order.
func fieldsOf(res *Result) string {
	var all []string
	for _, c := range res.Columns {
		all = append(all, c.Letters+"="+string(c.Field))
	}
	return strings.Join(all, " ")
}

func TestHeadingRows(t *testing.T) {
	merge := func(f *excelize.File, from, to string) {
		if err := f.MergeCell("Sheet1", from, to); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name   string
		merges [][2]string
		rows   [][]any
		line   int
		fields string
	}{
		{
			name: "any order", line: 1, fields: "A=phone B=client_name C=client_code",
			rows: [][]any{{"电话", "名称", "编号"}, {"1", "甲", "A1"}},
		},
		{
			name: "titles above", line: 4, fields: "B=client_name C=uscc",
			rows: [][]any{{"客户清单"}, {}, {"编制：行政部", "", "2026"}, {"", "公司名称", "信用代码"}, {"", "甲", "x"}},
		},
		{
			name: "merged over two rows", line: 2, merges: [][2]string{{"A1", "A2"}, {"B1", "C1"}, {"D1", "E1"}},
			fields: "A=client_name B=contact C=phone D=certificate E=cert_until",
			rows:   [][]any{{"客户名称", "联系人", "", "证书"}, {"", "姓名", "电话", "编号", "有效期至"}, {"甲", "王", "1", "c", ""}},
		},
		{
			name: "two rows without merging", line: 2, fields: "A=client_name B=contact C=phone D=certificate E=cert_state",
			rows: [][]any{{"客户名称", "联系人", "", "证书"}, {"", "姓名", "电话", "编号", "状态"}, {"甲", "王", "1", "c", ""}},
		},
		{
			name: "lower headings that say nothing new", line: 2, merges: [][2]string{{"A1", "A2"}, {"B1", "C1"}},
			fields: "A=client_name B=address",
			rows:   [][]any{{"客户名称", "地址"}, {"", "省", "市"}, {"甲", "广东", "深圳"}},
		},
		{
			name: "twice the same meaning", line: 1, fields: "A=client_name C=phone",
			rows: [][]any{{"客户名称", "法人联系人电话", "电话"}, {"甲", "1", "2"}},
		},
	} {
		data := book(t, func(f *excelize.File) {
			grow(t, f, "Sheet1", c.rows...)
			for _, m := range c.merges {
				merge(f, m[0], m[1])
			}
		})
		res, err := readBytes(data, Clients)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if res.HeadingLine != c.line || fieldsOf(res) != c.fields || len(res.Rows) != 1 {
			t.Errorf("%s: line %d, %s, %d rows", c.name, res.HeadingLine, fieldsOf(res), len(res.Rows))
		}
	}
}

// TestSheets chooses the worksheet that fits, names the others, and passes hidden ones over.
func TestSheets(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		for _, n := range []string{"旧", "客户", "暗"} {
			if _, err := f.NewSheet(n); err != nil {
				t.Fatal(err)
			}
		}
		grow(t, f, "Sheet1", []any{"说明"}, []any{"请填写"})
		grow(t, f, "旧", []any{"客户名称"}, []any{"甲"})
		grow(t, f, "客户", []any{"客户名称", "电话"}, []any{"乙", "1"})
		grow(t, f, "暗", []any{"客户名称", "电话", "地址"}, []any{"丙", "1", "2"})
		if err := f.SetSheetVisible("暗", false); err != nil {
			t.Fatal(err)
		}
	})
	res := mustRead(t, data, Clients)
	if res.Sheet != "客户" || !slices.Equal(res.OtherSheets, []string{"旧"}) || res.Rows[0].Fields[ClientName] != "乙" {
		t.Errorf("%q, others %q, %v", res.Sheet, res.OtherSheets, res.Rows)
	}
}
