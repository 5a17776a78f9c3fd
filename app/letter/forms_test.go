package letter

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func testSlip(items int) LoanSlip {
	s := LoanSlip{
		Head: testHead, Foot: testFoot, Number: "J-2026-0412",
		Borrower: Person{Name: "李㛃", Number: "0137", Department: "技术部", Role: "审核员"},
		Purpose:  "监督审核前查阅上年度审核档案", Place: "阅览室", LentAt: "2026-11-22 10:24", Due: "2026-11-27",
		Receiver: &Signature{Strokes: testStrokes, Name: "李㛃", Date: "2026-11-22"},
		Lender:   &Signature{Strokes: testStrokes, Name: "陈晓明", Date: "2026-11-22"},
	}
	s.Head.Number, s.Head.Version, s.Head.Issued = "ZBT-TP-046-R4", "C/0", "2020-10-27"
	for i := range items {
		s.Items = append(s.Items, LoanItem{
			Number: fmt.Sprintf("A-%04d-01", 32+i), Copy: "1", Pages: fmt.Sprint(12 + 7*i), Condition: "完好",
			Title: []string{"监督审核报告", "深圳市龙镕精密机械有限公司 2025 年度管理评审及内部审核资料汇编（第二册）", "营业执照复印件"}[i%3],
		})
	}
	return s
}

func TestLoanSlipHasTwoCopies(t *testing.T) {
	for _, items := range []int{1, 5, 23} {
		t.Run(fmt.Sprint(items), func(t *testing.T) {
			path, _ := printed(t, func(b *bytes.Buffer) error { return testPress().LoanSlip(b, testSlip(items)) })
			sound(t, path)
			got := extracted(t, path)
			for _, want := range []string{"留存", "交借阅人", "李㛃", "2026-11-27"} {
				if !strings.Contains(got, want) {
					t.Errorf("%s is not on the slip:\n%s", want, got)
				}
			}
			for i := range items {
				if number := fmt.Sprintf("A-%04d-01", 32+i); strings.Count(got, number) != 2 {
					t.Errorf("%s is there %d times", number, strings.Count(got, number))
				}
			}
		})
	}
}

func testBook(rows int) LoanBook {
	b := LoanBook{Head: testHead, Foot: testFoot, From: "2026-10-01", To: "2026-10-31"}
	b.Head.Number, b.Head.Version, b.Head.Issued = "ZBT-TP-046-R5", "C/0", "2020-10-27"
	for i := range rows {
		r := BookRow{
			Loan: fmt.Sprintf("J-2026-%04d", i+1), Document: fmt.Sprintf("A-%04d-01", 32+i), Copy: "1", Pages: fmt.Sprint(12 + i),
			Title:    []string{"监督审核报告", "深圳市龙镕精密机械有限公司 2025 年度管理评审及内部审核资料汇编（第二册）"}[i%2],
			Borrower: "李㛃", Approver: "陈晓明", LentAt: "2026-10-12", Due: "2026-10-19", Condition: "完好",
		}
		if i%3 > 0 {
			r.ReturnedAt = "2026-10-18"
		}
		b.Rows = append(b.Rows, r)
	}
	return b
}

func TestLoanBookCountsAsItGoes(t *testing.T) {
	b := testBook(60)
	path, _ := printed(t, func(out *bytes.Buffer) error { return testPress().LoanBook(out, b) })
	sound(t, path)
	pages := strings.Split(strings.TrimSuffix(extracted(t, path), "\f"), "\f")
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	rows := 0
	for i, text := range pages {
		here := strings.Count(text, "J-2026-")
		rows += here
		for _, want := range []string{
			"借阅单号", fmt.Sprintf("页数：%d / %d", i+1, len(pages)), fmt.Sprintf("本页 %d 份，累计 %d 份", here, rows),
		} {
			if !strings.Contains(text, want) {
				t.Errorf("page %d lacks %q:\n%s", i+1, want, text)
			}
		}
	}
	if rows != 60 || !strings.Contains(pages[len(pages)-1], "已还 40 份，未还 20 份") {
		t.Errorf("%d rows; last page:\n%s", rows, pages[len(pages)-1])
	}
}

func TestLoanBookOfNothing(t *testing.T) {
	pages := testPress().LoanBookPages(LoanBook{Head: testHead})
	if len(pages) != 1 {
		t.Errorf("%d pages", len(pages))
	}
}

func TestRecoverySheet(t *testing.T) {
	s := RecoverySheet{
		Head: testHead, Foot: testFoot, Half: "A", Vault: "中标通档案", Made: "2026-11-22", Keeper: "王𬱖",
		Code: "7KQ2M-9XWPB-HT4RN-C6ZVE-3JYDA-8GLUS-5FQKX-2MNR7",
	}
	s.Head.Number, s.Head.Version, s.Head.Issued = "ZBT-TP-046-R6", "C/0", "2020-10-27"
	path, _ := printed(t, func(out *bytes.Buffer) error { return testPress().RecoverySheet(out, s) })
	sound(t, path)
	got := extracted(t, path)
	for _, want := range append(strings.Split(s.Code, "-"), "王𬱖", "恢复密钥 A 份") {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not on the sheet:\n%s", want, got)
		}
	}
	if strings.Count(got, "\f") != 1 {
		t.Error("the sheet has more than one page")
	}
}
