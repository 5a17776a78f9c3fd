package app

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// readings are words in which a character is not read as it most often is.
var readings = strings.NewReplacer(
	"重庆", "cq", "长安", "ca", "长城", "cc", "长春", "cc", "长江", "cj", "长沙", "cs", "长远", "cy", "长兴", "cx", "长虹", "ch",
	"银行", "yh", "行业", "hy", "厦门", "xm", "大厦", "ds", "会计", "kj", "音乐", "yy", "乐清", "yq", "朝阳", "cy", "调查", "dc",
	"调研", "dy", "番禺", "py", "东莞", "dg", "六安", "la", "蚌埠", "bb", "重复", "cf", "参差", "cc", "供给", "gj", "投降", "tx",
)

// Initials returns the first letters of the pinyin of a text, letters and digits
// among it as they are: 深圳市精工3C is szsjg3c. It is "" for a text without Chinese.
func Initials(s string) string {
	plain := Plain(s)
	if !strings.ContainsFunc(plain, isHan) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if !isHan(r) {
			return r
		}
		return initial(r)
	}, readings.Replace(plain))
}

// initial is the first letter of a character's most usual reading, -1 if none is known.
func initial(r rune) rune {
	for _, first := range norm.NFD.String(pinyin.PinyinDict[int(r)]) {
		return first // the tone mark comes after its vowel in this form
	}
	return -1
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
