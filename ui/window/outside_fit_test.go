package window

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// outsideOffice is an office with external bodies in every state and trainings planned, held and cancelled.
type outsideOffice struct {
	*apptest.Kit
	contracted, clauseless, bare app.Body
	topic                        app.Topic
	held                         app.TrainingSheet
	today                        app.Training // planned for today
}

func newOutsideOffice(t *testing.T) outsideOffice {
	t.Helper()
	w := outsideOffice{Kit: apptest.New(t)}
	w.contracted, w.clauseless, w.bare = w.Body("Northbridge Assessments & Technical Verification Ltd"), w.Body("深圳市南山检测技术有限公司"), w.Body("档案寄存服务公司")
	w.Contracted(w.contracted, "HT-2026-018", 20)
	w.must(w.Founder.AddContract(w.Ctx(), w.clauseless.Number, app.Contract{Number: "HT-2025-003", SignedOn: w.Today()}))
	a, b := w.Person("Alexandra Montgomery-Fitzgerald", apptest.Of(w.contracted)), w.Person("欧阳检", apptest.Of(w.clauseless))
	var err error
	w.topic, err = w.Founder.SaveTopic(w.Ctx(), app.Topic{Name: "保密意识与客户信息保护（年度复训）", Months: 1, Gate: true, Kinds: []app.PersonKind{app.Subcontractor}})
	w.must(w.topic, err)
	w.held = w.Trained(w.Founder, w.topic, a.Number)
	all, err := w.Founder.SaveTopic(w.Ctx(), app.Topic{Name: "认可规范与程序文件"})
	w.must(all, err)
	plan := app.Training{TopicID: all.ID, Material: "ZBT-TP-046 宣贯教材", Version: "C/0", HeldOn: w.Today(), Trainer: "陈培训", Place: "三楼会议室", PassMark: 60}
	w.today, err = w.Founder.PlanTraining(w.Ctx(), plan, []string{a.Number, b.Number, apptest.FounderNumber})
	w.must(w.today, err)
	plan.HeldOn = w.Today().AddDays(9)
	later, err := w.Founder.PlanTraining(w.Ctx(), plan, []string{b.Number})
	w.must(later, err)
	return w
}

func (w outsideOffice) must(_ any, err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

// TestOutsideScreensFit draws external bodies and trainings, their forms and what they say when refused.
func TestOutsideScreensFit(t *testing.T) {
	w := newOutsideOffice(t)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, w.Kit, w.Founder, as)
			see := func(what string) {
				t.Helper()
				d.draw("outside-" + what + "-" + name)
				d.checkFit(what)
				d.checkWide(what)
			}
			d.shell.Open(Bodies, Arg{Code: w.contracted.Number})
			see("bodies")
			d.shell.Open(Bodies, Arg{Code: w.clauseless.Number})
			see("bodies-clauseless")
			screenOf[*bodies](d, Bodies).edit()
			see("body-form")
			d.topSheet().Cancel()
			screenOf[*bodies](d, Bodies).contract()
			d.fillField("until", "2020-01-01")
			d.topSheet().Submit()
			see("contract-form")
			d.topSheet().Cancel()
			screenOf[*bodies](d, Bodies).endBody(w.bare.Number, nil)
			see("body-end")
			d.topSheet().Cancel()
			d.shell.Open(People)
			screenOf[*people](d, People).edit(app.Person{Kind: app.Subcontractor})
			see("person-form")
			d.topSheet().Cancel()
			d.shell.Open(Trainings, Arg{Code: w.today.Number})
			see("trainings")
			screenOf[*trainings](d, Trainings).record()
			d.fillField("score:"+w.firstAsked(), "101")
			d.topSheet().Submit()
			see("training-record")
			d.topSheet().Cancel()
			screenOf[*trainings](d, Trainings).edit()
			see("training-form")
			d.topSheet().Cancel()
			screenOf[*trainings](d, Trainings).plan()
			d.fillField("pass_mark", "999")
			d.topSheet().Submit()
			see("training-form-problems")
			d.topSheet().Cancel()
			d.shell.Open(Trainings, Arg{Code: w.held.Number})
			see("training-held")
			d.shell.Open(TrainingDue)
			see("training-due")
			d.shell.Open(TrainingTopics)
			see("training-topics")
			screenOf[*trainingTopics](d, TrainingTopics).edit()
			see("topic-form")
			d.topSheet().Cancel()
			d.shell.Open(Today)
			see("today-training")
		})
	}
}

