package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"custody/app"
)

// changing are the methods of Office that are there to change something. Every other
// method reads, and a sweep calls it; a new method is swept unless it is named here.
var changing = strings.Fields(`
	AddContract CancelTraining EndBody EndContract PlanTraining RecordTraining SaveBody SaveTopic
	AddContent AddCopy AddDepartment Assign ChangePassword CloseCampaign CloseContent CloseExtract Confirm Countersign
	Decide Delegate Disable DrillRecovery DropDraft EndAssignment Erase ExportNote Found GiveBack Goodbye
	HandOut HoldFile ImportCertificate ImportTimestamp Invite KeepDraft Leave MakeCertificate MakeExtract MoveCopy NewRecoveryHalves OpenIncident
	PrintNote Recall RecordPaper RecordPapers RecoverContents Reinvite Remind RemindCampaign RemindDue ApproveTemplate
	DraftTemplate SubmitTemplate DropTemplateDraft SaveTemplateDraft WithdrawTemplate RenameDepartment
	Renew RenewVaultKey ReportLost RequestLoan Reseal RunImport SaveClient SaveDocument SaveFile SaveOrganisation
	SavePerson SavePreferences SaveSettings SealPending SetRoles SettleKeys Sign StartCampaign TakeBack
	Withdraw
	AddClearanceLine CloseClearance DropClearance MarkClearance SealClearance StartClearance`)

// sweep calls every reading method of an office many times with arguments from a pool
// of codes, numbers and parts of names, and returns all it was told, answers included.
type sweep struct {
	rng  *rand.Rand
	pool []string
	days []app.Date
}

// all returns, by method, every text that came back.
func (s sweep) all(t *testing.T, o *app.Office, times int) map[string]string {
	t.Helper()
	told := map[string]string{}
	v := reflect.ValueOf(o)
	for i := range v.NumMethod() {
		name := v.Type().Method(i).Name
		if slices.Contains(changing, name) {
			continue
		}
		method := v.Method(i)
		n := times
		if method.Type().NumIn() == 1 {
			n = 1 // no arguments besides the context
		}
		for range n {
			told[name] += s.call(t, name, method)
		}
	}
	return told
}

func (s sweep) call(t *testing.T, name string, method reflect.Value) string {
	t.Helper()
	args := []reflect.Value{reflect.ValueOf(t.Context())}
	for i := 1; i < method.Type().NumIn(); i++ {
		args = append(args, s.value(method.Type().In(i)))
	}
	var b strings.Builder
	for _, out := range method.Call(args) {
		if err, failed := out.Interface().(error); failed {
			b.WriteString(errorText(t, name, err))
			continue
		}
		text, err := json.Marshal(out.Interface())
		ok(t, err)
		b.Write(text)
	}
	return b.String()
}

// errorText is all an answer tells; an error that is no answer fails the test.
func errorText(t *testing.T, name string, err error) string {
	t.Helper()
	answers := answersOf(err)
	if answers == nil {
		t.Errorf("%s: %v", name, err)
	}
	var b strings.Builder
	for _, e := range answers {
		fmt.Fprintln(&b, e.Key, e.Args, e.Target)
	}
	return b.String()
}

// value makes an argument: texts from the pool, small numbers, days, and of a struct
// every field now and then.
func (s sweep) value(typ reflect.Type) reflect.Value {
	v := reflect.New(typ).Elem()
	switch {
	case typ == reflect.TypeFor[context.Context]():
	case typ == reflect.TypeFor[app.Date]():
		v.SetString(string(s.days[s.rng.IntN(len(s.days))]))
	case typ.Kind() == reflect.String:
		v.SetString(s.text(typ))
	case typ.Kind() == reflect.Bool:
		v.SetBool(s.rng.IntN(2) == 0)
	case v.CanInt():
		v.SetInt(int64(s.rng.IntN(30)))
	case typ.Kind() == reflect.Slice:
		for range s.rng.IntN(4) {
			v = reflect.Append(v, s.value(typ.Elem()))
		}
	case typ.Kind() == reflect.Struct:
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() && s.rng.IntN(3) == 0 {
				v.Field(i).Set(s.value(typ.Field(i).Type))
			}
		}
	}
	return v
}

// text is a value of the type's own where it has a list of them, else one of the pool.
func (s sweep) text(typ reflect.Type) string {
	own := map[reflect.Type][]string{
		reflect.TypeFor[app.LoanTab]():         {"pending", "counter", "out", "overdue", "queue", "history"},
		reflect.TypeFor[app.CopyState]():       {"", "in_place", "out"},
		reflect.TypeFor[app.ExtractState]():    {"", "out", "returned"},
		reflect.TypeFor[app.ImportKind]():      {"clients", "documents"},
		reflect.TypeFor[app.TemplateKey]():     {"nda", "impartiality", "conduct"},
		reflect.TypeFor[app.Outcome]():         {"", "done", "refused"},
		reflect.TypeFor[app.Category]():        {"", "d"},
		reflect.TypeFor[app.ClientPhase]():     {"", "in_certification"},
		reflect.TypeFor[app.CommitmentState](): {"", "in_force"},
		reflect.TypeFor[app.PersonKind]():      {"", "full_time"},
	}
	if values, found := own[typ]; found {
		return values[s.rng.IntN(len(values))]
	}
	if s.rng.IntN(8) == 0 {
		return ""
	}
	return s.pool[s.rng.IntN(len(s.pool))]
}
