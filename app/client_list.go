package app

import (
	"context"
	"regexp"
)

// Clients lists the clients the actor may see (rule 2). Without commitments in
// force: NotAllowed (error.unsigned) with FixSign.
func (o *Office) Clients(ctx context.Context, f ClientFilter) (rows []ClientRow, err error) {
	err = o.view(ctx, "client.list", "", func(w *work) error {
		scope, err := w.scope()
		if err != nil {
			return err
		}
		rows, err = w.Reader.Clients(f, scope)
		return err
	})
	return rows, err
}

// CountClients counts them by the same rule.
func (o *Office) CountClients(ctx context.Context, f ClientFilter) (n int, err error) {
	err = o.view(ctx, "client.list", "", func(w *work) error {
		scope, err := w.scope()
		if err != nil {
			return err
		}
		n, err = w.Reader.CountClients(f, scope)
		return err
	})
	return n, err
}

// similarLimit is how many like names are offered.
const similarLimit = 5

// SimilarClients offers clients of like name or the same USCC before a new one is
// made, those the actor may see.
func (o *Office) SimilarClients(ctx context.Context, name, uscc string) (found []Client, err error) {
	err = o.view(ctx, "client.list", "", func(w *work) error {
		scope, err := w.scope()
		if err != nil {
			return err
		}
		found, err = w.similar(name, CleanUSCC(uscc), scope)
		return err
	})
	return found, err
}

func (w *work) similar(name, uscc string, scope *ClientScope) ([]Client, error) {
	var found []Client
	if uscc != "" {
		same, err := w.ClientByUSCC(uscc)
		switch {
		case err == nil && scope.HasClient(same.ID):
			found = append(found, same)
		case err != nil && CodeOf(err) != NotFound:
			return nil, err
		}
	}
	core := coreName(name)
	if len([]rune(core)) < 2 {
		return found, nil
	}
	like, err := w.ClientsLike(core, similarLimit, scope)
	if err != nil {
		return nil, err
	}
	for _, c := range like {
		if len(found) == 0 || found[0].ID != c.ID {
			found = append(found, c)
		}
	}
	return found, nil
}

// legalForm is what many names end in, region what many begin with.
var (
	legalForm = regexp.MustCompile(`(股份有限公司|有限责任公司|有限公司|集团公司|总公司|分公司|公司|集团|总厂|工厂|厂)$`)
	region    = regexp.MustCompile(`^(\p{Han}{2,3}(省|自治区))?(\p{Han}{2,3}市)?`)
)

// coreName is a name without its region and legal form, by which like names are found.
func coreName(name string) string {
	plain := Plain(name)
	core := region.ReplaceAllString(legalForm.ReplaceAllString(plain, ""), "")
	if len([]rune(core)) < 2 {
		return plain
	}
	return core
}
