package paper

import "custody/ui/words"

// Sides says whether a sheet is printed on both sides.
type Sides string

// The ways to print on both sides.
const (
	OneSided  Sides = ""
	LongEdge  Sides = "two-sided-long-edge"  // turned like a book
	ShortEdge Sides = "two-sided-short-edge" // turned like a notepad
)

// How is how a paper is printed. The zero value is one copy, one-sided, on the system's own printer.
type How struct {
	Printer string // "" for the system's default
	Copies  int    // 0 means 1
	Sides   Sides
}

// MaxCopies is the most copies of one job: it keeps a slip of the finger from emptying the tray.
const MaxCopies = 99

// Queue is one printer as the system knows it.
type Queue struct {
	Name    string
	Default bool
	Ready   bool     // takes jobs and prints them
	Trouble []string // what it says is wrong, in words
}

// JobState is how far a print job is.
type JobState string

// The states of a job. A system that does not tell says JobSent.
const (
	JobSent    JobState = "sent"    // taken by the system, which tells no more of it
	JobWaiting JobState = "waiting" // in the queue
	JobRunning JobState = "running"
	JobStuck   JobState = "stuck" // in the queue of a printer that has stopped
	JobDone    JobState = "done"  // no longer in the queue; lpstat does not tell printed from cancelled
)

// Over reports whether nothing more will come of the job.
func (s JobState) Over() bool { return s == JobSent || s == JobDone }

// Job is a print job and what is known of it.
type Job struct {
	ID      string // "" where the system gives none
	Printer string
	State   JobState
	Trouble []string // what the printer says is wrong, in words
}

// troubles are the reasons printers give (RFC 8011, printer-state-reasons) that a person can do something
// about, without their ending -error, -warning or -report.
var troubles = map[string]string{
	"paused": "queue.paused", "stopped": "queue.paused", "moving-to-paused": "queue.paused", "offline": "queue.offline", "shutdown": "queue.offline",
	"connecting-to-device": "queue.connecting", "timed-out": "queue.offline", "media-empty": "queue.media", "media-needed": "queue.media",
	"media-jam": "queue.jam", "toner-empty": "queue.toner", "toner-low": "queue.toner.low", "marker-supply-empty": "queue.toner",
	"marker-supply-low": "queue.toner.low", "cover-open": "queue.cover", "door-open": "queue.cover", "interlock-open": "queue.cover",
	"output-area-full": "queue.full", "spool-area-full": "queue.spool",
}

// trouble puts a printer's reason in words; "" for one that is none, and for one unknown its own name.
func trouble(reason string) string {
	if reason == "" || reason == "none" || harmless[reason] {
		return ""
	}
	for _, end := range []string{"-error", "-warning", "-report"} {
		if n := len(reason) - len(end); n > 0 && reason[n:] == end {
			reason = reason[:n]
			break
		}
	}
	if key, ok := troubles[reason]; ok {
		return words.T(key)
	}
	return words.T("queue.other", reason)
}

// harmless are notes on a job that ask nothing of anybody.
var harmless = map[string]bool{
	"job-printing": true, "job-incoming": true, "job-queued": true, "job-data-insufficient": true, "processing-to-stop-point": true,
	"cups-waiting-for-job-completed": true, "cups-missing-filter-warning": true, "job-completed-successfully": true,
}
