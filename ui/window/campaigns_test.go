package window

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// longName is a foreign name of forty characters.
const longName = "阿卜杜勒拉赫曼·穆罕默德·伊本·阿卜杜拉齐兹·阿勒马克图姆·哈立德·本·苏尔坦尼"

// asked is an office in which some people have something to sign.
func asked(t *testing.T) *apptest.Kit {
	k := apptest.New(t)
	k.Person("王𬱖", apptest.Unsigned())
	k.Person(longName, apptest.Unsigned(), apptest.Kind(app.ExternalExpert))
	k.Person("李㛃", apptest.Unsigned(), apptest.Department("技术部"))
	ends := k.Person("快到期", apptest.Unsigned())
	k.Signed(ends.Number, app.NDA, k.Today().AddDays(-340), k.Today().AddDays(5))
	k.Signed(ends.Number, app.Impartiality, k.Today().AddDays(-340), k.Today().AddDays(25))
	late := k.Person("已到期", apptest.Unsigned())
	k.Signed(late.Number, app.NDA, k.Today().AddDays(-400), k.Today().AddDays(-9))
	return k
}

// planCampaign fills the form of a campaign in.
func planCampaign(d *rig, title string) *campaignPlan {
	d.t.Helper()
	d.shell.Open(Campaigns)
	d.press("Ctrl+N")
	p := screenOf[*campaignPlan](d, CampaignPlan)
	p.form.SetValue("title", title)
	return p
}

// From the plan to the end: the list follows the choice, somebody is taken off, PDFs are made into a folder and
// for the printer, all are reminded, and the campaign is closed.
func TestCampaignInTheWindow(t *testing.T) {
	k := asked(t)
	d := seated(t, k, k.Founder, plain)
	p := planCampaign(d, "年度签署")
	if n := len(p.plan.Takes); n != 10 || len(p.plan.LeavesOut) != 2 {
		t.Fatalf("takes %d, leaves %d", n, len(p.plan.LeavesOut))
	}
	p.form.SetValue("keys", string(app.NDA))
	if n := len(p.plan.Takes); n != 5 {
		t.Errorf("with one text: takes %d", n)
	}
	p.form.SetValue("kinds", string(app.ExternalExpert))
	if n := len(p.plan.Takes); n != 1 || p.plan.Takes[0].Person.Name != longName {
		t.Errorf("experts: takes %v", p.plan.Takes)
	}
	p.form.SetValue("kinds", "")
	p.table.SelectIndex(4)
	d.press("Del")
	if n := len(p.plan.Takes); n != 4 || len(p.without) != 1 {
		t.Errorf("without one: takes %d", n)
	}
	d.press("Ctrl+Enter")
	if d.shell.At() != Campaign {
		t.Fatalf("at %s: %s", d.shell.At(), d.shell.notice.text())
	}
	c := screenOf[*campaign](d, Campaign)
	if c.shown.Total != 4 || c.shown.Title != "年度签署" || len(c.table.Rows()) != 4 {
		t.Errorf("shows %+v", c.shown.CampaignRow)
	}
	dir := filepath.Join(t.TempDir(), "承诺书")
	makes(d, c, dir)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	if !slices.ContainsFunc(files, func(f os.DirEntry) bool { return strings.Contains(f.Name(), "王𬱖") }) {
		t.Errorf("files %v", files)
	}
	d.press("Ctrl+Enter")
	test.Tap(d.titled(words.T("campaign.make.print")))
	d.topSheet().Submit() // the printer as it is
	if d.tray.prints != 1 || !strings.HasPrefix(string(d.tray.last[:5]), "%PDF-") {
		t.Errorf("%d jobs", d.tray.prints)
	}
	if c.shown.Printed != 4 {
		t.Errorf("%d printed", c.shown.Printed)
	}
	d.press("Ctrl+R")
	d.topSheet().Submit()
	d.topSheet().Submit() // copies the text
	if text := d.app.Clipboard().Content(); !strings.Contains(text, "王𬱖") || !strings.Contains(text, "《保密协议》") {
		t.Errorf("the text says %q", text)
	}
	if c.shown.Reminded != 4 {
		t.Errorf("%d reminded", c.shown.Reminded)
	}
	c.askClose()
	d.topSheet().Submit()
	if !d.topSheet().Open() {
		t.Error("closed without a reason")
	}
	d.fillField("note", "年底再发起")
	d.topSheet().Submit()
	if c.shown.Open() || c.shown.Note != "年底再发起" {
		t.Errorf("shows %+v", c.shown.CampaignRow)
	}
	d.press("Esc") // what was said goes first
	d.press("Esc")
	if d.shell.At() != Campaigns {
		t.Errorf("at %s", d.shell.At())
	}
}

// makes writes all PDFs of a campaign into a folder.
func makes(d *rig, c *campaign, dir string) {
	d.t.Helper()
	c.askMake()
	d.topSheet().Submit()
	d.fillField("path", dir)
	d.topSheet().Submit()
}

