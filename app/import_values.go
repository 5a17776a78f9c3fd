package app

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// phaseWords and certWords are what people write for phases and states of certificates.
var (
	phaseWords = map[ClientPhase]string{
		Planned:         "planned 计划 计划开发 潜在 意向 拟认证",
		InCertification: "in_certification certification 认证中 在审 受理 审核中 申请中",
		Certified:       "certified 已认证 获证 已获证 在册",
		Former:          "former after 已终止 终止 已退出 退出 原客户",
	}
	certWords = map[CertificateState]string{
		CertValid:     "valid 有效 正常",
		CertSuspended: "suspended 暂停 已暂停",
		CertWithdrawn: "withdrawn 撤销 已撤销 注销 已注销",
		CertExpired:   "expired 过期 已过期 失效 到期",
	}
)

// rowValues reads the fields of one row. A value that can't be understood becomes a
// problem of the row; an empty one leaves what is known as it is.
type rowValues struct {
	fields map[string]string
	fate   *ImportFate
}

// text is a value without stray spaces, control characters and line breaks.
func (v rowValues) text(field string) string {
	return strings.Join(strings.FieldsFunc(norm.NFC.String(v.fields[field]), func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r)
	}), " ")
}

// half is text in half-width characters.
func (v rowValues) half(field string) string { return norm.NFKC.String(v.text(field)) }

func (v rowValues) problem(field, key string, args ...any) {
	v.fate.Problems = append(v.fate.Problems, Errf(Invalid, key, args...).At(field))
}

// day is how dates are written: 2026-11-27, 2026/1/7, 2026.11.27, 2026年11月27日.
var day = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$`)

// date reads a day into d.
func (v rowValues) date(field string, d *Date) {
	s := v.half(field)
	if s == "" {
		return
	}
	if strings.HasPrefix(s, "9999-12-31") || s == "永久" || s == "长期" {
		*d = Forever
		return
	}
	m := day.FindStringSubmatch(s)
	if m == nil {
		v.problem(field, "error.date", cut(s, maxCode))
		return
	}
	iso, err := ParseDate(m[1] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[3]))
	if err != nil {
		v.problem(field, "error.date", s)
		return
	}
	*d = iso
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// number reads a whole number into n.
func (v rowValues) number(field string, n *int) {
	s := strings.TrimRight(v.half(field), " 页份张本")
	if s == "" {
		return
	}
	got, err := strconv.Atoi(s)
	if err != nil {
		v.problem(field, "error.number.what", cut(s, maxCode))
		return
	}
	*n = got
}

// choose reads one of a list of words into out.
func choose[T ~string](v rowValues, field string, out *T, words map[T]string) {
	s := v.half(field)
	if s == "" {
		return
	}
	for value, list := range words {
		for _, word := range strings.Fields(list) {
			if Plain(word) == Plain(s) {
				*out = value
				return
			}
		}
	}
	v.problem(field, "error.choice.what", cut(s, maxCode))
}

// known is the words of a choice that is written as its values.
func known[T ~string](values []T) map[T]string {
	words := map[T]string{}
	for _, v := range values {
		words[v] = string(v)
	}
	return words
}