// firstAsked is the number of the first who was asked to today's training.
func (w outsideOffice) firstAsked() string {
	s, err := w.Founder.Training(w.Ctx(), w.today.Number)
	w.must(s, err)
	for _, a := range s.Attendance {
		if !a.Own {
			return a.Person.Number
		}
	}
	return ""
}

// A training goes all its way in the window: planned for those who are due, its results entered, a certificate made.
func TestTrainingInTheWindow(t *testing.T) {
	w := newOutsideOffice(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Trainings, Arg{Act: ActNew})
	d.fillField("material", "教材")
	d.fillField("version", "A/1")
	d.fillField("held_on", string(w.Today()))
	d.fillField("trainer", "陈培训")
	test.Tap(d.titled(words.T("trainings.people.due")))
	d.topSheet().Submit()
	s := screenOf[*trainings](d, Trainings)
	if s.sheet == nil || s.sheet.Number == w.today.Number || s.sheet.Asked == 0 {
		t.Fatalf("not planned: %+v", s.sheet)
	}
	number := s.sheet.Number
	s.record()
	test.Tap(d.titled(words.T("trainings.record.all")))
	d.topSheet().Submit()
	s.with(func(got app.TrainingSheet) {
		if got.Number != number || got.State != app.TrainingHeld || got.Passed == 0 {
			t.Errorf("not recorded: %+v", got)
		}
	})
	s.recordWith(*s.sheet, nil)
	late := w.Person("后来的")
	before := len(s.form.form.Values())
	rec := &recording{screen: s, sheet: *s.sheet}
	rec.with(late)
	if now := len(s.form.form.Values()); now != before+1 {
		t.Errorf("%d fields with one more person, %d before", now, before)
	}
	d.topSheet().Submit()
	if got, err := w.Founder.Training(w.Ctx(), number); err != nil || got.Asked != s.sheet.Asked || got.Passed == 0 {
		t.Errorf("%+v %v", got, err)
	}
	s.certificates(number)
	test.Tap(d.titled(words.T("shell.print.open")))
	if d.tray.views != 1 || !bytes.HasPrefix(d.tray.last, []byte("%PDF")) {
		t.Error("no certificate was made")
	}
	s.print(number)
	test.Tap(d.titled(words.T("shell.print.open")))
	if d.tray.views != 2 {
		t.Error("no attendance sheet was made")
	}
}

// A contract is registered in the window, and what was refused stays typed.
func TestContractInTheWindow(t *testing.T) {
	w := newOutsideOffice(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Bodies, Arg{Code: w.bare.Number})
	s := screenOf[*bodies](d, Bodies)
	s.contract()
	d.fillField("number", "HT-9")
	d.topSheet().Submit()
	if s.form == nil || s.form.form.Value("number") != "HT-9" || s.form.form.Field("signed_on").Problem() == "" {
		t.Fatal("a contract without a day is taken, or what was typed is gone")
	}
	if kept := s.Leave(); kept == nil || kept.Fields["of.number"] != w.bare.Number {
		t.Errorf("the draft is %+v", kept)
	}
	d.fillField("signed_on", string(w.Today()))
	d.fillField("clause", "第八条")
	d.topSheet().Submit()
	if s.sheet == nil || s.sheet.State != app.ContractInForce || s.form != nil {
		t.Errorf("%+v", s.sheet)
	}
}
