package app

import "time"

// Campaign 签署活动 is a time in which a number of people are asked to sign, each of them texts of their
// own: whoever joined, whose commitments end, everybody for a new version of a text. Closed it is final.
type Campaign struct {
	ID        int64
	Number    string // QS-2026-0001
	Title     string
	Due       Date // the last day on which signing is in time
	StartedAt time.Time
	StarterID int64
	Starter   string // name, filled on reading
	ClosedAt  time.Time
	Closer    string // name, filled on reading
	Note      string // said at closing
}

// Open reports whether it is still going on.
func (c Campaign) Open() bool { return c.ClosedAt.IsZero() }

// CampaignCounts are the lines of a campaign: Total is Signed, Waiting and Gone together.
type CampaignCounts struct {
	People   int // different people
	Total    int // lines: a person and a text each
	Signed   int
	Waiting  int
	Gone     int // left before they signed
	Printed  int // of Waiting
	Reminded int // of Waiting, at least once
}

// CampaignRow is a campaign in a list.
type CampaignRow struct {
	Campaign
	CampaignCounts
}

// LineState is where one line of a campaign stands; it is derived.
type LineState string

// The states of a line.
const (
	LineWaiting LineState = "waiting"
	LineSigned  LineState = "signed"
	LineGone    LineState = "gone" // left before they signed
)

// AllLineStates lists them in the order lists show them.
var AllLineStates = []LineState{LineWaiting, LineSigned, LineGone}

// CampaignLine is one person and one text in a campaign.
type CampaignLine struct {
	ID         int64
	CampaignID int64
	Campaign   string // number
	Due        Date   // of the campaign
	Person     Person
	TemplateID int64 // the version that is to be signed; a later one does as well
	Key        TemplateKey
	Title      string // of the text, in Chinese
	Document   string // number of the text
	Version    string
	PrintedAt  time.Time // the last time; zero for never
	State      LineState
	// Of what was signed; zero while it is not.
	CommitmentID int64
	SignedOn     Date
	Method       string // "screen" or "paper"
	Reminded     int
	RemindedAt   time.Time // the last time
}

// CampaignSheet is a campaign with its lines, by person and text.
type CampaignSheet struct {
	CampaignRow
	Lines []CampaignLine
	// MayRun: the actor may print, remind and close it now.
	MayRun bool
}

// CampaignWho chooses people. Kinds, Departments and Roles narrow each other, and several of one widen it;
// none of one is all. The zero value is everybody here.
type CampaignWho struct {
	Kinds       []PersonKind
	Departments []int64
	Roles       []Role // of the account
	// State takes only those whose commitment is Missing, Expired (run out, or to an older version) or
	// Expiring; "" takes all three.
	State   CommitmentState
	Within  int      // days that count as Expiring; 0 means Settings.ExpiringDays
	Numbers []string // only these people; they are asked for texts named in Keys even if those are not for them
	Without []string // not these people
}

// CampaignPlan is what a campaign is to be.
type CampaignPlan struct {
	Title string
	Keys  []TemplateKey // none means all that each person has to sign
	Who   CampaignWho
	Due   Date
}

// LeftOut is why somebody chosen is not asked.
type LeftOut string

// Why somebody is left out.
const (
	OutOpen   LeftOut = "open"   // asked for the same text in a campaign that is still open
	OutSigned LeftOut = "signed" // bound to the text for long enough
	OutGone   LeftOut = "gone"   // does not work here any more
	OutGlyphs LeftOut = "glyphs" // what is printed of them has characters that no face of paper has
)

// PlannedLine is one person and one text as a campaign would take or leave it.
type PlannedLine struct {
	Person     Person
	TemplateID int64
	Key        TemplateKey
	Title      string // of the text, in Chinese
	Document   string
	Version    string
	State      CommitmentState // Missing, Expired, Expiring or, left out, InForce
	Until      Date            // of what was signed last; "" for nothing
	// Of what is left out.
	Why        LeftOut // "" when it is taken
	Campaign   string  // number, of OutOpen
	Characters string  // of OutGlyphs, each once
}

// Plan tells whom a campaign would ask for what, and whom not and why.
type Plan struct {
	Takes     []PlannedLine
	LeavesOut []PlannedLine
	People    int // different ones in Takes
}

// CampaignOffer is a version of a text that people have to sign who signed an older one, and are not
// asked to in a campaign yet.
type CampaignOffer struct {
	Key     TemplateKey
	Title   string // of the text, in Chinese
	Version string
	InForce Date
	Numbers []string // of those people
}

// CampaignReader reads campaigns.
type CampaignReader interface {
	Campaign(number string) (Campaign, error) // NotFound
	Campaigns() ([]Campaign, error)           // newest first
	// CampaignLines lists the lines of a campaign, of all that are open for 0, of one person unless 0:
	// by campaign, person's number and line.
	CampaignLines(campaignID, personID int64) ([]CampaignLine, error)
	// RemindersSince lists reminders noted at or after a time, oldest first.
	RemindersSince(at time.Time) ([]Reminder, error)
}

// CampaignWriter changes them.
type CampaignWriter interface {
	// AddCampaign adds a campaign under the next number of the year.
	AddCampaign(c Campaign, year int) (Campaign, error)
	AddCampaignLine(l CampaignLine) error
	SaveCampaign(c Campaign, closerID int64) error // its end
	PrintedLines(at time.Time, ids []int64) error
	SignedLine(id, commitmentID int64) error
	// DropLines takes a version of a text out of the open campaigns where it is still to be signed, and says of how
	// many lines.
	DropLines(templateID int64) (int, error)
	AddReminder(r Reminder) error
}
