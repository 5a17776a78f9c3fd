package vault

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"
)

// The attempts file counts wrong passwords while the vault is sealed, so it cannot be sealed itself. It holds tags, not logins,
// and no MAC: who can write to the folder can also delete it (FORMAT.md, threat model).
const (
	attemptsFile = "attempts"
	freeAttempts = 5
	firstWait    = 15 * time.Second
	longestWait  = 15 * time.Minute
	maxFailures  = 1000
	maxTags      = 1000
)

// Failure is one wrong password, or one refusal during a wait, still to be written into the audit log.
type Failure struct {
	Login   string    // as the account has it; "" if no account has this login
	Tag     string    // stands for the login that was typed
	At      time.Time // by the clock of the machine
	Refused bool      // not looked at, because the login had to wait
}

type attempts struct {
	fsys FS
	path string
	data attemptsData
	// seen are the clock readings themselves, which in one process keep counting when the clock is set.
	seen map[string]time.Time
}

type attemptsData struct {
	Version  int                  `json:"version"`
	Tags     map[string]*waitData `json:"tags"`
	Failures []failureData        `json:"failures"`
}

type waitData struct {
	Count int   `json:"count"`
	Last  int64 `json:"last"` // Unix nanoseconds of the last attempt
	Wait  int64 `json:"wait"` // nanoseconds from Last in which nothing is looked at
}

type failureData struct {
	Tag     string `json:"tag"`
	At      int64  `json:"at"`
	Refused bool   `json:"refused,omitempty"`
}

func loadAttempts(fsys FS, dir string) (*attempts, error) {
	a := &attempts{fsys: fsys, path: filepath.Join(dir, attemptsFile), seen: map[string]time.Time{}}
	a.data = attemptsData{Version: 1, Tags: map[string]*waitData{}}
	f, err := fsys.Open(a.path, false)
	if err != nil {
		if openError(err) == ErrNotVault {
			return a, nil
		}
		return nil, openError(err)
	}
	defer f.Close()
	raw, err := readAll(f, 4<<20)
	if err != nil && !errors.Is(err, errTooLong) {
		return nil, err
	}
	var d attemptsData
	if json.Unmarshal(raw, &d) == nil && d.Version == 1 && d.Tags != nil {
		d.bound()
		a.data = d
	}
	return a, nil
}

// bound keeps what somebody wrote into the file from stopping the program, or a login for longer than we ever would.
func (d *attemptsData) bound() {
	for tag, w := range d.Tags {
		if w == nil || len(tag) != 2*len(slot{}.tag) {
			delete(d.Tags, tag)
			continue
		}
		w.Wait = min(max(w.Wait, 0), int64(longestWait))
	}
}

// begin counts an attempt before it is made, so that ending the program half-way gains nothing. During a
// wait it returns a *ThrottledError and writes the refusal down.
func (a *attempts) begin(tag [16]byte, now time.Time) error {
	key := hex.EncodeToString(tag[:])
	w := a.data.Tags[key]
	if w == nil {
		a.makeRoom()
		w = &waitData{}
		a.data.Tags[key] = w
	}
	if left := a.left(key, w, now); left > 0 {
		a.note(key, now, true)
		if err := a.save(); err != nil {
			return err
		}
		return &ThrottledError{Until: now.Add(left)}
	}
	w.Count++
	w.Last, w.Wait = now.UnixNano(), int64(waitAfter(w.Count))
	a.seen[key] = now
	return a.save()
}

// left is how long the tag still has to wait. A clock that was set back starts the rest of the wait anew
// from the time it shows now, so it neither shortens the wait nor makes it endless.
func (a *attempts) left(key string, w *waitData, now time.Time) time.Duration {
	last, ok := a.seen[key]
	if !ok {
		last = time.Unix(0, w.Last)
	}
	passed := now.Sub(last)
	if passed < 0 {
		w.Last = now.UnixNano()
		a.seen[key] = now
		passed = 0
	}
	return time.Duration(w.Wait) - passed
}

func waitAfter(count int) time.Duration {
	if count < freeAttempts {
		return 0
	}
	d := firstWait
	for i := freeAttempts; i < count && d < longestWait; i++ {
		d *= 2
	}
	return min(d, longestWait)
}

func (a *attempts) failed(tag [16]byte, now time.Time) error {
	a.note(hex.EncodeToString(tag[:]), now, false)
	return a.save()
}

func (a *attempts) succeeded(tag [16]byte) error {
	key := hex.EncodeToString(tag[:])
	delete(a.data.Tags, key)
	delete(a.seen, key)
	return a.save()
}

func (a *attempts) note(key string, now time.Time, refused bool) {
	if len(a.data.Failures) >= maxFailures {
		a.data.Failures = a.data.Failures[1:]
	}
	a.data.Failures = append(a.data.Failures, failureData{Tag: key, At: now.UnixNano(), Refused: refused})
}

// makeRoom drops the tag with the shortest wait when the table is full.
func (a *attempts) makeRoom() {
	if len(a.data.Tags) < maxTags {
		return
	}
	var drop string
	for k, w := range a.data.Tags {
		if drop == "" || w.Wait < a.data.Tags[drop].Wait {
			drop = k
		}
	}
	delete(a.data.Tags, drop)
	delete(a.seen, drop)
}

func (a *attempts) save() error {
	raw, err := json.Marshal(a.data)
	if err != nil {
		return err
	}
	return replaceFile(a.fsys, a.path, raw)
}
