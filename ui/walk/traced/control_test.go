package traced

import (
	"testing"

	"custody/app/trials/canary"
)

// A program that leaks is caught: a word in a file that is gone at once, in a file's name, in a place
// that nobody knows, and one said to a network.
func TestLeakIsCaught(t *testing.T) {
	if testing.Short() {
		t.Skip("needs strace")
	}
	permitted(t, build(t, "custody"))
	root := canary.Sandbox(t)
	places := []place{{"tmp/*", "temporary", false}, {"saved", "saved on purpose", true}, {"/dev/null", "nothing", false}}
	for what, script := range map[string]struct {
		text   string
		errors int
	}{
		"nothing":             {"echo x > tmp/a; rm tmp/a", 0},
		"saved on purpose":    {"echo " + canary.Plain + " > saved", 0},
		"in a file gone":      {"echo " + canary.Plain + " > tmp/a; rm tmp/a", 1},
		"in a folder's name":  {"mkdir tmp/" + canary.Plain + "; rmdir tmp/" + canary.Plain, 1},
		"in an unknown place": {"echo x > elsewhere; rm elsewhere", 1},
		"over the network":    {"exec 2> /dev/null; exec 3<> /dev/udp/127.0.0.1/9", 1},
	} {
		r := newRecord(root)
		r.trace(t, "bash", "-c", "cd "+root+"; "+script.text)
		told := teller{TB: t}
		r.judge(&told, root, places)
		if told.errors != script.errors {
			t.Errorf("%s: %d errors, want %d; wrote %v", what, told.errors, script.errors, r.paths())
		}
	}
}

// teller counts errors in place of failing.
type teller struct {
	testing.TB
	errors int
}

func (t *teller) Errorf(string, ...any) { t.errors++ }
func (t *teller) Logf(string, ...any)   {}
