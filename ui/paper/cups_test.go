//go:build linux

package paper

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/assets"
)

// paperPPD describes a printer of A4 sheets that takes PDF as it is, after CUPS's own filters.
const paperPPD = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PAPER.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*cupsVersion: 2.4
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/Duplex: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long: "<</Duplex true>>setpagedevice"
*Duplex DuplexTumble/Short: "<</Duplex true>>setpagedevice"
*CloseUI: *Duplex
`

// cups is a printing system of the test's own, on a socket in its folder, with one printer that writes into a file.
type cups struct {
	t      *testing.T
	dir    string
	output string // what came out of the printer
}

// newCUPS starts it; it ends with the test.
func newCUPS(t *testing.T) *cups {
	t.Helper()
	daemon, err := exec.LookPath("cupsd")
	if err != nil {
		daemon = "/usr/sbin/cupsd"
	}
	// Not t.TempDir: the path of a socket is 107 bytes at most.
	dir, err := os.MkdirTemp("", "cups")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	c := &cups{t: t, dir: dir, output: filepath.Join(dir, "out", "paper.pdf")}
	c.configure()
	cmd := exec.Command(daemon, "-f", "-c", filepath.Join(dir, "conf", "cupsd.conf"), "-s", filepath.Join(dir, "conf", "cups-files.conf"))
	if err := cmd.Start(); err != nil {
		t.Fatalf("cupsd, of Debian's cups-daemon, does not start: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	t.Setenv("CUPS_SERVER", filepath.Join(dir, "run", "sock"))
	for deadline := time.Now().Add(20 * time.Second); exec.Command("lpstat", "-r").Run() != nil || !c.answers(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("cupsd does not answer:\n%s", c.log())
		}
	}
	c.printer("paper", c.output)
	return c
}

func (c *cups) answers() bool {
	out, err := exec.Command("lpstat", "-r").Output()
	return err == nil && strings.Contains(string(out), "is running")
}

func (c *cups) configure() {
	c.t.Helper()
	for _, sub := range []string{"conf", "spool", "run", "cache", "logs", "out"} {
		c.must(os.MkdirAll(filepath.Join(c.dir, sub), 0o755))
	}
	c.must(os.Chmod(c.dir, 0o755))
	c.must(os.WriteFile(filepath.Join(c.dir, "conf", "cupsd.conf"), fmt.Appendf(nil, `LogLevel debug
Listen %s/run/sock
DefaultAuthType None
WebInterface No
Browsing No
MaxLogSize 0
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
`, c.dir), 0o644))
	c.must(os.WriteFile(filepath.Join(c.dir, "conf", "cups-files.conf"), fmt.Appendf(nil, `ServerRoot %[1]s/conf
