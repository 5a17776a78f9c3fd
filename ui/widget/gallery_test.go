package widget

import (
	"cmp"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"custody/ui/look"
	"custody/ui/words"
)

// galleryFolder names where the gallery puts its pictures; without it they are drawn and
// checked, and thrown away.
const galleryFolder = "CUSTODY_GALLERY"

// TestGallery draws all widgets as they stand together on screens, in the light, the dark, in
// English and at one and a half times the size.
func TestGallery(t *testing.T) {
	for _, look := range []struct {
		name     string
		dark     bool
		scale    float32
		language string
	}{
		{"light", false, 1, words.Chinese},
		{"dark", true, 1, words.Chinese},
		{"large", false, 1.5, words.Chinese},
	} {
		if testing.Short() && look.name != "light" {
			continue
		}
		for name, screen := range galleryScreens {
			t.Run(look.name+"/"+name, func(t *testing.T) {
				drawScreen(t, look.name+"-"+name, look.dark, look.scale, screen)
			})
		}
	}
}

var galleryScreens = map[string]func(fyne.Canvas) fyne.CanvasObject{
	"loans": loansScreen, "counter": counterScreen, "today": todayScreen,
	"client": clientScreen, "forms": formsScreen, "dialog": dialogScreen, "unlock": unlockScreen,
}

