package app_test

import (
	"errors"

	"custody/app"
)

// answersOf returns every answer in an error of a form.
func answersOf(err error) []*app.Error {
	var many app.Invalids
	var one *app.Error
	switch {
	case errors.As(err, &many):
		return many
	case errors.As(err, &one):
		return []*app.Error{one}
	}
	return nil
}
