package app

import "slices"

// textsToApprove adds the drafts of texts that the actor may approve: handed in, and not written by them (rule 3).
func (d *agenda) textsToApprove() error {
	if !d.roles.HasAny(templateDeciders...) {
		return nil
	}
	all, err := d.Reader.Templates()
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.State != TextDraft || t.SubmittedAt.IsZero() || slices.Contains(t.Writers, d.powers.person.ID) {
			continue
		}
		author, err := d.Reader.Person(t.AuthorID)
		if err != nil {
			return err
		}
		d.Tasks = append(d.Tasks, Task{Kind: TaskText, Text: t.ID, Template: t.Key, Title: t.Title(), Version: t.Version, Person: author, At: t.SubmittedAt})
	}
	return nil
}
