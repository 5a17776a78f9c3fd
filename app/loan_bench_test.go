package app_test

import (
	"fmt"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// BenchmarkCommit measures one audited loan step on a sealed vault: a request for one
// copy, and its decision. What the same statements cost the plain engine is measured
// beside it by the program in bench.
func BenchmarkCommit(b *testing.B) {
	k := apptest.New(b)
	fill(b, k.Founder, 1, 2000)
	_, office := k.Staff("李㛃", app.Auditor)
	next := 0
	ask := func() (number, code string) {
		next++
		code = fmt.Sprintf("A-0001-%02d/1", next)
		return k.Requested(office, code).Number, code
	}
	b.Run("request", func(b *testing.B) {
		for range b.N {
			ask()
		}
	})
	b.Run("decide", func(b *testing.B) {
		for range b.N {
			b.StopTimer()
			number, code := ask()
			b.StartTimer()
			k.Approve(number, code)
		}
	})
}
