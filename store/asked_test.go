package store

import (
	"testing"

	"custody/app"
)

// What a transaction remembers of the gate follows what it writes itself.
func TestWhatTheGateAsksFollowsWhatIsWritten(t *testing.T) {
	r, err := OpenRegister(t.Context(), plain(t))
	if err != nil {
		t.Fatal(err)
	}
	err = r.Update(t.Context(), func(tx app.Tx) error {
		sees := func(topics, texts int) {
			t.Helper()
			a, err := tx.Topics()
			b, failed := tx.TextVersions()
			if err != nil || failed != nil || len(a) != topics || len(b) != texts {
				t.Errorf("%d topics and %d texts, %v, %v; want %d and %d", len(a), len(b), err, failed, topics, texts)
			}
		}
		sees(0, 0)
		if _, err := tx.SaveTopic(app.Topic{Name: "保密意识"}); err != nil {
			return err
		}
		sees(1, 0)
		v, err := tx.AddTemplate(app.Template{Key: app.NDA, Number: "R1", Version: "C/0", Body: []byte("{}"), InForce: "2026-01-01"})
		if err != nil {
			return err
		}
		sees(1, 1)
		v.State = app.TextWithdrawn
		if err := tx.SaveTemplate(v); err != nil {
			return err
		}
		sees(1, 0)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
