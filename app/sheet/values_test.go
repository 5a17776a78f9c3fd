package sheet

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestParseDay(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11-27": "2026-11-27", "2026/11/27": "2026-11-27", "2026.11.27": "2026-11-27", "2026年11月27日": "2026-11-27",
		"2026 年 1 月 2 日": "2026-01-02", "20261127": "2026-11-27", "２０２６－１１－２７": "2026-11-27", "2026/1/2": "2026-01-02",
		"2026-11-27 00:00:00": "2026-11-27", "2026-11-27T08:00:00Z": "2026-11-27", "46353": "2026-11-27",
		"27 Nov 2026": "2026-11-27", "Nov 27, 2026": "2026-11-27", "27-Nov-2026": "2026-11-27", "2024-02-29": "2024-02-29",
		"2026-02-29": "", "2026-13-01": "", "2026-11-31": "", "20261332": "", "26/11/27": "", "27/11/2026": "", "2026年11月": "",
		"0001-01-01": "", "9999-12-31": "", "明天": "", "": "", "12": "", "2026-11-27x": "",
	} {
		got, ok := parseDay(in)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", in, got, ok, want)
		}
	}
}

func TestParsePeriod(t *testing.T) {
	for _, in := range []string{
		"2024-01-01至2026-12-31", "2024年1月1日到2026年12月31日", "2024.01.01-2026.12.31", "2024/1/1—2026/12/31",
		"2024-01-01 ~ 2026-12-31", "20240101-20261231", "2024-01-01 - 2026-12-31",
	} {
		first, ok1 := parsePeriod(in, true)
		last, ok2 := parsePeriod(in, false)
		if first != "2024-01-01" || last != "2026-12-31" || !ok1 || !ok2 {
			t.Errorf("%q: %q to %q", in, first, last)
		}
	}
	if d, ok := parsePeriod("2024-01-01至长期", false); ok {
		t.Errorf("open end read as %q", d)
	}
}

func TestSerialDay(t *testing.T) {
	for _, c := range []struct {
		n    float64
		mac  bool
		want string
	}{
		{46353, false, "2026-11-27"},
		{46353.75, false, "2026-11-27"},
		{44891, true, "2026-11-27"},
		{60, false, ""},
		{-1, false, ""},
		{1e300, false, ""},
		{100, false, ""}, // 1900 is before the office's time
	} {
		if got, ok := serialDay(c.n, c.mac); got != c.want || ok != (c.want != "") {
			t.Errorf("%v: %q", c.n, got)
		}
	}
}

func TestParseRetention(t *testing.T) {
	for in, want := range map[string]struct {
		until string
		years int
	}{
		"10年": {"", 10}, "10": {"", 10}, "６ 年": {"", 6}, "三十年": {"", 30}, "十年": {"", 10}, "10 years": {"", 10},
		"永久": {Forever, 0}, "2036-12-31": {"2036-12-31", 0}, "长期": {}, "0年": {}, "200年": {}, "短期": {},
	} {
		until, years, ok := parseRetention(in)
		if ok != (want.until != "" || want.years > 0) || ok && (until != want.until || years != want.years) {
			t.Errorf("%q: %q %d %v", in, until, years, ok)
		}
	}
}

