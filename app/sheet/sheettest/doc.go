// Package sheettest makes spreadsheets as offices really keep them, for tests: title rows, merged
// headings, dates in every form, stray spaces, full-width digits, phone numbers stored as numbers, and
// names with rare characters. The same n gives the same content.
package sheettest

import "math/rand/v2"

// seeded is a source of numbers that gives the same ones each time.
func seeded() *rand.Rand { return rand.New(rand.NewPCG(46, 2025)) }

// pick chooses one of the words.
func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }
