package app_test

import (
	"errors"
	"io"

	"custody/app"
	"custody/ui/paper"
)

// pressDesk is the real desk.
type pressDesk struct{ *paper.Desk }

// Clearance is not asked for here.
func (pressDesk) Clearance(io.Writer, app.ClearancePrint) error { return errors.New("no sheets here") }
