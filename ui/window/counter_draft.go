package window

import (
	"slices"
	"strings"

	"custody/app"
)

// counterForm is what drafts call the baskets of the counter.
const counterForm = "counter"

// Forms implements Screen.
func (c *counterScreen) Forms() []string { return []string{counterForm} }

// Leave implements Screen: the numbers in both baskets and what was noted on return are kept.
// Signatures are not: they belong to what their signers saw.
func (c *counterScreen) Leave() *app.Draft {
	fields := map[string]string{}
	for mode, d := range c.desks {
		var codes, listed []string
		for _, l := range d.lines {
			if l.item.Code == "" {
				continue
			}
			codes = append(codes, l.item.Code)
			if !l.here {
				listed = append(listed, l.item.Code)
			}
			if l.back != nil && l.back.checked {
				fields["condition "+l.item.Code] = l.back.condition.Value()
				fields["pages "+l.item.Code] = l.back.pages.Text
				fields["note "+l.item.Code] = l.back.note.Text
			}
		}
		if len(codes) > 0 {
			fields[mode] = strings.Join(codes, " ")
			fields["listed "+mode] = strings.Join(listed, " ")
		}
	}
	if len(fields) == 0 {
		return nil
	}
	fields["mode"] = c.mode()
	c.saved = true
	return &app.Draft{Form: counterForm, Fields: fields}
}

// Restore implements Screen: the numbers are scanned anew, so that each says how it stands now.
func (c *counterScreen) Restore(d app.Draft) {
	c.saved, c.kept = true, d.Fields
	for mode := range c.desks {
		for code := range strings.FieldsSeq(d.Fields[mode]) {
			listed := slices.Contains(strings.Fields(d.Fields["listed "+mode]), code)
			c.waiting = append(c.waiting, scanned{mode, code, listed})
		}
	}
	if mode := d.Fields["mode"]; mode != "" {
		c.turn(mode)
	}
	c.pump()
}

// dropDraft forgets a basket that was kept, now that it is empty.
func (c *counterScreen) dropDraft() {
	if c.saved {
		c.saved = false
		c.sh.DropDraft(counterForm)
	}
}
