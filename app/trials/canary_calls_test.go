package trials_test

import (
	"crypto/rand"
	"fmt"
	"testing"

	"software.sslmate.com/src/go-pkcs12"

	"custody/app"
	"custody/app/apptest"
	"custody/app/seal"
	"custody/app/trials/canary"
)

// canaryWorld is what the calls are made on.
type canaryWorld struct {
	t      *testing.T
	k      *apptest.Kit
	client app.Client
	file   app.File
	asker  *app.Office // a borrower
	head   *app.Office // another custodian
	serial int

	words    canary.Words
	password string // the founder's, once it was changed
}

func newCanaryWorld(t *testing.T, k *apptest.Kit) *canaryWorld {
	w := &canaryWorld{t: t, k: k, password: apptest.FounderPassword}
	w.client = k.Client("深圳市精工电子有限公司")
	w.file = k.File(w.client.Code, "初次认证")
	_, w.asker = k.Staff("李㛃", app.Auditor)
	return w
}

// office is who calls: custodian and administrator.
func (w *canaryWorld) office() *app.Office { return w.k.Founder }

func (w *canaryWorld) person(options ...apptest.PersonOption) string {
	return w.k.Person("周敏", options...).Number
}

func (w *canaryWorld) login() string { return apptest.Login(w.person(apptest.Account(app.Auditor))) }

func (w *canaryWorld) next() string { w.serial++; return fmt.Sprintf("T%05d", w.serial) }

func (w *canaryWorld) document() string { return w.k.Document(w.file.Code, "检验报告", 1).Code }

// asked, approved, out and lost are new loans of a new copy, as far as the word says.
func (w *canaryWorld) asked() (number, code string) {
	code = w.document() + "/1"
	return w.k.Requested(w.asker, code).Number, code
}

func (w *canaryWorld) approved() (number, code string) {
	number, code = w.asked()
	w.k.Approve(number, code)
	return number, code
}

func (w *canaryWorld) out() (number, code string) {
	number, code = w.approved()
	w.k.HandOut(number)
	return number, code
}

func (w *canaryWorld) lost() (code string) {
	number, code := w.out()
	ok(w.t, w.k.Founder.ReportLost(w.t.Context(), number, code, "清点时缺失"))
	return code
}

func (w *canaryWorld) day(n int) app.Date { return w.k.Today().AddDays(n) }

// first drops a second value.
func first[A, B any](a A, _ B) A { return a }

