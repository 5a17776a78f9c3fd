package sheet

// carrier gives the rows of a merged range the value that stands in its first cell: a client's name
// merged down over its documents speaks for each of them.
type carrier struct {
	bottoms map[[2]int]int // line and column of a range's first cell → its last line
	live    map[int]carried
}

// carried is a value that reaches down to a line.
type carried struct {
	value cell
	until int
}

func newCarrier(spans []span) *carrier {
	c := &carrier{bottoms: make(map[[2]int]int, len(spans)), live: map[int]carried{}}
	for _, s := range spans {
		c.bottoms[[2]int{s.top, s.left}] = s.bottom
	}
	return c
}

// value is what a column of a row holds, itself or through a merged range. Rows must come in order.
func (c *carrier) value(r gridRow, col int) cell {
	v := r.at(col)
	if v.kind != empty {
		if bottom, ok := c.bottoms[[2]int{r.line, col}]; ok {
			c.live[col] = carried{v, bottom}
		}
		return v
	}
	if up, ok := c.live[col]; ok && r.line <= up.until {
		return up.value
	}
	return v
}
