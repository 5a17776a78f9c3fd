package widget

// Heads returns the columns as they are shown, for paper and spreadsheets: only what they are
// called and how wide they are, in the widths of NewTable.
func (t *Table[T]) Heads() []Column[T] {
	heads := make([]Column[T], len(t.columns))
	for i, c := range t.columns {
		heads[i] = Column[T]{ID: c.ID, Heading: c.Heading, Width: c.Width, Weight: c.Weight}
	}
	return heads
}

// Cells returns what the columns say of a row, chips as their words.
func (t *Table[T]) Cells(row T) []string {
	cells := make([]string, len(t.columns))
	for i := range t.columns {
		cells[i] = t.columns[i].says(row)
	}
	return cells
}

// says is what a cell says, as text.
func (c *Column[T]) says(row T) string {
	switch {
	case c.Text != nil:
		return c.Text(row)
	case c.Chip != nil:
		_, word := c.Chip(row)
		return word
	}
	return ""
}
