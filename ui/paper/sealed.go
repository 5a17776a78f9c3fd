package paper

import (
	"strings"

	"custody/app"
)

// SealedName is the name of a sealed paper's file: what it is, whose, and of which day. No client is named.
func SealedName(p app.SealedPaper) string {
	return FileName(strings.Join([]string{p.Title, p.Number, p.Person, string(app.DateOf(p.At)), p.Ref}, "-"))
}
