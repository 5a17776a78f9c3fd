package look

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"pgregory.net/rapid"
)

// counted measures a Latin character as 1 and any other as 2.
func counted(s string) float32 {
	n := float32(0)
	for _, r := range s {
		n++
		if r >= utf8.RuneSelf {
			n++
		}
	}
	return n
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float32
		want  string
	}{
		{"深圳市精工", 10, "深圳市精工"},
		{"深圳市精工", 9, "深圳市…"},
		{"深圳市精工", 1, "…"},
		{"深圳市精工", 0, "深圳市精工"},
		{"a\nb", 9, "a b"},
		{"", 5, ""},
	} {
		if got := Shorten(c.text, c.width, counted); got != c.want {
			t.Errorf("Shorten(%q, %v) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestWrapKeepsChineseRules(t *testing.T) {
	got := Wrap("未经客户书面同意，不提供（任何）信息。See Annex", 10, counted)
	want := []string{"未经客户书", "面同意，不", "提供（任", "何）信息。", "See Annex"}
	if !slices.Equal(got, want) || slices.ContainsFunc(got, func(l string) bool {
		return counted(l) > 10 || strings.HasPrefix(l, "，") || strings.HasPrefix(l, "）") || strings.HasSuffix(l, "（")
	}) {
		t.Errorf("Wrap gives %q", got)
	}
}

// TestWrapLosesNothing: whatever the text and the width, its characters stay, in order.
func TestWrapLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("守卷借阅𬱖（），。 abc\n12…"))).Draw(t, "text")
		width := rapid.Float32Range(-1, 30).Draw(t, "width")
		solid := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		lines := Wrap(text, width, counted)
		if got := solid(strings.Join(lines, "")); got != solid(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}

func TestTextIsCutToItsWidth(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(Theme(false))
	text := Plain("深圳市精工电子有限公司")
	test.NewTempWindow(t, text)
	text.Resize(fyne.NewSize(80, 20))
	line := test.WidgetRenderer(text).Objects()[0].(*canvas.Text)
	if !text.Cut() || !strings.HasSuffix(line.Text, "…") || line.MinSize().Width > 80 {
		t.Errorf("%q is %v wide", line.Text, line.MinSize().Width)
	}
	text.Resize(fyne.NewSize(400, 20))
	if text.Cut() || line.Text != text.Text() {
		t.Errorf("widened, it shows %q", line.Text)
	}
}

// TestColoursFollowTheTheme: a switch at run time reaches texts and boxes.
func TestColoursFollowTheTheme(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(Theme(false))
	text, box := Plain("守卷"), NewFill(ColorPanel, ColorLine, Corner)
	test.NewTempWindow(t, Column(Gap, text, box))
	app.Settings().SetTheme(Theme(true))
	if !Dark() {
		t.Fatal("the theme is not dark")
	}
	text.Refresh()
	box.Refresh()
	want, _ := paint(ColorText, true)
	if line := test.WidgetRenderer(text).Objects()[0].(*canvas.Text); line.Color != want {
		t.Errorf("text is %v", line.Color)
	}
	want, _ = paint(ColorPanel, true)
	if rect := test.WidgetRenderer(box).Objects()[0].(*canvas.Rectangle); rect.FillColor != want {
		t.Errorf("box is %v", rect.FillColor)
	}
}

func TestColumnGivesWrappedTextItsHeight(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(Theme(false))
	body, after := Body(strings.Repeat("未经客户书面同意，", 20)), Plain("后")
	column := Column(Gap, body, after)
	column.Resize(fyne.NewSize(300, 600))
	if after.Position().Y < body.MinSize().Height || body.MinSize().Height < 60 {
		t.Errorf("body is %v high, the next line at %v", body.MinSize().Height, after.Position().Y)
	}
}

func TestRowGivesTheRestToStretch(t *testing.T) {
	test.NewTempApp(t)
	left, right := Space(20), Space(30)
	middle := Stretch(Space(10))
	row := Row(Gap, left, middle, right)
	row.Resize(fyne.NewSize(200, 30))
	if right.Position().X != 170 || middle.Size().Width != 200-20-30-2*Gap {
		t.Errorf("right at %v, middle %v wide", right.Position().X, middle.Size().Width)
	}
}

func TestThemeKnowsFynesNames(t *testing.T) {
	for _, dark := range []bool{false, true} {
		th := Theme(dark)
		for name := range standardColors {
			if th.Color(name, theme.VariantLight) != th.Color(standardColors[name], theme.VariantDark) {
				t.Errorf("%s differs", name)
			}
		}
		if th.Size(theme.SizeNameText) != TextBody || th.Size(theme.SizeNamePadding) != 4 {
			t.Error("sizes are not the design's")
		}
	}
}
