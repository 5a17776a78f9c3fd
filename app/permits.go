package app

// Permits are what a loan of an electronic copy allows beside viewing; off unless approved (§5.3.4).
type Permits struct {
	Print   bool
	Export  bool
	Excerpt bool
}

// Within reports whether p allows nothing that other does not.
func (p Permits) Within(other Permits) bool {
	return (!p.Print || other.Print) && (!p.Export || other.Export) && (!p.Excerpt || other.Excerpt)
}