// A plan that was left is there again, also after a lock.
func TestCampaignPlanIsKept(t *testing.T) {
	k := asked(t)
	d := seated(t, k, k.Founder, plain)
	p := planCampaign(d, "")
	if p.Leave() != nil {
		t.Error("an untouched plan is kept")
	}
	p.form.SetValue("title", "年度签署")
	p.form.SetValue("kinds", string(app.ExternalExpert))
	p.table.SelectIndex(0)
	kept := p.Leave()
	d.shell.Open(Today)
	planCampaign(d, "年度签署")
	if got := p.form.Value("kinds"); got != string(app.ExternalExpert) {
		t.Errorf("kinds %q after coming back", got)
	}
	d = seated(t, k, k.Founder, plain)
	d.shell.Open(CampaignPlan)
	again := screenOf[*campaignPlan](d, CampaignPlan)
	if kept == nil || again.form == nil || again.form.Value("title") != "年度签署" || len(again.plan.Takes) != 2 {
		t.Errorf("kept %+v, again %+v", kept, again.plan.Takes)
	}
}

// Today offers what there is to do about commitments in one line each, and the buttons go there.
func TestTodayOfCampaigns(t *testing.T) {
	k := asked(t)
	newText(t, k, "C/1", k.Today().AddDays(20))
	d := seated(t, k, k.Founder, plain)
	s := screenOf[*todayScreen](d, Today)
	for kind, want := range map[app.TaskKind]string{
		app.TaskRemind: "2 人的承诺需要提醒：逾期 7 天以上 1 人、7 天内 1 人",
		app.TaskOffer:  "《保密协议》C/1 12-17生效，2 人需要重新签署",
	} {
		i := slices.IndexFunc(s.shown.Tasks, func(t app.Task) bool { return t.Kind == kind })
		if i < 0 {
			t.Errorf("no %s among %v", kind, s.shown.Tasks)
			continue
		}
		if got := s.sentence(s.shown.Tasks[i]); got != want {
			t.Errorf("%s says %q, want %q", kind, got, want)
		}
	}
	_, act := s.way(app.Task{Kind: app.TaskRemind})
	act()
	d.topSheet().Submit()
	d.topSheet().Cancel()
	if slices.ContainsFunc(s.shown.Tasks, func(t app.Task) bool { return t.Kind == app.TaskRemind }) {
		t.Error("reminded, and still to be reminded")
	}
	_, act = s.way(app.Task{Kind: app.TaskOffer, Template: app.NDA})
	act()
	p := screenOf[*campaignPlan](d, CampaignPlan)
	if len(p.plan.Takes) != 2 || p.form.Value("title") != "《保密协议》C/1 重新签署" || p.plan.Takes[0].Version != "C/1" {
		t.Errorf("offers %q: %+v", p.form.Value("title"), p.plan.Takes)
	}
}

// newText adds an approved version of the agreement.
func newText(t *testing.T, k *apptest.Kit, version string, from app.Date) {
	t.Helper()
	err := k.Store().Update(t.Context(), func(tx app.Tx) error {
		v, err := tx.TemplateInForce(app.NDA, k.Today())
		if err != nil {
			return err
		}
		v.ID, v.Version, v.InForce, v.ApprovedOn = 0, version, from, k.Today()
		_, err = tx.AddTemplate(v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What one has to sign oneself is said as it is.
func TestOwnCommitmentsAreSaidAsTheyAre(t *testing.T) {
	k := apptest.New(t)
	_, office := k.Staff("周敏", app.Auditor)
	d := seated(t, k, office, plain)
	s := screenOf[*todayScreen](d, Today)
	own := d.shell.Me().Person
	for want, task := range map[string]app.Task{
		"你还没有签署《保密协议》":            {Kind: app.TaskSign, State: app.Missing},
		"你的《保密协议》已于 11-20 到期，请续签": {Kind: app.TaskSign, State: app.Expired, Due: "2026-11-20"},
		"《保密协议》有了新版本，请重新签署":       {Kind: app.TaskSign, State: app.Expired, Due: "2026-12-20"},
		"你的《保密协议》有效期到 12-20":      {Kind: app.TaskRenew, State: app.Expiring, Due: "2026-12-20"},
		"请在 12-20 前签署《保密协议》":      {Kind: app.TaskRenew, State: app.InForce, Due: "2026-12-20", Campaign: "QS-2026-0001"},
	} {
		task.Person, task.Template = own, app.NDA
		if got := s.sentence(task); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
}

// TestCampaignScreensFit draws what stands around campaigns, in every dress.
func TestCampaignScreensFit(t *testing.T) {
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			k := asked(t)
			d := seated(t, k, k.Founder, as)
			see := func(what string) {
				t.Helper()
				d.draw("campaign-" + what + "-" + name)
				d.checkFit(what)
				d.checkWide(what)
			}
			d.shell.Open(Today)
			see("today")
			d.shell.Open(Campaigns)
			see("empty")
			p := planCampaign(d, "2026 年度全员签署与公正性承诺续签")
			see("plan")
			p.tabs.Select(planLeaves)
			p.showRows()
			see("plan-leaves")
			p.form.SetValue("due", "2026-01-01")
			see("plan-problem")
			p.form.SetValue("due", string(k.Today().AddDays(7)))
			p.start()
			see("lines")
			c := screenOf[*campaign](d, Campaign)
			c.askMake()
			see("make")
			d.topSheet().Cancel()
			c.askRemind()
			see("remind")
			d.topSheet().Submit()
			see("reminded")
			d.topSheet().Cancel()
			c.askClose()
			see("close")
			d.topSheet().Cancel()
			d.press("Esc")
			see("list")
			k.Clock.Advance(9 * 24 * time.Hour)
			d.shell.Open(Today)
			see("today-later")
			d.shell.remindDue()
			see("due")
			d.topSheet().Cancel()
		})
	}
}
