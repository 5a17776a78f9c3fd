package window

import (
	"errors"
	"log"

	"custody/app"
	"custody/ui/words"
)

// ErrorText words an error for the person. What is no *app.Error is an internal error: its
// cause goes to the log, not to the screen.
func ErrorText(err error) string {
	var e *app.Error
	if !errors.As(err, &e) || e.Code == app.Internal {
		return words.T("shell.error.internal")
	}
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		args[i] = argText(a)
	}
	return words.T(e.Key, args...)
}

// argText words an argument of an error that is not plain text.
func argText(a any) any {
	switch a := a.(type) {
	case []app.TextName:
		titles := make([]string, len(a))
		for i, text := range a {
			titles[i] = TemplateTitle(text.Key, text.Title)
		}
		return List(titles)
	case []string:
		return List(a)
	case app.Date:
		return words.Date(string(a))
	case app.Role:
		return RoleName(a)
	}
	return a
}

// FieldErrors splits an error into the messages that belong to form fields and the rest, nil
// when every message has its field.
func FieldErrors(err error) (fields map[string]string, rest error) {
	fields = map[string]string{}
	var many app.Invalids
	if errors.As(err, &many) {
		for _, e := range many {
			if e.Field == "" {
				rest = errors.Join(rest, e)
				continue
			}
			if _, taken := fields[e.Field]; !taken {
				fields[e.Field] = ErrorText(e)
			}
		}
		return fields, rest
	}
	var e *app.Error
	if errors.As(err, &e) && e.Field != "" {
		fields[e.Field] = ErrorText(e)
		return fields, nil
	}
	return fields, err
}

// ShowError shows an error in the bar under the header, with the button that solves it, and
// logs what is internal. It is the one place where errors meet the person. Nil, cancelled work
// and a password that was asked for and not typed are nothing to show. Called on the UI goroutine.
func (sh *Shell) ShowError(err error) {
	if err == nil || cancelled(err) || app.CodeOf(err) == app.Unconfirmed {
		return
	}
	logError(err)
	label, fix := sh.fix(err)
	sh.notice.showError(ErrorText(err), label, fix)
}

// logError writes internal errors to the log; answers meant for the person are in the audit log.
func logError(err error) {
	if err == nil {
		return
	}
	var e *app.Error
	switch {
	case !errors.As(err, &e):
		log.Printf("internal error: %v", err)
	case e.Code == app.Internal || errors.Unwrap(e) != nil:
		log.Printf("%v: %v", e, errors.Unwrap(e))
	}
}

// fix returns the button that removes the reason of a refusal, or nothing.
func (sh *Shell) fix(err error) (label string, act func()) {
	var e *app.Error
	if !errors.As(err, &e) || e.Fix == app.FixNone {
		return "", nil
	}
	return sh.Fix(e.Fix, e.Target)
}

// Fix returns the label and the act of the button that solves what an *app.Error names; the
// counter and other screens put it beside what was refused. The act is nil where the screen
// it leads to is closed to this person.
func (sh *Shell) Fix(fix app.Fix, target string) (label string, act func()) {
	to := map[app.Fix]struct {
		label  string
		screen Name
		arg    Arg
	}{
		app.FixSign:    {words.T("shell.fix.sign"), Sign, Arg{Code: target}},
		app.FixRequest: {words.T("shell.fix.request"), Request, Arg{Code: target}},
		app.FixQueue:   {words.T("shell.fix.queue"), Request, Arg{Code: target, Act: ActQueue}},
		app.FixApprove: {words.T("shell.fix.approve"), Loans, Arg{Code: target, Act: ActApprove}},
		app.FixPerson:  {words.T("shell.fix.person"), People, Arg{Code: target}},
	}
	if fix == app.FixUnlock {
		return words.T("shell.fix.unlock"), func() { sh.Lock(LockByHand) }
	}
	way, ok := to[fix]
	if !ok || !sh.May(way.screen) {
		return "", nil
	}
	return way.label, func() { sh.Open(way.screen, way.arg) }
}
