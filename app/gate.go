package app

// Topic is a subject of training (§5.3.2) that has to be passed anew after Months.
type Topic struct {
	ID     int64
	Name   string
	Months int          // validity of a pass; 0 is for good
	Gate   bool         // without a pass in force nothing opens, as with a commitment (rule 1)
	Kinds  []PersonKind // whom it is for; none means everybody
	Roles  []Role       // and which roles; none means all
	Ended  bool         // no longer taught; asks nobody
}

// Pass is one person's passed training in one topic.
type Pass struct {
	PersonID int64
	TopicID  int64
	On       Date
}

// GateReader is what the gate (rule 1) asks of the register beside commitments.
type GateReader interface {
	// SignedTo lists what a person signed: which version of which text, and from when until when. Every act asks
	// for it, so nothing else is filled: see CommitmentsOf.
	SignedTo(personID int64) ([]Commitment, error)
	// Topics lists all topics, ended ones included.
	Topics() ([]Topic, error)
	// Passes lists passed trainings of a person, of everybody for 0, newest first.
	Passes(personID int64) ([]Pass, error)
	// ContractsOn tells which external bodies had a contract with a confidentiality clause in force on a
	// day, by the body's id (§4.3).
	ContractsOn(on Date) (map[int64]bool, error)
}
