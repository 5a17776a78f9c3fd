package store

import (
	"fmt"
	"testing"

	"custody/app"
)

// In a register of before, a subcontractor's staff get a body of what was written down for their employer, without
// a contract; nobody else does.
func TestBodiesComeToOlderRegisters(t *testing.T) {
	db := plain(t)
	if err := migrateTo(t.Context(), db, 6); err != nil {
		t.Fatal(err)
	}
	for i, p := range []struct{ kind, employer, left string }{
		{"subcontractor", "甲检测有限公司", ""},
		{"subcontractor", " 乙公司", "2026-01-01"},
		{"subcontractor", "甲检测有限公司 ", ""},
		{"subcontractor", "", ""},
		{"expert", "某大学", ""},
		{"full_time", "", ""},
	} {
		_, err := db.Exec(`INSERT INTO people (id, number, name, initials, kind, department_id, post, employer, phone, left_on)
			VALUES (?, ?, '某人', 'MR', ?, NULL, '', ?, '', ?)`, i+1, fmt.Sprint("W-", i+1), p.kind, p.employer, p.left)
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := OpenRegister(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	err = r.Update(t.Context(), func(tx app.Tx) error {
		bodies, err := tx.Bodies()
		if err != nil {
			return err
		}
		if len(bodies) != 2 || bodies[0].Number != "WB-001" || bodies[0].Name != "甲检测有限公司" || bodies[1].Number != "WB-002" || bodies[1].Name != "乙公司" {
			t.Errorf("bodies: %+v", bodies)
		}
		for id, want := range map[int64]string{1: "甲检测有限公司 1", 2: "乙公司 2", 3: "甲检测有限公司 1", 4: " 0", 5: "某大学 0", 6: " 0"} {
			p, err := tx.Person(id)
			if got := fmt.Sprint(p.Employer, " ", p.BodyID); err != nil || got != want {
				t.Errorf("person %d: %q, want %q, %v", id, got, want, err)
			}
		}
		if bound, err := tx.ContractsOn("2026-11-27"); err != nil || len(bound) != 0 {
			t.Errorf("contracts: %v %v", bound, err)
		}
		third, err := tx.SaveBody(app.Body{Name: "丙公司", Kind: app.BodyOutsourced})
		if err != nil || third.Number != "WB-003" {
			t.Errorf("the next body is %+v, %v", third, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
