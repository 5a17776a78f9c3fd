package apptest

import "custody/app"

// Of puts the person under an external body.
func Of(b app.Body) PersonOption {
	return func(m *maker) { m.person.Kind, m.person.BodyID = app.Subcontractor, b.ID }
}

// Body adds a subcontractor without a contract.
func (k *Kit) Body(name string) app.Body {
	k.T.Helper()
	b, err := k.Founder.SaveBody(k.Ctx(), app.Body{Name: name, Kind: app.BodySubcontractor})
	k.must(err)
	return b
}

// Contracted gives a body a contract with a confidentiality clause for so many days from today.
func (k *Kit) Contracted(b app.Body, number string, days int) app.Contract {
	k.T.Helper()
	c, err := k.Founder.AddContract(k.Ctx(), b.Number, app.Contract{
		Number: number, SignedOn: k.Today(), From: k.Today(), Until: k.Today().AddDays(days - 1), Clause: "第八条", ClauseOn: k.Today(),
	})
	k.must(err)
	return c
}

// Trained holds a training in a topic today that the people with these numbers pass.
func (k *Kit) Trained(o *app.Office, topic app.Topic, numbers ...string) app.TrainingSheet {
	k.T.Helper()
	t, err := o.PlanTraining(k.Ctx(), app.Training{
		TopicID: topic.ID, Material: "保密意识教材", Version: "A/1", HeldOn: k.Today(), Trainer: "李培训",
	}, numbers)
	k.must(err)
	var in []app.AttendanceInput
	for _, n := range numbers {
		in = append(in, app.AttendanceInput{Person: n, State: app.Present})
	}
	s, err := o.RecordTraining(k.Ctx(), t.Number, in)
	k.must(err)
	return s
}