// canaryCalls are the arguments, after the context, of every use case that takes text:
// such as it accepts, so that one text at a time can be put into them.
var canaryCalls = map[string]func(*canaryWorld) []any{
	"AddCopy":       func(w *canaryWorld) []any { return []any{w.document(), shelf(), 10} },
	"AddContent":    addContentCall,
	"AddDepartment": func(w *canaryWorld) []any { return []any{"部" + w.next()} },
	"ApproveTemplate": func(w *canaryWorld) []any {
		_, writer := w.k.Staff("起草人", app.Custodian)
		draft, err := writer.DraftTemplate(w.t.Context(), app.NewDraft{From: 3, Version: "Z" + w.next()})
		if err != nil {
			w.t.Fatal(err)
		}
		return []any{draft.ID, w.day(400)}
	},
	"Assign": func(w *canaryWorld) []any {
		return []any{w.client.Code, w.person(), "audit", w.day(0), w.day(9)}
	},
	"Audit": func(*canaryWorld) []any { return []any{app.AuditFilter{Text: "x"}} },
	"ChangePassword": func(*canaryWorld) []any {
		return []any{apptest.FounderPassword, "另起一行-重新开始-不忘初心"}
	},
	"CloseContent": func(w *canaryWorld) []any {
		r, err := w.office().OpenContent(w.t.Context(), w.electronic())
		ok(w.t, err)
		return []any{r, app.Seen{Pages: []int{1}, Seconds: 3}}
	},
	"Clients":        func(*canaryWorld) []any { return []any{app.ClientFilter{}} },
	"CampaignPrints": func(w *canaryWorld) []any { return []any{w.campaign(), true} },
	"CloseCampaign":  func(w *canaryWorld) []any { return []any{w.campaign(), "年底再发起"} },
	"OpenCampaign":   func(w *canaryWorld) []any { return []any{w.campaign()} },
	"PlanCampaign":   func(w *canaryWorld) []any { return []any{w.campaignPlanOf()} },
	"RemindCampaign": func(w *canaryWorld) []any { return []any{w.campaign()} },
	"StartCampaign":  func(w *canaryWorld) []any { return []any{w.campaignPlanOf()} },
	"CloseExtract":   func(w *canaryWorld) []any { return []any{w.extract(), app.ExtractDestroyed, "当面碎纸"} },
	"Commitments":    func(*canaryWorld) []any { return []any{app.CommitmentFilter{}} },
	"Confirm":        func(*canaryWorld) []any { return []any{apptest.FounderPassword} },
	"ContentViews":   func(*canaryWorld) []any { return []any{app.ViewFilter{}} },
	"CountClients":   func(*canaryWorld) []any { return []any{app.ClientFilter{}} },
	"CountDocuments": func(*canaryWorld) []any { return []any{app.DocumentFilter{}} },
	"CountLoans":     func(*canaryWorld) []any { return []any{app.LoanFilter{}} },
	"Countersign":    counterCall,
	"Decide": func(w *canaryWorld) []any {
		number, code := w.asked()
		return []any{number, []app.Decision{{Copy: code, Reason: "用途不符"}}}
	},
	"Delegate":      func(w *canaryWorld) []any { return []any{w.person(apptest.Account(app.Auditor)), w.day(0), w.day(3)} },
	"Disable":       func(w *canaryWorld) []any { return []any{w.login()} },
	"Documents":     func(*canaryWorld) []any { return []any{app.DocumentFilter{}} },
	"DrillBackup":   drillCall,
	"DrillRecovery": func(w *canaryWorld) []any { return []any{half(w, 0), half(w, 1)} },
	"DraftTemplate": func(w *canaryWorld) []any {
		return []any{app.NewDraft{Key: app.NDA, From: 1, Version: "Z" + w.next(), Note: "第三条更严"}}
	},
	"DropDraft": func(*canaryWorld) []any { return []any{"client"} },
	"LockedVault.Enrol": func(w *canaryWorld) []any {
		return []any{"xinren", "AAAAA-AAAAA", "白露为霜-所谓伊人-在水一方"}
	},
	"Erase": func(w *canaryWorld) []any {
		founder := app.Attest{Login: apptest.FounderLogin, Password: apptest.FounderPassword}
		return []any{app.ErasureOrder{
			Document: w.electronic(), Reason: "保管期满", Approver: founder, Witnesses: [2]app.Attest{founder, founder},
		}}
	},
	"ExportAudit": func(*canaryWorld) []any { return []any{app.AuditFilter{Text: "x"}} },
	"ExportNote":  func(*canaryWorld) []any { return []any{"clients", 3} },
	"Extracts":    func(*canaryWorld) []any { return []any{app.ExtractFilter{Text: "x"}} },
	"Files":       func(*canaryWorld) []any { return []any{"精工", "", 10} },
	"Found":       func(w *canaryWorld) []any { return []any{w.lost(), "夹在别的案卷里"} },
	"GiveBack": func(w *canaryWorld) []any {
		number, code := w.asked()
		return []any{number, []string{code}}
	},
	"Glance":  func(w *canaryWorld) []any { return []any{[]string{w.document()}} },
	"Goodbye": func(*canaryWorld) []any { return []any{"quit"} },
	"HandOut": func(w *canaryWorld) []any {
		number, code := w.approved()
		return []any{app.Handover{Loan: number, Copies: []string{code}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(), Place: "深圳"}}
	},
	"HoldFile": func(w *canaryWorld) []any { return []any{w.k.File(w.client.Code, "投诉").Code, true, "投诉未结"} },
	"ImportCertificate": func(w *canaryWorld) []any {
		key, c, err := seal.NewCertificate(rand.Reader, "签章", w.k.Clock.Now())
		ok(w.t, err)
		p12, err := pkcs12.Modern.Encode(key, c, nil, "导出时设的密码")
		ok(w.t, err)
		return []any{p12, "导出时设的密码"}
	},
	"Invite":         func(w *canaryWorld) []any { return []any{w.person(), "u" + w.next(), app.Roles{app.Auditor}} },
	"ImportTemplate": func(*canaryWorld) []any { return []any{"承诺.txt", []byte("保密承诺")} },
	"KeepDraft": func(*canaryWorld) []any {
		return []any{app.Draft{Form: "client", Fields: map[string]string{"name": "半句"}}}
	},
	"Leave": func(w *canaryWorld) []any { return []any{w.person(), w.day(0), "另谋高就"} },
	"Loans": func(*canaryWorld) []any { return []any{app.LoanFilter{}} },
	"MakeExtract": func(w *canaryWorld) []any {
		return []any{w.reading(), app.ExtractRequest{
			Kind: app.SentOut, Pages: "1", Purpose: "评定会用", Due: w.day(2), Outside: "某认可机构", Basis: "合同第 7 条",
		}}
	},
	"MatchScans":     matchCall,
	"MoveCopy":       func(w *canaryWorld) []any { return []any{w.document() + "/1", shelf()} },
	"OpenClient":     func(w *canaryWorld) []any { return []any{w.client.Code} },
	"OpenContent":    func(w *canaryWorld) []any { return []any{w.electronic()} },
	"OpenDocument":   func(w *canaryWorld) []any { return []any{w.document()} },
	"OpenExtract":    func(w *canaryWorld) []any { return []any{w.extract()} },
	"OpenFile":       func(w *canaryWorld) []any { return []any{w.file.Code} },
	"OpenIncident":   func(w *canaryWorld) []any { return []any{w.lost(), "七天未找到"} },
	"OpenLoan":       func(w *canaryWorld) []any { return []any{first(w.asked())} },
	"People":         func(*canaryWorld) []any { return []any{app.PersonFilter{}} },
	"Person":         func(w *canaryWorld) []any { return []any{w.person()} },
	"PlanImport":     importCall,
	"PlanLeaving":    func(w *canaryWorld) []any { return []any{w.person()} },
	"Preferences":    func(*canaryWorld) []any { return []any{"computer"} },
	"PrepareSigning": func(w *canaryWorld) []any { return []any{w.person(), app.NDA} },
	"PrintBlank":     func(w *canaryWorld) []any { return []any{w.person(), app.NDA} },
	"PrintCommitments": func(w *canaryWorld) []any {
		return []any{[]string{w.person()}, []app.TemplateKey{app.NDA}}
	},
	"PrintNote": func(*canaryWorld) []any { return []any{"clients", 3} },
	"PrintLabels": func(w *canaryWorld) []any {
		return []any{app.LabelOrder{Kind: app.CopyLabels, Codes: []string{w.document()}}}
	},
	"PrintLoanBook": func(w *canaryWorld) []any { return []any{w.day(-30), w.day(0)} },
	"PrintSlip":     func(w *canaryWorld) []any { return []any{first(w.out())} },
	"Recall": func(w *canaryWorld) []any {
		number, code := w.out()
		return []any{number, []string{code}, w.day(2), "有人等候"}
	},
	"RecoverContents": func(w *canaryWorld) []any { return []any{half(w, 0), half(w, 1), app.Progress(nil)} },
	"RecordPapers":    recordCall,
	"RecordPaper": func(w *canaryWorld) []any {
		return []any{app.PaperInput{
			PersonNumber: w.person(apptest.Unsigned()), Key: app.NDA, SignedOn: w.day(0), ScanName: "扫描.pdf",
			Scan: []byte("%PDF-1.4\n"), ByEye: true, Password: apptest.FounderPassword,
		}}
	},
	"LockedVault.Recover": func(w *canaryWorld) []any { return []any{half(w, 0), half(w, 1), apptest.FounderLogin} },
	"Reinvite":            func(w *canaryWorld) []any { return []any{w.login()} },
	"Remind":              func(w *canaryWorld) []any { return []any{first(w.out())} },
	"RenameDepartment":    func(*canaryWorld) []any { return []any{int64(1), "运营部"} },
	"Renew": func(w *canaryWorld) []any {
		number, code := w.out()
		return []any{number, []string{code}, w.day(12)}
	},
	"ReportLost": func(w *canaryWorld) []any {
		number, code := w.out()
		return []any{number, code, "清点时缺失"}
	},
	"RequestLoan": func(w *canaryWorld) []any {
		return []any{app.LoanRequest{
			Borrower: w.person(), Copies: []string{w.document() + "/1"}, Purpose: "现场审核", Place: app.AtOffice, Due: w.day(5),
		}}
	},
	"Reseal":    func(w *canaryWorld) []any { return []any{w.electronic(), app.Progress(nil)} },
	"RunImport": importCall,
	"SaveBackupPlan": func(*canaryWorld) []any {
		return []any{app.BackupPlan{Folder: "/media/backup", EveryDays: 1, Daily: 7, Weekly: 4, Monthly: 12}}
	},
	"SaveClient": func(*canaryWorld) []any {
		return []any{app.Client{
			Name: "东莞市镕盛机械股份有限公司", Phase: app.Certified, Contact: "刘海燕", ContactPost: "质量部", Phone: "0755-2345 6001",
			Address: "深圳工业大道1号", Standards: "GB/T 19001-2016", Scope: "生产", Certificate: "ZBT2024Q0001R1S", CertState: app.CertValid,
			CertFrom: "2026-01-01", CertUntil: "2028-12-31", Note: "无",
		}}
	},
	"SaveDocument": func(w *canaryWorld) []any {
		return []any{app.Document{
			FileCode: w.file.Code, Title: "质量手册", Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient,
			Medium: app.Paper, Pages: 10, Home: shelf(), Custodian: apptest.FounderNumber, Received: w.day(0), RetainUntil: w.day(900),
		}, 1}
	},
	"SaveFile": func(w *canaryWorld) []any {
		return []any{app.File{ClientCode: w.client.Code, Title: "监督审核", OpenedOn: w.day(0)}}
	},
	"SaveOrganisation": func(*canaryWorld) []any { return []any{apptest.Founding("").Organisation} },
	"SavePerson": func(w *canaryWorld) []any {
		return []any{app.Person{Number: w.next(), Name: "钱镕", Kind: app.ExternalExpert, Post: "专家", Employer: "某大学", Phone: "0755-1"}}
	},
	"SavePreferences": func(*canaryWorld) []any { return []any{"computer", map[string]string{"loans.sort": "due"}} },
	"Scan":            func(w *canaryWorld) []any { return []any{w.document(), true, ""} },
	"Search":          func(*canaryWorld) []any { return []any{"精工", 10} },
	"SaveTemplateDraft": func(w *canaryWorld) []any {
		draft, err := w.office().DraftTemplate(w.t.Context(), app.NewDraft{From: 2, Version: "Z" + w.next()})
		if err != nil {
			w.t.Fatal(err)
		}
		return []any{draft.ID, draft.Body, "Y" + w.next(), "改了一处"}
	},
	"SetRoles": func(w *canaryWorld) []any { return []any{w.login(), app.Roles{app.Reviewer}} },
	"Sign": func(w *canaryWorld) []any {
		return []any{app.SignInput{
			PersonNumber: w.person(apptest.Unsigned()), Key: app.NDA, Strokes: apptest.Strokes(), Place: "深圳",
			Password: apptest.FounderPassword, ReadToEnd: true,
		}}
	},
	"SimilarClients": func(*canaryWorld) []any { return []any{"精工", ""} },
	"SimilarPeople":  func(*canaryWorld) []any { return []any{"钱镕"} },
	"StandingOf":     func(w *canaryWorld) []any { return []any{w.person()} },
	"TakeBack": func(w *canaryWorld) []any {
		in := apptest.Return(second(w.out()))
		in.Copies[0].Note = "封面有折痕"
		return []any{in}
	},
	"LockedVault.Unlock": func(*canaryWorld) []any { return []any{apptest.FounderLogin, apptest.FounderPassword} },
	"Vaults.DrillBackup": drillCall,
	"Vaults.Found":       foundCall,
	"Vaults.Salvage": func(w *canaryWorld) []any {
		return []any{"no vault", "nothing", access(w), app.Progress(nil)}
	},
	"Vaults.Verify": func(w *canaryWorld) []any {
		return []any{"no vault", access(w), func(app.Reader) error { return nil }, app.Progress(nil)}
	},
	"Withdraw": func(w *canaryWorld) []any { return []any{first(w.asked())} },
}

