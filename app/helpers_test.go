package app_test

import (
	"encoding/json"
	"errors"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refusedKey checks an answer's code and message key.
func refusedKey(t testing.TB, err error, code app.Code, key string) {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		t.Errorf("got %v, want %s %s", err, code, key)
	}
}

// refusedAt checks an answer's code and that it stands at a field.
func refusedAt(t testing.TB, err error, code app.Code, field string) {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != code || e.Field != field {
		t.Errorf("got %v, want %s at %s", err, code, field)
	}
}

// lastEntry returns the newest entry of the log.
func lastEntry(t testing.TB, k *apptest.Kit) app.Entry {
	t.Helper()
	var last app.Entry
	ok(t, k.Store().View(t.Context(), func(r app.Reader) (err error) {
		last, err = r.LastEntry()
		return err
	}))
	return last
}

// logged checks that the newest entry is act by login with an outcome.
func logged(t testing.TB, k *apptest.Kit, login, act string, outcome app.Outcome) app.Entry {
	t.Helper()
	e := lastEntry(t, k)
	if e.Login != login || e.Act != act || e.Outcome != outcome {
		t.Errorf("last entry is %s %s %s, want %s %s %s", e.Login, e.Act, e.Outcome, login, act, outcome)
	}
	return e
}

// facts reads an entry's detail.
func facts(t testing.TB, e app.Entry) map[string]any {
	t.Helper()
	var m map[string]any
	ok(t, json.Unmarshal([]byte(e.Detail), &m))
	return m
}

// chainHolds checks the whole log.
func chainHolds(t testing.TB, k *apptest.Kit) {
	t.Helper()
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		report, err := app.CheckChain(r)
		if len(report.Broken) > 0 {
			t.Errorf("the log does not hold: %v", report.Broken)
		}
		return err
	}))
}
