package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"custody/app"
	"custody/app/wording"
	"custody/assets"
	"custody/store"
)

// peers are other ways of making a PDF, with how many letters are printed. Each is run twice, for one letter and for
// more, and the difference counts: starting the program and reading the font once is not held against it.
var peers = []struct {
	name   string
	many   int
	prints func(b *bench) ([]string, error)
}{
	{"reportlab", 21, script("/usr/bin/python3", "reportlab_letters.py")}, // Debian's, whatever else is on the path
	{"weasyprint", 4, script("/usr/bin/python3", "weasyprint_letters.py")},
	{"libreoffice", 21, script("/usr/bin/python3", "libreoffice_letters.py")},
	{"fpdf", 21, (*bench).fpdf},
	{"typst", 41, script("node", "typst_letters.mjs")},
}

// peerModules is where make bench-peers puts the packages that npm serves.
const peerModules = "out/peers"

// plainLetter is a commitment as the peers get it: its text, without head block, code and signature.
type plainLetter struct {
	Title      string   `json:"title"`
	Paragraphs []string `json:"paragraphs"`
	People     []string `json:"people"`
}

// peers measures processor time a letter, of ours and of the other ways, for the same text.
func (b *bench) peers() error {
	vault, office, err := founded(b.ctx, store.Gate{}, filepath.Join(b.dir, "peers"))
	if err != nil {
		return err
	}
	defer vault.Close()
	numbers, err := b.signers(office)
	if err != nil {
		return err
	}
	prints, err := b.commitments(office, numbers, []app.TemplateKey{app.Required[0]})
	if err != nil {
		return err
	}
	ours, err := printApart(prints)
	if err != nil {
		return err
	}
	cpu := ours.CPU / float64(len(prints))
	b.add(figure{"pdf.peer.ours", cpu, "ms", "", 0})
	letter, font, err := b.peerFiles(prints)
	if err != nil {
		return err
	}
	for _, p := range peers {
		command, err := p.prints(b)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		one, err := b.peer(command, letter, font, 1)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		many, err := b.peer(command, letter, font, p.many)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		each := (many - one) / float64(p.many-1)
		b.add(figure{"pdf.peer." + p.name, each, "ms", "ours for the same text", cpu / each})
	}
	return nil
}

// peerFiles writes the letter and the font for the peers.
func (b *bench) peerFiles(prints []app.CommitmentPrint) (letter, font string, err error) {
	t, err := wording.Parse(prints[0].Template.Body)
	if err != nil {
		return "", "", err
	}
	l := plainLetter{Title: t.Title["zh"]}
	for _, p := range t.Parties {
		l.Paragraphs = append(l.Paragraphs, p.Label+" "+p.Text)
	}
	l.Paragraphs = append(l.Paragraphs, t.Preamble)
	for i, c := range t.Clauses {
		l.Paragraphs = append(l.Paragraphs, fmt.Sprintf("%d %s %s %s", i+1, c.Heading, c.Text, strings.Join(c.Refs, " ")))
		for _, item := range c.Items {
			l.Paragraphs = append(l.Paragraphs, item.Text)
		}
	}
	l.Paragraphs = append(l.Paragraphs, t.Closing)
	for _, s := range t.Signatures {
		l.Paragraphs = append(l.Paragraphs, s.Label)
	}
	fill := strings.NewReplacer("{org}", prints[0].Organisation.Name, "{person}", "{name}", "{months}", fmt.Sprint(t.ValidMonths))
	for i := range l.Paragraphs {
		l.Paragraphs[i] = fill.Replace(l.Paragraphs[i])
	}
	for _, p := range prints {
		l.People = append(l.People, p.Person.Name)
	}
	text, err := json.Marshal(l)
	if err != nil {
		return "", "", err
	}
	folder := filepath.Join(b.dir, "face") // alone in it: LibreOffice and Typst take every font of a folder
	letter, font = filepath.Join(b.dir, "letter.json"), filepath.Join(folder, "serif.ttf")
	return letter, font, errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(letter, text, 0o600), os.WriteFile(font, assets.PaperSerif(), 0o600))
}

// peer prints letters and returns the processor time it took with all its children, in milliseconds.
func (b *bench) peer(command []string, letter, font string, count int) (float64, error) {
	out, err := os.MkdirTemp(b.dir, "letters-")
	if err != nil {
		return 0, err
	}
	modules, err := filepath.Abs(peerModules)
	if err != nil {
		return 0, err
	}
	cmd := exec.CommandContext(b.ctx, command[0], append(command[1:], letter, font, fmt.Sprint(count), out, modules)...)
	if said, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%w (make bench-peers installs what is needed): %s", err, said)
	}
	made, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(made) != count {
		return 0, fmt.Errorf("%d PDFs of %d letters: %w", len(made), count, err)
	}
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return float64(used.Microseconds()) / 1e3, nil
}

// script runs a file of bench/peers.
func script(program, file string) func(*bench) ([]string, error) {
	return func(*bench) ([]string, error) { return []string{program, filepath.Join("bench", "peers", file)}, nil }
}

// fpdf builds the program, which is a module of its own so that nothing else needs its package.
func (b *bench) fpdf() ([]string, error) {
	binary := filepath.Join(b.dir, "fpdf")
	cmd := exec.CommandContext(b.ctx, "go", "build", "-o", binary, "./fpdf")
	cmd.Dir = filepath.Join("bench", "peers")
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	return []string{binary}, nil
}
