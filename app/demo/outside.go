package demo

import "custody/app"

// partner is an external body of the demo, with one contract.
type partner struct {
	name, contact, phone string
	kind                 app.BodyKind
	number               string // of the contract
	signedAgo, lasts     int    // days
	clause               string // "" where nobody thought of it
}

var partners = []partner{
	{"Northbridge Assessments Ltd", "Sarah Whitfield", "+44 20 7946 0321", app.BodySubcontractor, "NB-2025/11", 344, 730, "Clause 8"},
	{"深圳市南山区精测检测技术有限公司", "林志远", "0755-2601 4415", app.BodySubcontractor, "HT-2025-031", 344, 362, "第八条"},
	{"鹏城档案寄存服务有限公司", "吕文", "0755-8377 2090", app.BodyOutsourced, "FW-2025-004", 344, 730, ""},
}

// contract registers the external bodies and what was agreed with them (§4.3), and returns their ids by name.
func (s *script) contract() map[string]int64 {
	ids := map[string]int64{}
	s.daysAgo(344)
	for _, p := range partners {
		s.do(func() error {
			b, err := s.office.SaveBody(s.ctx, app.Body{Name: p.name, Kind: p.kind, Contact: p.contact, Phone: p.phone})
			if err != nil {
				return err
			}
			ids[p.name] = b.ID
			signed := s.daysBack(p.signedAgo)
			_, err = s.office.AddContract(s.ctx, b.Number, app.Contract{Number: p.number, SignedOn: signed, Until: signed.AddDays(p.lasts), Clause: p.clause})
			return err
		})
	}
	return ids
}

// daysBack is the day so many days before the end.
func (s *script) daysBack(n int) app.Date { return app.DateOf(s.end).AddDays(-n) }

var topics = []app.Topic{
	{Name: "保密意识与客户信息保护", Months: 12},
	{Name: "《信息安全与保密管理程序》宣贯"},
	{Name: "商务行为守则", Months: 12, Roles: app.Roles{app.Sales}},
}

// session is a training of the demo.
type session struct {
	topic             int // index into topics
	material, version string
	ago, mark         int // days, negative lies ahead; points that pass
	people            []seat
}

// seat is one person asked to a training, with the points of the test, "" for somebody who did not come.
type seat struct{ number, score string }

var sessions = []session{
	{0, "保密意识教材", "A/1", 340, 60, []seat{
		{"0101", "96"}, {"0137", "88"}, {"0141", "92"}, {"0105", "90"}, {"0112", "74"}, {"0102", "95"}, {"0171", "81"},
	}},
	{1, "ZBT-TP-046", "C/0", 59, 60, []seat{
		{"0101", "98"},
		{"0137", "85"},
		{"0141", "90"},
		{"0105", "87"},
		{"0112", "52"},
		{"0150", "78"},
		{"0102", "93"},
		{"0108", "91"},
		{"0163", ""},
		{"W021", "83"},
	}},
	{2, "附录 1 商务行为守则", "C/0", 59, 0, []seat{{"0163", "100"}}},
	{0, "保密意识教材", "A/2", -8, 60, []seat{{"0150", ""}, {"0108", ""}, {"0163", ""}, {"0174", ""}, {"W021", ""}, {"W034", ""}}},
}

// train teaches (§5.3.2): the founder enters how the others did, the other custodian how the founder did.
func (s *script) train() {
	s.daysAgo(58)
	ids := make([]int64, len(topics))
	for i, t := range topics {
		s.do(func() error {
			t, err := s.office.SaveTopic(s.ctx, t)
			ids[i] = t.ID
			return err
		})
	}
	numbers := make([]string, len(sessions))
	for i, x := range sessions {
		s.do(func() (err error) {
			numbers[i], err = s.plan(x, ids[x.topic])
			return err
		})
		s.enterResults(numbers[i], x, func(p seat) bool { return p.number != "0101" })
	}
	s.as("wugf")
	for i, x := range sessions {
		s.enterResults(numbers[i], x, func(p seat) bool { return p.number == "0101" })
	}
	s.as(founder)
}

func (s *script) plan(x session, topic int64) (string, error) {
	var asked []string
	for _, p := range x.people {
		asked = append(asked, p.number)
	}
	t, err := s.office.PlanTraining(s.ctx, app.Training{
		TopicID: topic, Material: x.material, Version: x.version, HeldOn: s.daysBack(x.ago), Trainer: "周敏", Place: "三楼会议室", PassMark: x.mark,
	}, asked)
	return t.Number, err
}

// enterResults enters how those did whom the actor may enter.
func (s *script) enterResults(number string, x session, may func(seat) bool) {
	var in []app.AttendanceInput
	for _, p := range x.people {
		if !may(p) {
			continue
		}
		a := app.AttendanceInput{Person: p.number, State: app.Present, Score: p.score}
		if p.score == "" {
			a.State = app.Absent
		}
		in = append(in, a)
	}
	if len(in) == 0 || x.ago < 0 {
		return
	}
	s.do(func() error {
		_, err := s.office.RecordTraining(s.ctx, number, in)
		return err
	})
}
