package app

import "time"

// Stage is how near the day is around which people are reminded: the end of a commitment, or the due day
// of a campaign.
type Stage string

// The stages. Each begins on its day and lasts until the next one.
const (
	StageNone  Stage = ""         // more than 30 days ahead
	StageMonth Stage = "before30" // 30 days before
	StageWeek  Stage = "before7"  // 7 days before
	StageDay   Stage = "day"      // on the day
	StageLate  Stage = "after7"   // 7 days after
)

// AllStages lists them in the order of time.
var AllStages = []Stage{StageMonth, StageWeek, StageDay, StageLate}

// stageOn is the stage of a day as seen from today; no day has no stage.
func stageOn(today, day Date) Stage {
	if day == "" {
		return StageNone
	}
	switch ahead := today.DaysUntil(day); {
	case ahead > 30:
		return StageNone
	case ahead > 7:
		return StageMonth
	case ahead > 0:
		return StageWeek
	case ahead > -7:
		return StageDay
	}
	return StageLate
}

// Reminder is one person reminded of one text, as the office noted it.
type Reminder struct {
	ID       int64
	PersonID int64
	Key      TemplateKey
	Day      Date // the day it was about
	Stage    Stage
	LineID   int64 // of the campaign, 0 for none
	At       time.Time
	ByID     int64 // who reminded
}

// ReminderRow is one person who is to be reminded of one text.
type ReminderRow struct {
	Person   Person
	Key      TemplateKey
	Title    string // of the text, in Chinese
	Version  string // that is to be signed
	Campaign string // number, "" for none
	Day      Date   // end of the commitment, or the campaign's due day
	Stage    Stage
	// RemindedAt is when they were reminded of it last, zero for never.
	RemindedAt time.Time
	lineID     int64
}

// Reminding is what was noted, and what the note to the people says.
type Reminding struct {
	Rows  []ReminderRow
	Print ListPrint // for the slips
}
