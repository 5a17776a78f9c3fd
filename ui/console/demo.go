package console

import (
	"context"
	"fmt"
	"strings"

	"custody/app/demo"
	"custody/ui/words"
)

// demoAccount is one login of a demo vault, as --json prints it.
type demoAccount struct {
	Account  string   `json:"account"`
	Name     string   `json:"name"`
	Roles    []string `json:"roles"`
	Password string   `json:"password"`
}

// runDemo makes a demo vault and prints its logins. They are made-up people in a
// made-up register: this is the one place where passwords are printed.
func runDemo(ctx context.Context, c *call) error {
	if len(c.args) != 1 {
		return errUsage
	}
	made, err := demo.Make(ctx, c.Vaults, c.args[0])
	if err != nil {
		return err
	}
	r := struct {
		Vault    string        `json:"vault"`
		Accounts []demoAccount `json:"accounts"`
	}{Vault: c.args[0]}
	for _, a := range made {
		roles, named := []string{}, []string{}
		for _, role := range a.Roles {
			roles, named = append(roles, string(role)), append(named, words.T("shell.role."+string(role)))
		}
		r.Accounts = append(r.Accounts, demoAccount{a.Login, a.Name, roles, a.Password})
		if !c.json {
			fmt.Fprintln(c.Out, words.T("console.demo.account", a.Login, a.Password, a.Name, strings.Join(named, "、")))
		}
	}
	return c.print(r, words.T("console.demo.done", c.args[0]))
}