// foundCall is the wizard's form.
func foundCall(*canaryWorld) []any {
	f := apptest.Founding("")
	f.Departments = []string{"行政部", "技术部"}
	return []any{f}
}

func second[A, B any](_ A, b B) B { return b }

func shelf() app.Location { return app.Location{Cabinet: "3", Shelf: "2", Box: "1"} }

func half(w *canaryWorld, i int) string {
	text := ""
	for _, g := range w.k.Halves[i].Groups {
		text += g + "-"
	}
	return text
}

func access(w *canaryWorld) app.Access {
	return app.Access{Login: apptest.FounderLogin, Password: apptest.FounderPassword, HalfA: half(w, 0), HalfB: half(w, 1)}
}

// drillCall is the form of a restore drill; there is no such file.
func drillCall(w *canaryWorld) []any {
	return []any{
		app.DrillRequest{
			File: "backup", Login: apptest.FounderLogin, Password: apptest.FounderPassword, HalfA: half(w, 0), HalfB: half(w, 1),
		},
		func(done, total int64) {},
	}
}

func importCall(w *canaryWorld) []any {
	return []any{app.ImportClients, []app.ImportRow{{Line: 2, Fields: map[string]string{
		"client_name": "佛山明珠陶瓷" + w.next(), "phase": "certified", "contact": "刘海燕", "contact_post": "质量部", "phone": "0755-1",
		"address": "佛山", "standards": "GB/T 19001", "scope": "陶瓷", "certificate": "ZBT1", "note": "无", "client_code": "B-" + w.next(),
	}}}}
}