func TestParsePlace(t *testing.T) {
	full := map[Field]string{Cabinet: "3", Shelf: "2", Box: "5"}
	for in, want := range map[string]map[Field]string{
		"3号柜 2层 5盒": full, "3号柜2层5盒": full, "第3柜，第2层，第5盒": full, "柜3 层2 盒5": full, "3-2-5": full, "3/2/5": full,
		"３号柜　２层　５盒": full, "文件柜3，2层，档案盒5": full, "Cabinet 3, shelf 2, box 5": full, "3号文件柜第2层5号盒": full,
		"A柜2层": {Cabinet: "A", Shelf: "2"}, "三号柜": {Cabinet: "三"}, "B-2": {Cabinet: "B", Shelf: "2"},
		"财务室": nil, "2层5盒": nil, "3号柜 隔壁": nil, "": nil,
	} {
		got, ok := parsePlace(in)
		if ok != (want != nil) || ok && !maps.Equal(got, want) {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
	for in, want := range map[string]string{
		"3号柜": "3", "柜3": "3", "第2层": "2", "5": "5", "A": "A", "档案盒12": "12", "5号": "5", "柜": "柜", "3#": "3", "Cabinet 7": "7",
	} {
		if got := bareMark(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestParseChoice(t *testing.T) {
	for _, c := range []struct {
		f        Field
		in, want string
	}{
		{Category, "a", "a"},
		{Category, "Ｂ", "b"},
		{Category, "c类", "c"},
		{Category, "d) 对在认证工作中接触到的信息", "d"},
		{Category, "其它", "e"},
		{Category, "f", ""},
		{Category, "abc", ""},
		{Category, "", ""},
		{Phase, "认证中", "in_certification"},
		{Phase, "获证", "certified"},
		{Phase, "Planned", "planned"},
		{Phase, "暂停", ""},
		{CertState, "有效", "valid"},
		{CertState, "已撤销", "withdrawn"},
		{CertState, "?", ""},
		{Sensitivity, "机密", "secret"},
		{Source, "监管机构", "authority"},
		{Medium, "U盘", "electronic"},
		{Medium, "石头", ""},
	} {
		if got, ok := parseChoice(c.f, c.in); got != c.want || ok != (c.want != "") {
			t.Errorf("%s %q: %q, want %q", c.f, c.in, got, c.want)
		}
	}
}

func TestTidy(t *testing.T) {
	for _, c := range []struct {
		in, want string
		removed  int
		bad      bool
	}{
		{"　 中标通（深圳）\u00A0有限公司 ", "中标通（深圳） 有限公司", 0, false},
		{"ＡＢＣ１２３", "ABC123", 0, false},
		{"一\r\n二\t三", "一 二 三", 0, false},
		{"\uFEFF王\u200B伟", "王伟", 0, false},
		{"a\x00b\x07c\u202Ed", "abcd", 3, false},
		{"坏\uFFFD字", "坏\uFFFD字", 0, true},
		{"𬱖㛃镕龑", "𬱖㛃镕龑", 0, false},
	} {
		got, removed, bad := tidy(c.in)
		if got != c.want && !c.bad || removed != c.removed || bad != c.bad {
			t.Errorf("%q: %q %d %v", c.in, got, removed, bad)
		}
	}
	if got := closeUp("王 伟 Ltd 公 司 A 座"); got != "王伟 Ltd 公司 A 座" {
		t.Errorf("closed up to %q", got)
	}
}

// TestProblems names what is wrong with each cell and keeps the rest of the row.
func TestProblems(t *testing.T) {
	name := "甲公司"
	for _, c := range []struct {
		heading string
		value   any
		key     string
		blocks  bool
	}{
		{"有效期至", "2026-02-30", "sheet.row.date", true},
		{"有效期至", 12, "sheet.row.date", true},
		{"有效期至", "不详", "sheet.row.date", true},
		{"阶段", "奇怪", "sheet.row.choice.phase", true},
		{"证书状态", "奇怪", "sheet.row.choice.cert_state", true},
		{"信用代码", 914403001922038216.0, "sheet.row.digits", true},
		{"信用代码", "9.14403E+17", "sheet.row.digits", true},
		{"证书号", time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), "sheet.row.became_date", true},
		{"联系人", strings.Repeat("王", 201), "sheet.row.long", true},
		{"地址", strings.Repeat("路", 2001), "sheet.row.long", true},
		{"联系人", "王\uFFFD", "sheet.row.unreadable", true},
	} {
		res := mustRead(t, table(t, []any{"客户名称", c.heading}, []any{name, c.value}), Clients)
		p := problemOf(t, res.Rows[0])
		if p.Key != c.key || p.Blocks != c.blocks || p.Cell != "B2" || p.Args[0] != "B2" || res.Rows[0].Blocked() != c.blocks {
			t.Errorf("%s %v: %+v", c.heading, c.value, p)
		}
		if res.Rows[0].Fields[ClientName] != name {
			t.Errorf("%s %v: the name is lost", c.heading, c.value)
		}
		if _, there := res.Rows[0].Fields[p.Field]; there == c.blocks {
			t.Errorf("%s %v: value kept: %v", c.heading, c.value, there)
		}
	}
}

// TestControlCharacters removes them, says so, and takes the row in.
func TestControlCharacters(t *testing.T) {
	rows := head1 + `<row r="2"><c r="A2" t="inlineStr"><is><t>甲_x0000__x0007_乙&#x202E;</t></is></c></row>`
	res := mustRead(t, rawBook(t, rows, ""), Clients)
	p := problemOf(t, res.Rows[0])
	if p.Key != "sheet.row.control" || p.Blocks || p.Args[1] != 3 || res.Rows[0].Fields[ClientName] != "甲乙" {
		t.Errorf("%+v, %v", p, res.Rows[0].Fields)
	}
}

func TestDocumentProblems(t *testing.T) {
	for _, c := range []struct {
		heading string
		value   any
		key     string
	}{
		{"页数", "若干", "sheet.row.count"},
		{"页数", -3, "sheet.row.count"},
		{"份数", 0, "sheet.row.count"},
		{"份数", 1.5, "sheet.row.count"},
		{"类别", "f", "sheet.row.choice.category"},
		{"密级", "?!", "sheet.row.choice.sensitivity"},
		{"密级", "未知", "sheet.row.choice.sensitivity"},
		{"来源", "天上", "sheet.row.choice.source"},
		{"介质", "石头", "sheet.row.choice.medium"},
		{"存放位置", "财务室", "sheet.row.place"},
		{"保管期限", "长期", "sheet.row.retention"},
		{"保管期限", "10年", "sheet.row.retention_start"},
		{"层", time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), "sheet.row.became_date"},
	} {
		res := mustRead(t, table(t, []any{"题名", c.heading}, []any{"审核报告", c.value}), Documents)
		if p := problemOf(t, res.Rows[0]); p.Key != c.key || p.Cell != "B2" || !p.Blocks {
			t.Errorf("%s %v: %+v", c.heading, c.value, p)
		}
	}
	for heading, want := range map[string]string{"客户名称": "clients", "题名": "documents"} {
		kind := Clients
		if want == "documents" {
			kind = Documents
		}
		res := mustRead(t, table(t, []any{heading, "备注"}, []any{nil, "x"}), kind)
		if p := problemOf(t, res.Rows[0]); p.Key != "sheet.row.missing."+want || p.Cell != "A2" {
			t.Errorf("%s: %+v", heading, p)
		}
	}
}

// TestRetentionCounts counts years of retention from the day of receipt, wherever its column stands.
func TestRetentionCounts(t *testing.T) {
	res := mustRead(t, table(t, []any{"保管期限", "题名", "接收日期"}, []any{"10年", "甲", "2024/2/29"}, []any{10, "乙", "2025年3月1日"}), Documents)
	for i, want := range []string{"2034-03-01", "2035-03-01"} {
		if got := res.Rows[i].Fields[RetainUntil]; got != want || len(res.Rows[i].Problems) > 0 {
			t.Errorf("row %d: %q %v", i, got, res.Rows[i].Problems)
		}
	}
}

// TestFormulas takes stored results and names formulas that have none, or an error.
func TestFormulas(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		grow(t, f, "Sheet1", []any{"客户名称", "电话"}, []any{"甲", 5}, []any{"乙"})
		if err := f.SetCellFormula("Sheet1", "B2", "2+3"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellFormula("Sheet1", "B3", "1+1"); err != nil {
			t.Fatal(err)
		}
	})
	res := mustRead(t, data, Clients)
	if got := res.Rows[1].Problems; len(got) != 1 || got[0].Key != "sheet.row.formula" || got[0].Cell != "B3" {
		t.Errorf("problems %v", got)
	}
	rows := `<row r="1"><c r="A1" t="inlineStr"><is><t>客户名称</t></is></c><c r="B1" t="inlineStr"><is><t>电话</t></is></c></row>` +
		`<row r="2"><c r="A2" t="str"><f>"甲"&amp;"乙"</f><v>甲乙</v></c><c r="B2"><f>2+3</f><v>5</v></c></row>` +
		`<row r="3"><c r="A3" t="inlineStr"><is><t>丙</t></is></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`
	res = mustRead(t, rawBook(t, rows, ""), Clients)
	if f := res.Rows[0].Fields; f[ClientName] != "甲乙" || f[Phone] != "5" {
		t.Errorf("fields %v", f)
	}
	if p := problemOf(t, res.Rows[1]); p.Key != "sheet.row.value" || p.Args[1] != "#DIV/0!" {
		t.Errorf("problem %v", p)
	}
}