CacheDir %[1]s/cache
StateDir %[1]s/run
RequestRoot %[1]s/spool
TempDir %[1]s/spool
AccessLog %[1]s/logs/access
ErrorLog %[1]s/logs/error
PageLog %[1]s/logs/page
FileDevice Yes
`, c.dir), 0o644))
	c.must(os.WriteFile(filepath.Join(c.dir, "paper.ppd"), []byte(paperPPD), 0o644))
}

// printer adds a printer that writes into a file, which must be there for whoever CUPS writes as.
func (c *cups) printer(name, file string) {
	c.t.Helper()
	c.must(os.WriteFile(file, nil, 0o666))
	c.must(os.Chmod(file, 0o666))
	c.run("lpadmin", "-p", name, "-E", "-v", "file://"+file, "-P", filepath.Join(c.dir, "paper.ppd"))
}

func (c *cups) run(name string, args ...string) {
	c.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		c.t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

func (c *cups) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *cups) log() string {
	said, _ := os.ReadFile(filepath.Join(c.dir, "logs", "error"))
	return string(said)
}

// until follows a job until it is in the state.
func (c *cups) until(s *System, j Job, want JobState) Job {
	c.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		next, err := s.Follow(context.Background(), j)
		c.must(err)
		if next.State == want {
			return next
		}
		j = next
	}
	log := c.log()
	c.t.Fatalf("the job stays %q, want %q:\n%s", j.State, want, log[max(0, len(log)-4000):])
	return j
}

// TestThroughTheQueue prints a commitment through a queue of CUPS with its own filters and compares what comes out
// with the PDF: the same text, and the same picture but for the hair by which CUPS rounds the sheet.
func TestThroughTheQueue(t *testing.T) {
	c, s := newCUPS(t), &System{}
	var pdf bytes.Buffer
	c.must(NewDesk().Commitment(&pdf, samplePrint(t)))
	queues, err := s.Printers(t.Context())
	if err != nil || len(queues) != 1 || queues[0].Name != "paper" || !queues[0].Ready || len(queues[0].Trouble) > 0 {
		t.Fatalf("queues %+v, %v", queues, err)
	}
	j, err := s.Send(t.Context(), "保密协议", pdf.Bytes(), How{Printer: "paper", Copies: 2, Sides: LongEdge})
	if err != nil || j.Printer != "paper" || j.ID == "" {
		t.Fatalf("%+v, %v", j, err)
	}
	c.until(s, j, JobDone)
	if log := c.log(); !strings.Contains(log, "Duplex=DuplexNoTumble") || !strings.Contains(log, `argv[4]="2"`) {
		t.Error("the printer heard nothing of two sides or of two copies")
	}
	want := filepath.Join(c.dir, "want.pdf")
	c.must(os.WriteFile(want, pdf.Bytes(), 0o600))
	if a, b := wordsOf(t, want), wordsOf(t, c.output); a == "" || a != b {
		t.Errorf("the text that came out differs:\n%s\n---\n%s", a, b)
	}
	a, b := pictures(t, want), pictures(t, c.output)
	if len(a) == 0 || len(a) != len(b) {
		t.Fatalf("%d pages went in, %d came out", len(a), len(b))
	}
	for i := range a {
		if off := unlike(a[i], b[i]); off > 0.01 {
			t.Errorf("page %d: %.1f %% of the dark is elsewhere", i+1, 100*off)
		}
	}
	if off := unlike(a[0], b[1]); off < 0.1 {
		t.Errorf("the comparison takes another page for this one: %.1f %%", 100*off)
	}
}

// TestQueueTroubles: a stopped printer is told from a slow one, and what is wrong is said in words.
func TestQueueTroubles(t *testing.T) {
	c, s := newCUPS(t), &System{}
	c.run("cupsdisable", "paper")
	j, err := s.Send(t.Context(), "x", []byte("%PDF-1.7\n"), How{Printer: "paper"})
	c.must(err)
	if j = c.until(s, j, JobStuck); len(j.Trouble) != 1 || j.Trouble[0] != trouble("paused") {
		t.Errorf("troubles %q", j.Trouble)
	}
	c.run("cancel", j.ID)
	c.until(s, j, JobDone)
	if _, err := s.Send(t.Context(), "x", []byte("%PDF-1.7\n"), How{Printer: "elsewhere"}); keyOf(err) != "error.printer.failed" {
		t.Errorf("a printer that is not there: %v", err)
	}
	t.Setenv("CUPS_SERVER", filepath.Join(c.dir, "run", "none"))
	if _, err := s.Printers(t.Context()); keyOf(err) != "error.printer.failed" {
		t.Errorf("a printing system that does not run: %v", err)
	}
}

// samplePrint is a commitment of some pages.
func samplePrint(t *testing.T) app.CommitmentPrint {
	t.Helper()
	body, err := assets.Templates.ReadFile("templates/nda.json")
	if err != nil {
		t.Fatal(err)
	}
	return app.CommitmentPrint{Signing: app.Signing{
		Person:       app.Person{Number: "ZB-0137", Name: "王𬱖"},
		Template:     app.Template{Key: app.NDA, Number: "ZBT-TP-046-R1", Version: "C/0", Body: body},
		Organisation: app.Organisation{Name: "中标通国际认证（深圳）有限公司", Document: "ZBT-TP-046"},
		PrintedBy:    "黄云", Now: time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC),
	}}
}

func wordsOf(t *testing.T, pdf string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// pictures draws the pages of a PDF at 75 dots an inch.
func pictures(t *testing.T, pdf string) []*image.Gray {
	t.Helper()
	base := filepath.Join(t.TempDir(), "p")
	if out, err := exec.Command("pdftoppm", "-gray", "-png", "-scale-to-x", "620", "-scale-to-y", "877", pdf, base).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	files, err := filepath.Glob(base + "*.png")
	if err != nil {
		t.Fatal(err)
	}
	var all []*image.Gray
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		im, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		g := image.NewGray(im.Bounds())
		draw.Draw(g, g.Rect, im, im.Bounds().Min, draw.Src)
		all = append(all, g)
	}
	return all
}

// unlike is the part of a's dark dots that have none next to them in b.
func unlike(a, b *image.Gray) float64 {
	dark, lone := 0, 0
	for y := 1; y < a.Rect.Dy()-1; y++ {
		for x := 1; x < a.Rect.Dx()-1; x++ {
			if a.Pix[y*a.Stride+x] > 96 {
				continue
			}
			dark++
			if !darkNear(b, x, y) {
				lone++
			}
		}
	}
	return float64(lone) / float64(max(dark, 1))
}

func darkNear(im *image.Gray, x, y int) bool {
	for dy := -1; dy <= 1; dy++ {
		row := im.Pix[(y+dy)*im.Stride+x:]
		if im.Pix[(y+dy)*im.Stride+x-1] < 160 || row[0] < 160 || row[1] < 160 {
			return true
		}
	}
	return false
}
