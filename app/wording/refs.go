package wording

import "strings"

// ParseRefs reads clauses of the procedure as people write them in a row: 5.3.1、§5.2.3，附件 1.3.
func ParseRefs(typed string) []string {
	typed = strings.NewReplacer("附件 1", "附件1", "§", " ").Replace(typed)
	refs := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune("、，,；; \t\u3000", r) })
	if refs == nil {
		return []string{}
	}
	return refs
}

// WriteRefs writes them in a row.
func WriteRefs(refs []string) string { return strings.Join(refs, "、") }
