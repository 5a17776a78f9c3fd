package paper

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/sheet"
)

var (
	reportDesk = NewDesk()
	reportNow  = time.Date(2026, 11, 27, 9, 30, 0, 0, time.FixedZone("CST", 8*60*60))
	reportOrg  = app.Organisation{
		Name: "中标通国际认证（深圳）有限公司", NameEN: "Zhongbiaotong International Certification (Shenzhen) Co.,Ltd.", Document: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27",
	}
	reportPerson = app.Person{ID: 7, Number: "ZB-107", Name: "李㛃", Kind: app.FullTime, Department: "运营部", Post: "审核员"}
)

// textOf reads a PDF back; with CUSTODY_PICTURES the file stays there.
func textOf(t *testing.T, name string, pdf []byte) string {
	t.Helper()
	dir := os.Getenv("CUSTODY_PICTURES")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %s", out)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func wants(t *testing.T, text string, parts ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(text), "")
	for _, part := range parts {
		if !strings.Contains(flat, strings.ReplaceAll(part, " ", "")) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
}

func TestClearanceOnPaper(t *testing.T) {
	c := app.ClearancePrint{
		Organisation: reportOrg, Person: reportPerson, PrintedBy: "黄云", AuditHead: "#412 1F2E 3D4C 5B6A 7988", Now: reportNow,
		Clearance: app.Clearance{
			Number: "JJ-2026-0003", Person: reportPerson, Kind: app.ClearLeaver, State: app.ClearanceOpen, Note: "合同到期",
			OpenedAt: reportNow.AddDate(0, 0, -3), OpenedBy: app.Person{Name: "黄云", Number: "ZB-001"},
			Items: []app.ClearanceItem{
				{Key: "loans", Auto: true, State: app.MarkOpen, Open: 2},
				{Key: "extracts", Auto: true, State: app.MarkDone},
				{Key: "media_back", State: app.MarkExcused, Note: "没有领用", At: reportNow, By: "黄云"},
				{Key: app.OwnLine, Text: "交回车辆钥匙", State: app.MarkDone, At: reportNow, By: "黄云"},
			},
		},
		Commitments: []app.CommitmentRow{{
			Title: "保密协议", State: app.InForce,
			Commitment: app.Commitment{ID: 3, Number: "ZBT-TP-046-R1", Version: "C/0", SignedOn: "2026-01-05", ValidUntil: "2027-01-04"},
		}},
		Trainings: []app.TrainingRow{{Topic: "保密意识", Version: "2026", HeldOn: "2026-03-02", Score: "92", Passed: true, Until: "2027-03-01"}},
		Holds:     []string{"A-0001-1/1", "FB-2026-0007"}, Sees: []string{"K-0001"},
		Duties: []app.Duty{{Title: "保密协议", Clause: 3, Heading: "保密义务", Text: "除法律有要求外，乙方对甲方活动时获得或产生的所有信息予以保密。"}},
	}
	var open bytes.Buffer
	if err := reportDesk.Clearance(&open, c); err != nil {
		t.Fatal(err)
	}
	wants(t, textOf(t, "clearance-open", open.Bytes()), "离职交接单", "JJ-2026-0003", "李㛃", "待办", "还有2", "免办", "没有领用", "交回车辆钥匙", "FB-2026-0007",
		"《保密协议》第3条保密义务：除法律有要求外", "登记册核对")
	k := &c.Clearance
	k.Items[0].State, k.Items[0].Open = app.MarkDone, 0
	k.State, k.EndedAt, k.EndedBy, k.Why = app.ClearanceClosed, reportNow, app.Person{Name: "黄云", Number: "ZB-001"}, "住院"
	k.Witness = app.Person{ID: 9, Name: "郑重", Number: "ZB-109"}
	k.Signature = app.Signature{ID: 1, Name: "郑重", At: reportNow, Place: "深圳", Strokes: [][]app.Point{{{X: 0.1, Y: 0.4}, {X: 0.3, Y: 0.2}, {X: 0.5, Y: 0.6}}, {{X: 0.6, Y: 0.3}, {X: 0.8, Y: 0.7}}}}
	var closed bytes.Buffer
	if err := reportDesk.Clearance(&closed, c); err != nil {
		t.Fatal(err)
	}
	wants(t, textOf(t, "clearance-closed", closed.Bytes()), "见证人（签名）", "住院", "以密码确认", "郑重")
}

// proofOf is a report of so many people, the first of them with findings.
func proofOf(people int) app.ProofReport {
	r := app.ProofReport{
		Organisation: reportOrg, Day: "2024-06-03", PrintedBy: "黄云", AuditHead: "#412 1F2E 3D4C 5B6A 7988", Now: reportNow,
		Texts: []app.ProofText{{Key: app.NDA, Title: "保密协议", Number: "ZBT-TP-046-R1", Version: "C/0", From: "2020-10-27", Bound: people - 1}},
	}
	for i := range people {
		p := reportPerson
		p.ID, p.Number = int64(i), "ZB-"+strings.Repeat("0", 3)+string(rune('A'+i%26))
		one := app.ProofPerson{Person: p, Access: app.ProofAccess{Clients: 3, Paper: 1, Openings: 2}}
		if i == 0 {
			one.Standing.Missing = app.Required
			r.Findings = []app.ProofFinding{
				{Kind: app.FindPaper, Person: p, Count: 25, What: []string{"A-0001-1/1", "A-0002-1/1"}}, {Kind: app.FindTask, Person: p, Count: 1, What: []string{"K-0001"}},
			}
		} else {
			one.Standing.Bound = true
			one.Signed = []app.ProofCommitment{
				{ID: 1, Key: app.NDA, Title: "保密协议", Number: "ZBT-TP-046-R1", Version: "C/0", SignedOn: "2024-01-05", Until: "2025-01-04", Method: "screen", Paper: strings.Repeat("ab12", 16)},
				{ID: 2, Key: app.Impartiality, Title: "公正性和保密性承诺书", Number: "ZBT-TP-046-R2", Version: "C/0", SignedOn: "2024-01-05", RecordedOn: "2024-07-01", Until: "2025-01-04", Method: "paper", Witness: "黄云"},
			}
			one.Trained = []app.ProofPass{{Topic: "保密意识", Session: "PX-2024-0001", On: "2024-03-02", Until: "2025-03-01"}}
			r.Bound++
		}
		r.Access++
		r.People = append(r.People, one)
	}
	return r
}

func TestProofOnPaper(t *testing.T) {
	var pdf bytes.Buffer
	r := proofOf(40)
	if err := reportDesk.Proof(&pdf, r); err != nil {
		t.Fatal(err)
	}
	text := textOf(t, "proof", pdf.Bytes())
	wants(t, text, "承诺与访问证明报告", "2024-06-03", "发现1项", "持有纸质文件25份", "《保密协议》未签署或已到期", "ZBT-TP-046-R2", "封存件AB12AB12", "39人，共40人", "2024-07-01登记")
	pages := strings.Count(text, "\f")
	if heads := strings.Count(strings.Join(strings.Fields(text), ""), "签署的文本"); heads < pages-1 || pages < 3 {
		t.Errorf("the heading of people stands on %d of %d pages", heads, pages)
	}
	table := ProofTable(r)
	if len(table.Rows) != 39*2+1 || table.Rows[0][3] != "无" || !strings.Contains(table.Rows[0][16].(string), "25") {
		t.Errorf("rows %d, first %v", len(table.Rows), table.Rows[0])
	}
	r.Findings = []app.ProofFinding{{Kind: app.FindPaper, Person: r.People[1].Person, Count: 1, What: []string{"A-0001-1/1"}, Late: true}}
	r.People[1].Late = true
	if verdict := ProofVerdict(r); !strings.Contains(verdict, "补登记") || !strings.Contains(ProofLacks(r.People[1]), "当天之后才登记") {
		t.Errorf("recorded later: %s", verdict)
	}
	var xlsx bytes.Buffer
	if err := sheet.Write(&xlsx, table); err != nil || xlsx.Len() == 0 {
		t.Errorf("spreadsheet: %v", err)
	}
}
