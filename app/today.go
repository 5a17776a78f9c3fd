package app

import "time"

// TaskKind is what kind of thing waits.
type TaskKind string

// The kinds of things that wait for a person.
const (
	TaskApprove     TaskKind = "approve"     // a request to decide
	TaskHandOut     TaskKind = "hand_out"    // approved, to be handed out
	TaskOverdue     TaskKind = "overdue"     // out past its due date
	TaskDue         TaskKind = "due"         // due today
	TaskRecalled    TaskKind = "recalled"    // recalled from the actor
	TaskLost        TaskKind = "lost"        // being searched for
	TaskSign        TaskKind = "sign"        // own commitment to sign: nothing opens without it
	TaskRenew       TaskKind = "renew"       // an own commitment that ends soon, or that a campaign asks for
	TaskInvite      TaskKind = "invite"      // a one-time code has run out
	TaskBackup      TaskKind = "backup"      // no verified backup as recent as the plan asks
	TaskPlan        TaskKind = "plan"        // no plan for backups
	TaskLeaving     TaskKind = "leaving"     // a person has left, the account has not been closed: see Leave
	TaskRekey       TaskKind = "rekey"       // somebody outside may know the vault key: see RenewVaultKey
	TaskCollect     TaskKind = "collect"     // the actor's approved copies wait at the counter
	TaskOpenKey     TaskKind = "open_key"    // an approved electronic loan waits for its key: see SettleKeys
	TaskExtract     TaskKind = "extract"     // a print or export is due back, or to be destroyed
	TaskLearn       TaskKind = "learn"       // the actor has to pass a training: nothing opens before
	TaskTrain       TaskKind = "train"       // the actor is due for a training that keeps nothing shut
	TaskRecord      TaskKind = "record"      // the results of a training are to be entered
	TaskTeach       TaskKind = "teach"       // Copies people are due for training and not asked to any
	TaskContract    TaskKind = "contract"    // Copies external bodies, the first Body, have no contract in force
	TaskContent     TaskKind = "content"     // Document is damaged; without one, the actor has no key of Copies documents
	TaskCounter     TaskKind = "counter"     // Copies commitments wait for the organisation's signature: see Countersign
	TaskText        TaskKind = "text"        // a draft of a text was handed in: see ApproveTemplate
	TaskSeal        TaskKind = "seal"        // Copies signed commitments wait to be sealed: see SealPending
	TaskCertificate TaskKind = "certificate" // the organisation's certificate ends on Due, or has ended
	TaskRemind      TaskKind = "remind"      // people are to be reminded of what they have to sign: Stages, see Reminders
	TaskOffer       TaskKind = "offer"       // a version of a text that Copies people have to sign anew: see CampaignOffers
	TaskCampaign    TaskKind = "campaign"    // a campaign in which everybody has signed, to be closed
)

// Task is one line of Today, with one act.
type Task struct {
	Kind     TaskKind
	Loan     string // loan number, where it concerns one
	Person   Person // whom it concerns
	Client   string // name, only when the actor may see the client
	Title    string // first document's title, likewise
	Copies   int
	Extract  string // number, where it concerns one
	Document string // code, where it concerns one
	Training string // number, where it concerns one
	Body     string // number, where it concerns one
	Purpose  string
	Due      Date
	At       time.Time   // since when it waits
	Template TemplateKey // for sign, renew, offer and text
	// Of sign and renew: Missing, Expired or, of renew, what is in force; Due is until when it holds or held,
	// of what a campaign asks for the campaign's last day. Expired with a Due still ahead is a new version's doing.
	State    CommitmentState
	Text     int64  // id of the version, of text
	Version  string // of an offer, and of text
	Campaign string // number, where one asks for it
	Stages   StageCounts
	Reminded int
}

// StageCounts are people to be reminded, by stage.
type StageCounts struct{ Month, Week, Day, Late int }

// Today is the actor's day. Counts obey the same rules as the lists behind them.
type Today struct {
	Date          Date
	ToApprove     int
	OldestRequest time.Time
	DueToday      int
	DuePeople     int
	DueReminded   int // of DuePeople
	Overdue       int // loans
	OverdueCopies int
	OverdueWorst  int    // days
	OverdueWho    string // name of the worst
	Expiring      int    // commitments that end within Settings.ExpiringDays
	Tasks         []Task
	// Badges by part of the window: what waits for this person.
	BadgeToday, BadgeLoans, BadgeCommitments, BadgeTrainings int
}
