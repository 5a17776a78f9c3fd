package app

import (
	"encoding/json"
	"sync"

	"custody/assets"
)

// markWords are the words for duties in a watermark. It speaks the office's language, whichever
// the reader's screen speaks, as the papers do.
var markWords = sync.OnceValues(func() (map[string]string, error) {
	data, err := assets.Words.ReadFile("words/zh/mark.json")
	if err != nil {
		return nil, err
	}
	var words map[string]string
	err = json.Unmarshal(data, &words)
	return words, err
})

// mark is the lines of the watermark: who, when, under which loan or duty.
func (c *change) mark(r Reading) ([]string, error) {
	by := r.Loan
	if by == "" {
		words, err := markWords()
		if err != nil {
			return nil, err
		}
		by = words["mark.duty."+r.Duty]
	}
	return c.markLines(by), nil
}

func (w *work) markLines(by string) []string {
	return []string{w.person.Name + " " + w.person.Number, w.now.Format("2006-01-02 15:04"), by}
}
