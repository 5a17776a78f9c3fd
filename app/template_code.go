package app

import "strings"

// codeBreak parts what the code at the foot of a page says: see ParsePaperCode.
const codeBreak = ";"

// encodes refuses what the code of a page could not say.
func (f *formCheck) encodes(field, value string) {
	if strings.Contains(value, codeBreak) {
		f.add(Errf(Invalid, "error.template.sign", codeBreak).At(field))
	}
}
