package walk

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"custody/ui/words"
)

// script is a walk under way: after the first thing that goes wrong, nothing more is
// done. Texts are named by their keys, so the walk speaks the window's language.
type script struct {
	*Driver
	err      error
	shot     int
	password string // of who is signed in, for the acts that ask for it again; "" not to answer
}

// do runs one step unless something went wrong before; what names it in the error.
func (s *script) do(what string, step func() error) {
	if s.err != nil {
		return
	}
	if err := step(); err != nil {
		s.err = fmt.Errorf("%s: %w", what, err)
	}
}

func (s *script) click(key string, args ...any) {
	s.do("click "+key, func() error { return s.Click(words.T(key, args...)) })
}

// clickText clicks on what is no text of the program: a name, a number.
func (s *script) clickText(text string) {
	s.do("click "+text, func() error { return s.Click(text) })
}

func (s *script) see(key string, args ...any) {
	s.do("see "+key, func() error { return s.await(words.T(key, args...)) })
}

// seeStart waits for a text whose first words, up to its first placeholder, are known.
func (s *script) seeStart(key string) {
	start, _, _ := strings.Cut(words.T(key), "{")
	s.seeText(start)
}

func (s *script) seeText(text string) {
	s.do("see "+text, func() error { return s.await(text) })
}

// await waits for a text, and types the password when an act asks for it again meanwhile: on a slow
// computer the two minutes for which it counts are over before the act comes.
func (s *script) await(text string) error {
	for end := time.Now().Add(patience); s.password != "" && time.Now().Before(end); time.Sleep(40 * time.Millisecond) {
		if s.Sees(text) {
			return nil
		}
		if s.Sees(wordOf("shell.again.title")) {
			if err := errors.Join(s.Type(s.password), s.Key("Return")); err != nil {
				return err
			}
			time.Sleep(time.Second)
		}
	}
	_, err := s.Wait(text)
	return err
}

func (s *script) gone(key string, args ...any) {
	s.do("gone "+key, func() error { return s.Gone(words.T(key, args...)) })
}

func (s *script) key(keys ...string) {
	s.do("key", func() error { return s.Key(keys...) })
}

func (s *script) text(text string) {
	s.do("type "+text, func() error { return s.Type(text) })
}

// fill replaces the text of the field under the label.
func (s *script) fill(label, text string) {
	s.do("fill "+label, func() error {
		if err := s.ClickBelow(words.T(label), 18); err != nil {
			return err
		}
		if err := s.Key("ctrl+a"); err != nil {
			return err
		}
		return s.Type(text)
	})
}

// sign draws a signature into the pad under the label.
func (s *script) sign(label string) {
	s.do("sign "+label, func() error { return s.Draw(words.T(label), scribble()) })
}

// picture leaves a numbered screenshot.
func (s *script) picture(name string) {
	s.shot++
	s.do("picture "+name, func() error { return s.Shot(fmt.Sprintf("%02d-%s", s.shot, name)) })
}

// snap leaves a numbered screenshot of what is passing by.
func (s *script) snap(name string) {
	s.shot++
	s.do("picture "+name, func() error { return s.Driver.snap(fmt.Sprintf("%02d-%s", s.shot, name)) })
}

func (s *script) pause(d time.Duration) {
	if s.err == nil {
		time.Sleep(d)
	}
}

// scribble is a signature of two strokes, measured from the label over the pad.
func scribble() [][]fyne.Position {
	return [][]fyne.Position{
		{fyne.NewPos(40, 100), fyne.NewPos(75, 50), fyne.NewPos(90, 120), fyne.NewPos(115, 60), fyne.NewPos(140, 110), fyne.NewPos(170, 75)},
		{fyne.NewPos(180, 60), fyne.NewPos(195, 115), fyne.NewPos(220, 70), fyne.NewPos(250, 105)},
	}
}

// wordOf is a text of the window in its language.
func wordOf(key string) string { return words.T(key) }
