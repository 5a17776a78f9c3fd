package app

// binder is a scan of a case file's label: all its paper copies that can be handed out, or taken back. The first
// one's borrower is the person at the counter when nobody is there yet; what is others' says so.
func (s scan) binder(code string) (Scan, error) {
	f, err := s.FileByCode(code)
	if err != nil {
		return Scan{}, err
	}
	_, copies, err := s.shelved(f.Code)
	if err != nil {
		return Scan{}, err
	}
	out := Scan{Kind: ScanBinder}
	for _, cp := range copies {
		if out.Items, err = s.addOpen(out.Items, cp); err != nil {
			return out, err
		}
		if s.borrower == "" && len(out.Items) > 0 {
			s.borrower = out.Items[0].Borrower.Number
		}
	}
	if len(out.Items) == 0 {
		out.Why = Errf(Conflict, "error.counter.file_back", f.Code)
		if s.hand {
			out.Why = Errf(Conflict, "error.counter.file_out", f.Code)
		}
	}
	return out, nil
}

// addOpen adds the lines of a copy that concern the counter.
func (s scan) addOpen(lines []CounterItem, cp Copy) ([]CounterItem, error) {
	open, err := s.OpenItems(cp.ID)
	if err != nil {
		return nil, err
	}
	for _, it := range open {
		if it = it.asOf(s.today); !s.concerns(it) {
			continue
		}
		borrower, err := s.Person(it.BorrowerID)
		if err != nil {
			return nil, err
		}
		line, err := s.line(it, borrower)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// place is a scan of a place's label, which is for finding what belongs there.
func (s scan) place(code string) (Scan, error) {
	if _, is := placeOf(code); !is {
		return Scan{}, Errf(NotFound, "error.counter.unknown", code)
	}
	return Scan{Kind: ScanUnknown, Why: Errf(Invalid, "error.counter.place", code)}, nil
}
