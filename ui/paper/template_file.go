package paper

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"custody/app"
	"custody/app/wording"
)

// maxText is the largest plain text that is read, in bytes.
const maxText = 4 << 20

// TextFile reads the wording of a commitment from a Word document (.docx) or a plain text. Nothing is written.
// Returns Invalid (error.wording.…) with the reason in words.
func TextFile(path string) (wording.Text, error) {
	file, err := os.Open(path)
	if err != nil {
		return wording.Text{}, app.Errf(app.Invalid, "error.wording.open").Because(err)
	}
	defer file.Close()
	var t wording.Text
	if strings.EqualFold(filepath.Ext(path), ".docx") {
		t, err = textOfDocx(file)
	} else {
		t, err = textOfPlain(file)
	}
	for cause, key := range map[error]string{
		wording.ErrFile: "error.wording.file", wording.ErrNothing: "error.wording.nothing", wording.ErrMuch: "error.wording.much",
	} {
		if errors.Is(err, cause) {
			return t, app.Errf(app.Invalid, key)
		}
	}
	return t, err
}

func textOfDocx(file *os.File) (wording.Text, error) {
	info, err := file.Stat()
	if err != nil {
		return wording.Text{}, err
	}
	return wording.FromDocx(file, info.Size())
}

func textOfPlain(file *os.File) (wording.Text, error) {
	data, err := io.ReadAll(io.LimitReader(file, maxText+1))
	if err != nil {
		return wording.Text{}, err
	}
	if len(data) > maxText {
		return wording.Text{}, wording.ErrMuch
	}
	return wording.FromText(data)
}
