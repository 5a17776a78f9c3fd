package app

import "time"

// TrainingState is how far a training has come.
type TrainingState string

// The states of a training.
const (
	TrainingPlanned   TrainingState = "planned"
	TrainingHeld      TrainingState = "held" // results were entered; only held trainings count
	TrainingCancelled TrainingState = "cancelled"
)

// AllTrainingStates lists them in order.
var AllTrainingStates = []TrainingState{TrainingPlanned, TrainingHeld, TrainingCancelled}

// Training 培训 is one session in a topic (§5.3.2).
type Training struct {
	ID       int64
	Number   string // PX-2026-0001
	TopicID  int64
	Topic    string // its name, filled on reading
	Material string // what was taught from
	Version  string // of the material
	HeldOn   Date
	Trainer  string
	Place    string
	PassMark int // points of 100 that pass the test; 0 without a test: who was there passes
	State    TrainingState
	Note     string
}

// AttendanceState is whether somebody was there.
type AttendanceState string

// The states of an attendance.
const (
	Expected AttendanceState = "expected" // asked to come
	Present  AttendanceState = "present"
	Absent   AttendanceState = "absent"
)

// Attendance is one person at one training.
type Attendance struct {
	Person Person
	State  AttendanceState
	Score  string // points of 100, "" without a test
	Passed bool
	Until  Date // last day of the pass, "" for good or without one; filled by the rules
	// RecordedOn is the day the pass was entered, for writing alone: see ProofReport.
	RecordedOn Date
	Own        bool // the actor's: somebody else enters it (rule 3)
}

// AttendanceInput is one person's result as it is entered.
type AttendanceInput struct {
	Person string // number
	State  AttendanceState
	Score  string
}

// TrainingListRow is a training in a list.
type TrainingListRow struct {
	Training
	Asked, Present, Passed int // people
}

// TrainingSheet is all of one training.
type TrainingSheet struct {
	TrainingListRow
	Gate       bool // its topic is part of the gate
	Months     int  // a pass counts; 0 for good
	Attendance []Attendance
	MayEdit    bool
	MayPrint   bool // the certificate of everybody; one's own is always one's own
}

// TrainingFilter narrows Trainings. Zero fields do not filter.
type TrainingFilter struct {
	State   TrainingState
	TopicID int64
	Text    string // number, topic, trainer
	Person  string // number: those the person was asked to or came to
}

// TopicRow is a topic in a list, with whom it is for.
type TopicRow struct {
	Topic
	People int // whom it is for
	Passed int // of them, with a pass in force
}

// DueState says why somebody is due for a training.
type DueState string

// The reasons.
const (
	DueNever    DueState = "never"    // no pass yet
	DueExpired  DueState = "expired"  // the last pass has run out
	DueExpiring DueState = "expiring" // ends within Settings.ExpiringDays
)

// DueRow is one person who is due for training in one topic.
type DueRow struct {
	Person  Person
	TopicID int64
	Topic   string
	Gate    bool
	State   DueState
	Until   Date     // last day of the newest pass, "" for none
	Planned Training // the next one the person is asked to; Number "" for none
}

// TrainingPrint is all that a training's papers need. Asking for it is logged as a print.
type TrainingPrint struct {
	Organisation Organisation
	Training     TrainingSheet
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// TrainingReader reads topics' sessions and who was there. Topics are GateReader's.
type TrainingReader interface {
	TrainingByNumber(number string) (Training, error)      // NotFound
	Trainings(f TrainingFilter) ([]TrainingListRow, error) // newest first; Text is left to the rules
	Attendances(trainingID int64) ([]Attendance, error)    // by the people's numbers
	// Invitations lists who is asked to planned trainings from a day on, the next one first.
	Invitations(from Date) (map[int64][]Training, error)
	TrainingsOf(personID int64) ([]TrainingRow, error) // held ones the person came to, newest first
}

// TrainingWriter changes them.
type TrainingWriter interface {
	SaveTopic(Topic) (Topic, error)                      // inserts when ID is 0
	NoteTopic(id int64, on Date) error                   // that it was saved as it is on a day, for TopicsBefore
	SaveTraining(t Training, year int) (Training, error) // inserts when ID is 0 and gives the year's next number
	SaveAttendance(trainingID int64, a Attendance) error // adds or replaces a person's
	RemoveAttendance(trainingID, personID int64) error
}
