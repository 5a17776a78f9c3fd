package window

import (
	"context"

	"custody/app"
	"custody/ui/words"
)

// print prints what the log is narrowed to, newest first.
func (s *audit) print() {
	f := s.filter()
	days := ""
	if f.From != "" || f.To != "" {
		days = words.DateRange(string(f.From), string(f.To))
	}
	printList(s.sh, listing[app.Entry]{
		list: "audit", title: NavName(Audit), note: words.Join(days, narrowed(s.tabs.SelectedLabel(), s.table.Filter())), table: s.table,
		all: func(ctx context.Context) ([]app.Entry, error) { return allEntries(ctx, s.sh.office, f) },
	})
}

// allEntries reads the log page by page to its end, or until it has more than can be printed.
func allEntries(ctx context.Context, office *app.Office, f app.AuditFilter) ([]app.Entry, error) {
	var all []app.Entry
	for {
		page, err := office.Audit(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < f.Limit || len(all) > app.MaxPrinted {
			return all, nil
		}
		f.Before = page[len(page)-1].Seq
	}
}
