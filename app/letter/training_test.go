package letter

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func testTraining() Training {
	t := Training{
		Head: testHead, Number: "PX-2026-0007", Topic: "保密意识与客户信息保护", Material: "保密意识教材 · A/2", HeldOn: "2026-11-27",
		Trainer: "周敏", Place: "三楼会议室", Test: "笔试，60 分合格",
	}
	return t
}

// Everybody is on the sheet with room to sign, and the heading on each page.
func TestAttendanceSheet(t *testing.T) {
	a := Attendance{Training: testTraining(), Foot: testFoot, Blank: 3}
	for i := range 40 {
		name := []string{"王𬱖", "Alexandra Montgomery-Fitzgerald", "买买提·艾力江"}[i%3]
		a.Rows = append(a.Rows, AttendanceRow{Number: fmt.Sprintf("ZB-%03d", i), Name: name, Department: "技术部", Score: "88", Result: "合格"})
	}
	path, _ := printed(t, func(b *bytes.Buffer) error { return testPress().Attendance(b, a) })
	sound(t, path)
	text := extracted(t, path)
	for i := range a.Rows {
		if n := strings.Count(text, a.Rows[i].Number); n != 1 {
			t.Errorf("%s is there %d times", a.Rows[i].Number, n)
		}
	}
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	if len(pages) < 2 || strings.Count(text, "本人签名") != len(pages) {
		t.Errorf("%d pages, %d headings", len(pages), strings.Count(text, "本人签名"))
	}
	for _, want := range []string{"PX-2026-0007", "保密意识教材 · A/2", "授课人（签名）", "43"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the sheet", want)
		}
	}
}

// Each certificate names one person and nobody else.
func TestCertificatesAreAPageEach(t *testing.T) {
	var all []Certificate
	names := []string{"王𬱖", "Alexandra Montgomery-Fitzgerald-Wetherington", "买买提·艾力江"}
	for i, name := range names {
		c := Certificate{Training: testTraining(), Foot: testFoot, Person: Person{Name: name, Number: fmt.Sprintf("ZB-%03d", i)}, Issued: "2026-11-28"}
		if i > 0 {
			c.Score, c.Until, c.Person.Department = "88", "2027-11-26", "技术部"
		}
		all = append(all, c)
	}
	path, _ := printed(t, func(b *bytes.Buffer) error { return testPress().Certificates(b, all) })
	sound(t, path)
	pages := strings.Split(strings.TrimSuffix(extracted(t, path), "\f"), "\f")
	if len(pages) != len(all) {
		t.Fatalf("%d pages", len(pages))
	}
	for i, text := range pages {
		for j, name := range names {
			if strings.Contains(noSpace(text), noSpace(name)) != (i == j) {
				t.Errorf("page %d and %s:\n%s", i, name, text)
			}
		}
		if strings.Contains(text, "88 分") != (i > 0) || strings.Contains(text, "2027-11-26") != (i > 0) || strings.Contains(text, "长期有效") != (i == 0) {
			t.Errorf("page %d says:\n%s", i, text)
		}
	}
}