func drawScreen(t *testing.T, name string, dark bool, scale float32, screen func(fyne.Canvas) fyne.CanvasObject) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.Theme(dark))
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	c := w.Canvas().(software.WindowlessCanvas)
	c.SetScale(scale)
	w.Resize(fyne.NewSize(look.WidthStart, look.HeightStart))
	content := screen(c)
	w.SetContent(content)
	w.Resize(fyne.NewSize(look.WidthStart, look.HeightStart))
	if least := content.MinSize(); least.Width > look.WidthMin || least.Height > look.HeightMin {
		t.Errorf("the screen needs %v", least)
	}
	img := c.Capture()
	if folder := os.Getenv(galleryFolder); folder != "" {
		file, err := os.Create(filepath.Join(folder, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if err := png.Encode(file, img); err != nil {
			t.Fatal(err)
		}
	}
}

func gallerySidebar(selected string) *Sidebar {
	s := NewSidebar("守卷", "Custody", []SideGroup{
		{"", []SideItem{
			{"today", "今日", theme.HomeIcon(), 7},
			{"counter", "柜台", theme.StorageIcon(), 0},
			{"loans", "借阅", theme.MailForwardIcon(), 3},
		}},
		{"资料", []SideItem{{"clients", "客户", theme.AccountIcon(), 0}, {"files", "档案", theme.FolderIcon(), 0}}},
		{"人员", []SideItem{{"sign", "承诺", theme.DocumentCreateIcon(), 2}, {"people", "人员与账户", theme.GridIcon(), 0}}},
		{"管理", []SideItem{{"audit", "审计日志", theme.ListIcon(), 0}, {"settings", "设置与备份", theme.SettingsIcon(), 0}}},
	})
	s.Select(selected)
	s.SetFoot("陈晓明 · 档案管理员", "上次备份 2 小时前", "锁定 Ctrl+L")
	return s
}

func frame(selected string, header *Header, body fyne.CanvasObject) fyne.CanvasObject {
	right := look.Ground(look.Edge(header, nil, nil, nil, body))
	return look.Edge(nil, nil, gallerySidebar(selected), nil, right)
}

type loanRow struct {
	code, who, client, purpose, due, state string
	count                                  int
	kind                                   look.Kind
}

var loanRows = []loanRow{
	{"JY-2026-0412", "李㛃", "深圳市精工电子有限公司", "现场审核（东莞松山湖）", "11-27", "待批", 3, look.Waiting},
	{"JY-2026-0411", "王𬱖", "东莞市镕盛机械股份有限公司", "复评策划", "11-25", "待批", 5, look.Waiting},
	{"JY-2026-0409", "欧阳修远", "上海明珠食品有限公司", "投诉调查", "11-24", "待批", 1, look.Waiting},
	{"JY-2026-0408", "买买提·艾力", "成都天工医疗器械有限公司", "监督审核", "11-30", "借出", 2, look.Out},
	{"JY-2026-0401", "张伟", "佛山市龑兴陶瓷有限公司", "证书换版", "11-18", "逾期 4 天", 4, look.Overdue},
	{"JY-2026-0398", "赵颉", "杭州绿源环保科技有限公司", "技术评定", "11-23", "借出", 2, look.Out},
	{"JY-2026-0396", "周敏", "北京华信软件股份有限公司", "内部审核", "11-22", "今日到期", 1, look.Waiting},
	{"JY-2026-0390", "钱镕", "苏州宏达包装印刷厂", "现场审核（苏州工业园）", "11-20", "已归还", 6, look.InPlace},
}

func loansTable() *Table[loanRow] {
	text := func(f func(loanRow) string) func(loanRow) string { return f }
	table := NewTable([]Column[loanRow]{
		{
			ID: "code", Heading: "编号", Width: look.WidthCode, Text: text(func(r loanRow) string { return r.code }),
			Sort: func(a, b loanRow) int { return cmp.Compare(a.code, b.code) },
		},
		{ID: "who", Heading: "借阅人", Width: look.WidthName, Text: text(func(r loanRow) string { return r.who })},
		{ID: "client", Heading: "客户", Weight: 2, Text: text(func(r loanRow) string { return r.client })},
		{ID: "count", Heading: "份数", Width: look.WidthCount, Text: text(func(r loanRow) string { return fmt.Sprint(r.count) })},
		{ID: "purpose", Heading: "用途", Text: text(func(r loanRow) string { return r.purpose })},
		{ID: "due", Heading: "应还", Width: look.WidthDay, Text: text(func(r loanRow) string { return r.due })},
		{ID: "state", Heading: "状态", Width: look.WidthState, Chip: func(r loanRow) (look.Kind, string) { return r.kind, r.state }},
	})
	table.Key = func(r loanRow) string { return r.code }
	table.SetRows(loanRows)
	return table
}

func loansScreen(fyne.Canvas) fyne.CanvasObject {
	header := NewHeader("借阅", "", NewSearchBox("", "Ctrl+K"), NewButton(Primary, "申请借阅", nil).WithIcon(theme.ContentAddIcon()))
	tabs := NewTabs(Tab{"pending", "待批", 3, ""}, Tab{"out", "在外", 12, ""}, Tab{"overdue", "逾期", 1, ""}, Tab{"queue", "预约", 2, ""}, Tab{"past", "历史", NoCount, ""})
	table := loansTable()
	table.SelectIndex(0)
	tick := func() fyne.CanvasObject { return NewTick("", nil) }
	detail := NewDetail(look.Column(look.Gap,
		NewDetailHead("JY-2026-0412", look.Waiting, "待批"),
		NewFields(
			NewFieldRow("借阅人", "李㛃 · 审核员 · 技术部"), NewFieldRow("客户", "深圳市精工电子有限公司"),
			NewFieldRow("用途", "现场审核（东莞）"), NewFieldRow("应还", "2026-11-27（5 天）"), NewFieldRow("地点", "审核现场"),
		),
		NewBanner(look.InPlace, "✓ 保密协议有效至 2027-03-01", "✓ 已分配至该客户（2026-10 至 2026-12）"),
		look.Quiet("文件"),
		NewItems(
			NewSmallItem(tick(), "认证合同", "A-0032-01/1 · 3号柜 2层 5盒"),
			NewSmallItem(tick(), "初审报告及不符合项", "A-0032-04/1 · 3号柜 2层 5盒"),
			NewSmallItem(tick(), "生产工艺流程图（敏感）", "A-0032-07/2 · 5号柜 1层 1盒"),
		),
	), NewButton(Secondary, "拒绝…", nil), NewButton(Primary, "批准 3 份", nil).WithKey("Enter"))
	foot := look.PadEach(look.GapPage, 0, look.GapPage, look.GapTight, NewStatus("↑↓ 选择", "Enter 批准", "Del 拒绝", "Ctrl+P 打印借阅登记簿"))
	list := look.Edge(tabs, foot, nil, nil, look.PadEach(look.GapPage, look.GapTight, look.GapTight, 0, table))
	return frame("loans", header, look.Edge(nil, nil, nil, detail, list))
}

func counterScreen(fyne.Canvas) fyne.CanvasObject {
	header := NewHeader("柜台", "下一位 F8", NewSearchBox("", "Ctrl+K"))
	tabs := NewTabs(Tab{"out", "交付", NoCount, "F2"}, Tab{"in", "收回", NoCount, "F3"}, Tab{"look", "查一份", NoCount, "F4"})
	var items []fyne.CanvasObject
	for i, title := range []string{"认证合同", "初审报告及不符合项", "生产工艺流程图", "供应商清单", "管理评审记录"} {
		items = append(items, NewItem(NewNumber(fmt.Sprint(i+1)), title, "A-0032-01/1 · 深圳市精工电子 · 3号柜 2层 5盒",
			NewChip(look.InPlace, "可借"), NewButton(Link, "", nil).WithIcon(theme.CancelIcon())))
	}
	person := look.Row(look.GapTight, look.Label("交付给").Whole(), look.Section("李㛃").Whole(), look.Stretch(look.Label("审核员 · 技术部 · 在借 2 份 · 保密协议有效")))
	basket := look.Page(look.Column(look.GapCard, NewEntry("扫描或输入文件号、借阅号、工号"), person, look.Line(), NewItems(items...)))
	pad := NewSignaturePad()
	pad.SetStrokes([]Stroke{{{0.1, 0.6}, {0.25, 0.3}, {0.3, 0.75}, {0.36, 0.4}, {0.45, 0.72}, {0.6, 0.4}, {0.7, 0.66}}})
	detail := NewDetail(look.Column(look.GapCard,
		look.Section("借阅单 JY-2026-0413"),
		NewFields(NewFieldRow("应还", "2026-11-27（周五）"), NewFieldRow("用途", "现场审核（东莞）")),
		NewSignature("借阅人签名", "李㛃", pad), NewSignature("交付人签名", "陈晓明", NewSignaturePad()),
	), NewButton(Primary, "交付 5 份并打印借阅单", nil).WithKey("Ctrl+Enter").Large())
	return frame("counter", header, look.Edge(tabs, nil, nil, detail, basket))
}

func todayScreen(fyne.Canvas) fyne.CanvasObject {
	header := NewHeader("今日", "11月22日 星期日", NewSearchBox("", "Ctrl+K"))
	stats := look.Equal(look.GapTight,
		NewStat("待我批准", look.Waiting, "3", "最早一件 2 小时前", func() {}), NewStat("今日应还", look.Out, "4", "3 人 · 2 位已提醒", func() {}),
		NewStat("逾期", look.Overdue, "1", "张伟 · 4 天 · 4 份", func() {}), NewStat("承诺将到期", look.Neutral, "2", "30 天内", func() {}))
	item := func(kind look.Kind, word, title, note, act string) fyne.CanvasObject {
		return NewItem(NewBefore(look.WidthName-look.Gap, NewChip(kind, word)), title, note, NewButton(Secondary, act, func() {}))
	}
	return frame("today", header, NewTop(look.Page(look.Column(look.GapWide, stats, look.Section("等你处理"), NewItemCard(
		item(look.Overdue, "逾期", "张伟应于 11-18 归还《型式试验报告》等 4 份", "佛山市龑兴陶瓷有限公司 · 已提醒 2 次", "催还…"),
		item(look.Waiting, "待批", "李㛃申请借阅 3 份，用于现场审核（东莞）", "深圳市精工电子有限公司 · 2 小时前 · 应还 11-27", "查看"),
		item(look.Waiting, "待批", "王𬱖申请借阅 5 份，用于复评策划", "东莞市镕盛机械股份有限公司 · 昨天 16:20", "查看"),
		item(look.Neutral, "承诺", "周敏的《公正性和保密性承诺书》将于 12-15 到期", "到期后不能借阅、不能查看客户资料", "发起续签"),
		item(look.Neutral, "备份", "本周的恢复演练还没有做", "上次 11-10，通过", "开始"),
	)))))
}

func clientScreen(fyne.Canvas) fyne.CanvasObject {
	header := NewHeader("客户", "", NewSearchBox("", "Ctrl+K"), NewButton(Secondary, "编辑", nil).WithKey("F2"),
		NewButton(Primary, "新案卷", nil).WithIcon(theme.ContentAddIcon()))
	crumb := look.PadEach(look.GapPage+look.GapTight, look.GapWide, look.GapPage, 0, look.Row(look.GapTight,
		NewButton(Link, "客户", nil), look.Quiet("›").Whole(), look.Section("深圳市精工电子有限公司").Whole(), NewChip(look.InPlace, "证书有效"),
		look.Stretch(nil), look.Label("91440300MA5DXXXX7K").Whole()))
	tabs := NewTabs(Tab{"all", "概况", NoCount, ""}, Tab{"files", "案卷", 4, ""}, Tab{"loans", "借阅", 6, ""}, Tab{"out", "披露与同意", NoCount, ""})
	cards := look.Equal(look.GapTight,
		NewCard("证书", NewFields(NewFieldRow("证书号", "ZBT2024Q0032R1S"), NewFieldRow("标准", "GB/T 19001-2016 / ISO 9001:2015"),
			NewFieldRow("范围", "精密电子连接器的设计、生产"), NewFieldRow("有效期", "2024-03-12 至 2027-03-11"))),
		NewCard("谁能看（2026-11-22）", NewFields(NewFieldRow("项目", "李㛃 · 至 2026-12-31\n王𬱖 · 至 2026-12-31"), NewFieldRow("档案", "陈晓明 · 档案管理员"))),
		NewCard("联系", NewFields(NewFieldRow("联系人", "刘海燕 · 质量部"), NewFieldRow("电话", "0755-2345 6789"), NewFieldRow("地址", "深圳市龙华区××路 8 号"))))
	return frame("clients", header, look.Edge(container.NewVBox(crumb, tabs), nil, nil, nil, NewTop(look.Page(cards))))
}

func formsScreen(c fyne.Canvas) fyne.CanvasObject {
	header := NewHeader("申请借阅", "", nil)
	due := NewDateField(func() string { return "2026-11-22" }, true)
	due.SetValue("周五")
	person := NewPickField("", func(string) []Option {
		return []Option{{"0137", "李㛃", "0137 · 技术部"}, {"0142", "李明", "0142 · 运营部"}}
	})
	person.Run = func(f func()) { f() }
	person.search("li")
	form := NewForm(
		NewFormField("who", "借阅人", person), NewFormField("due", "应还日期", due),
		NewFormField("place", "使用地点", NewChoice([]Option{{"office", "办公室", ""}, {"site", "审核现场", ""}}, nil)),
		NewFormField("purpose", "用途", NewArea("", 3)).WithHelp("写明项目和用途，批准人会看到"),
		NewFormField("password", "密码", NewPassword("")),
		NewFormField("check", "", NewTick("需要时提醒我", nil)),
	)
	form.ApplyErrors(map[string]string{"purpose": "请写明用途"})
	marked := loansTable()
	marked.marks["JY-2026-0411"], marked.marks["JY-2026-0409"] = true, true
	marked.SelectIndex(2)
	marked.SetFilter("有限公司")
	empty := NewTable([]Column[loanRow]{{ID: "a", Heading: "编号"}})
	empty.SetEmpty("还没有人预约", "申请借阅", func() {})
	progress := NewProgress(func() {})
	progress.Set("正在生成承诺书 · 王𬱖", 37, 120)
	said := NewStatus()
	said.SayWith(look.InPlace, "已批准 JY-2026-0412，3 份", "撤销", func() {})
	right := container.NewVBox(progress, look.Row(look.Gap, NewButton(Danger, "销毁", nil), NewButton(Secondary, "不能按", nil), NewButton(Link, "忘记密码", nil)),
		NewActionBanner(look.Overdue, []string{"你还没有签署《保密协议》，签署后才能借阅。"}, "现在签署", func() {}), said)
	body := container.NewGridWithRows(2, container.NewGridWithColumns(2, empty, right), marked)
	return frame("loans", header, look.Edge(nil, nil, look.Page(look.Fixed(look.WidthDetail, 0, NewTop(form))), nil, look.Page(body)))
}

func dialogScreen(c fyne.Canvas) fyne.CanvasObject {
	NewDialog("销毁 2 份文件", look.Body("销毁后不能恢复，登记簿里只留一条记录：编号、题名、监销人和日期。请在碎纸机旁、两位监销人在场时继续。")).
		WithDanger("销毁", func() bool { return true }).Show(c)
	return todayScreen(c)
}

func unlockScreen(fyne.Canvas) fyne.CanvasObject {
	account := NewEntry("")
	account.SetText("chenxm")
	box := look.Column(look.GapCard,
		look.Row(look.Gap, look.Title("守卷").Sized(look.TextBig), look.PadEach(0, look.Gap, 0, 0, look.Label("Custody").Whole())),
		look.Label("中标通档案室"),
		NewFormField("account", "账户", account), NewFormField("password", "密码", NewPassword("")),
		NewButton(Primary, "打开", nil),
		look.Row(look.GapNone, NewButton(Link, "忘记密码", nil), look.Stretch(nil), NewButton(Link, "首次登录（一次性代码）", nil)),
	)
	card := look.Fixed(look.WidthUnlock, 0, stack(look.NewFill(look.ColorPanel, look.ColorLine, look.CornerCard), look.Pad(2*look.GapWide, 2*look.GapWide, box)))
	return stack(look.NewFill(look.ColorSide, "", 0), container.NewCenter(card))
}
