package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"path"
	"slices"

	"custody/assets"
)

// Founding is what the first-run wizard asks for.
type Founding struct {
	Dir          string
	Organisation Organisation
	Departments  []string // empty means DefaultDepartments
	Name         string   // of the founder
	Number       string   // 工号
	Department   string
	Post         string
	Login        string
	Password     string
	Roles        Roles // Administrator is always among them
}

// Found creates a vault with its organisation, departments, templates and first
// account, signs that account in and returns the recovery halves to be printed.
// Returns Invalid(s) by field (name, number, department, post, login, roles, dir,
// departments, org.name, org.name_en, …), and what Gate.Create returns. After an error
// the folder is as it was before.
func (v Vaults) Found(ctx context.Context, f Founding) (*LockedVault, *Office, [2]RecoveryHalf, error) {
	if err := f.check(DateOf(v.Env.Clock())); err != nil {
		return nil, nil, [2]RecoveryHalf{}, err
	}
	box, op, halves, err := v.Gate.Create(ctx, f.Dir, f.Login, f.Password)
	if err != nil {
		return nil, nil, halves, err
	}
	office, err := v.settle(ctx, f, op)
	if err != nil {
		return nil, nil, [2]RecoveryHalf{}, errors.Join(err, box.Discard())
	}
	return &LockedVault{box: box, env: v.Env}, office, halves, nil
}

// settle writes the first register and signs the founder in.
func (v Vaults) settle(ctx context.Context, f Founding, op Opened) (*Office, error) {
	err := op.Store.Update(ctx, func(tx Tx) error { return f.write(tx, op.Identity, v.Env) })
	if err != nil {
		return nil, err
	}
	return NewOffice(ctx, op, v.Env)
}

// check normalises every text, fills defaults in and returns what is wrong by field.
func (f *Founding) check(today Date) error {
	var form formCheck
	form.line("name", &f.Name, true)
	p := Person{Number: f.Number, Name: f.Name, Kind: FullTime}
	form.line("number", &p.Number, true)
	if p.Number != "" && !numberForm.MatchString(p.Number) {
		form.add(Errf(Invalid, "error.person.number").At("number"))
	}
	f.Number = p.Number
	form.line("department", &f.Department, false)
	form.line("post", &f.Post, false)
	if f.Dir == "" {
		form.add(Errf(Invalid, "error.text.empty").At("dir"))
	}
	var wrong *Error
	f.Login, wrong = cleanLogin(f.Login)
	form.add(wrong)
	f.Roles = append(slices.Clone(f.Roles), Administrator).ordered()
	f.checkDepartments(&form)
	f.checkOrganisation(&form, today)
	return form.wrong.errOrNil()
}

func (f *Founding) checkDepartments(form *formCheck) {
	if len(f.Departments) == 0 {
		f.Departments = DefaultDepartments()
	}
	var out []string
	for _, name := range f.Departments {
		form.line("departments", &name, false)
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	f.Departments = out
	if f.Department != "" && !slices.Contains(out, f.Department) {
		form.add(Errf(Invalid, "error.department.none").At("department"))
	}
}

// checkOrganisation puts the procedure's own number and version for missing ones.
func (f *Founding) checkOrganisation(form *formCheck, today Date) {
	org := &f.Organisation
	if org.Document == "" {
		org.Document = "ZBT-TP-046"
	}
	if org.Version == "" {
		org.Version = "C/0"
	}
	if org.Issued == "" {
		org.Issued = today
	}
	var wrong *Error
	var many Invalids
	switch err := org.check(); {
	case errors.As(err, &many):
	case errors.As(err, &wrong):
		many = Invalids{wrong}
	}
	for _, e := range many {
		form.add(e.At("org." + e.Field))
	}
}

// write fills a new register: everything the first day needs, in one transaction.
func (f *Founding) write(tx Tx, id Identity, env Env) error {
	if err := tx.SaveOrganisation(f.Organisation); err != nil {
		return err
	}
	if err := tx.SaveSettings(DefaultSettings()); err != nil {
		return err
	}
	person := Person{Number: f.Number, Name: f.Name, Kind: FullTime, Post: f.Post}
	for _, name := range f.Departments {
		d, err := tx.AddDepartment(name)
		if err != nil {
			return err
		}
		if name == f.Department {
			person.DepartmentID = d.ID
		}
	}
	if err := addTemplates(tx); err != nil {
		return err
	}
	person, err := tx.SavePerson(person)
	if err != nil {
		return err
	}
	account, err := tx.SaveAccount(Account{PersonID: person.ID, Login: f.Login, Roles: f.Roles, State: Invited})
	if err != nil {
		return err
	}
	w := work{Reader: tx, me: account, person: person, now: env.Clock()}
	c := change{work: w, tx: tx, sign: id.Sign, act: "vault.found"}
	if err := c.enrol(id); err != nil {
		return err
	}
	return c.log(f.Organisation.Document, map[string]any{"roles": f.Roles, "departments": len(f.Departments)})
}

// addTemplates brings the texts that the program carries into the register.
func addTemplates(tx Tx) error {
	for _, key := range AllTemplates {
		body, err := assets.Templates.ReadFile(path.Join("templates", string(key)+".json"))
		if err != nil {
			return err
		}
		var head struct {
			Number, Version string
			Issued          Date
			ValidMonths     int
		}
		if err := json.Unmarshal(body, &head); err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		_, err = tx.AddTemplate(Template{
			Key: key, Number: head.Number, Version: head.Version, Body: body,
			SHA256: hex.EncodeToString(sum[:]), InForce: head.Issued, Drafting: Drafting{State: TextApproved, Months: head.ValidMonths},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
