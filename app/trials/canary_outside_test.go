package trials_test

import "custody/app"

func init() {
	for name, call := range map[string]func(*canaryWorld) []any{
		"Bodies":      func(*canaryWorld) []any { return []any{app.BodyFilter{}} },
		"Body":        func(w *canaryWorld) []any { return []any{w.body().Number} },
		"SaveBody":    func(w *canaryWorld) []any { return []any{w.newBody()} },
		"AddContract": func(w *canaryWorld) []any { return []any{w.body().Number, w.contract()} },
		"EndContract": func(w *canaryWorld) []any {
			b := w.body()
			k, err := w.office().AddContract(w.t.Context(), b.Number, w.contract())
			ok(w.t, err)
			return []any{b.Number, k.Number, w.day(0)}
		},
		"EndBody":      func(w *canaryWorld) []any { return []any{w.body().Number, w.day(0)} },
		"SaveTopic":    func(w *canaryWorld) []any { return []any{app.Topic{Name: "保密意识" + w.next(), Months: 12}} },
		"Trainings":    func(*canaryWorld) []any { return []any{app.TrainingFilter{}} },
		"Training":     func(w *canaryWorld) []any { return []any{w.training().Number} },
		"PlanTraining": func(w *canaryWorld) []any { return []any{w.session(), []string{w.person()}} },
		"RecordTraining": func(w *canaryWorld) []any {
			return []any{w.training().Number, []app.AttendanceInput{{Person: w.person(), State: app.Present, Score: "80"}}}
		},
		"CancelTraining":    func(w *canaryWorld) []any { return []any{w.training().Number, "改期"} },
		"PrintTraining":     func(w *canaryWorld) []any { return []any{w.training().Number} },
		"PrintCertificates": func(w *canaryWorld) []any { return []any{w.passed(), []string(nil)} },
	} {
		canaryCalls[name] = call
	}
}

func (w *canaryWorld) newBody() app.Body {
	return app.Body{Name: "南山检测技术有限公司" + w.next(), Kind: app.BodySubcontractor, Contact: "刘海燕", Phone: "0755-1"}
}

func (w *canaryWorld) body() app.Body {
	b, err := w.office().SaveBody(w.t.Context(), w.newBody())
	ok(w.t, err)
	return b
}

func (w *canaryWorld) contract() app.Contract {
	return app.Contract{Number: "HT-" + w.next(), SignedOn: w.day(0), Clause: "第八条", Note: "无"}
}

// session is the form of a training in a topic of its own.
func (w *canaryWorld) session() app.Training {
	topic, err := w.office().SaveTopic(w.t.Context(), app.Topic{Name: "保密意识" + w.next(), Months: 12})
	ok(w.t, err)
	return app.Training{
		TopicID: topic.ID, Material: "教材", Version: "A/1", HeldOn: w.day(0), Trainer: "李培训", Place: "会议室", PassMark: 60, Note: "无",
	}
}

func (w *canaryWorld) training() app.Training {
	t, err := w.office().PlanTraining(w.t.Context(), w.session(), []string{w.person()})
	ok(w.t, err)
	return t
}

// passed is a training that somebody passed.
func (w *canaryWorld) passed() string {
	t := w.training()
	_, err := w.office().RecordTraining(w.t.Context(), t.Number, []app.AttendanceInput{{Person: w.person(), State: app.Present, Score: "80"}})
	ok(w.t, err)
	return t.Number
}
