// Package wording is the model of the texts that people commit to: what a text holds, what is wrong with it,
// how two versions differ, and how it is read from a document of one's own. It knows nothing of the office.
package wording

import (
	"encoding/json"
	"errors"
	"fmt"
)

// ErrText is wrapped by the errors of Parse.
var ErrText = errors.New("text of a commitment cannot be used")

// Text is the text of a commitment in one version (see assets/templates). In it {org}, {person}, {name} and
// {months} stand for what the signing fills in.
type Text struct {
	Key         string            `json:"key"`
	Number      string            `json:"number"`
	Version     string            `json:"version"`
	Issued      string            `json:"issued"` // day of issue, 2006-01-02; "" until it is approved
	Title       map[string]string `json:"title"`  // by language, zh and en
	For         Audience          `json:"for,omitzero"`
	Gate        bool              `json:"gate,omitempty"` // nothing opens without it (rule 1)
	ValidMonths int               `json:"validMonths"`
	Parties     []Party           `json:"parties"`
	Preamble    string            `json:"preamble"`
	Clauses     []Clause          `json:"clauses"`
	Words       map[string]string `json:"words"` // the letter's own words, by key: a paper is in one language
	Closing     string            `json:"closing"`
	Signatures  []Signatory       `json:"signatures"`
}

// Audience says whom a text is for: people of these kinds who hold one of these roles. None of a sort means all.
type Audience struct {
	Kinds []string `json:"kinds,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

// Party is one line of who the paper is between.
type Party struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// Clause is one obligation, and the clauses of the procedure that it rests on.
type Clause struct {
	Heading string   `json:"heading,omitempty"`
	Text    string   `json:"text"`
	Refs    []string `json:"refs"`
	Items   []Clause `json:"items,omitempty"`
	Table   *Table   `json:"table,omitempty"` // stands after the items
}

// Table is a table inside a clause. Every row has a cell for each column of the head.
type Table struct {
	Head []string   `json:"head"`
	Rows [][]string `json:"rows"`
}

// The roles of those who sign.
const (
	SignerRole       = "signer"
	WitnessRole      = "witness"
	OrganisationRole = "organisation" // the organisation, with its seal or by who signs for it
)

// Signatory is one place to sign.
type Signatory struct {
	Role  string `json:"role"`
	Label string `json:"label"`
}

// SignedBy reports whether the text has a place for a role to sign.
func (t Text) SignedBy(role string) bool {
	for _, s := range t.Signatures {
		if s.Role == role {
			return true
		}
	}
	return false
}

// Read reads a text from its JSON, finished or not. It returns ErrText for damaged JSON.
func Read(data []byte) (Text, error) {
	var t Text
	if err := json.Unmarshal(data, &t); err != nil {
		return t, fmt.Errorf("%w: %w", ErrText, err)
	}
	return t, nil
}

// Parse reads a text that can be signed. It returns ErrText if the JSON is damaged, or has no title, no
// clause or no place for the signer.
func Parse(data []byte) (Text, error) {
	t, err := Read(data)
	if err != nil {
		return t, err
	}
	if t.Title["zh"] == "" || len(t.Clauses) == 0 || !t.SignedBy(SignerRole) {
		return t, fmt.Errorf("%w: %q lacks a title, its clauses or a place to sign", ErrText, t.Key)
	}
	return t, nil
}

// Bytes is the JSON of the text, as it is kept: the same text is always the same bytes.
func (t Text) Bytes() ([]byte, error) { return json.MarshalIndent(t, "", "  ") }
