package console

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/paper"
	"custody/ui/words"
)

// runAuditExport writes the whole log to a new file, in the form its name ends with.
func runAuditExport(ctx context.Context, c *call) error {
	if c.out == "" || len(c.args) > 0 {
		return errUsage
	}
	if !slices.Contains(exportForms, strings.ToLower(filepath.Ext(c.out))) {
		return tell("console.audit.form")
	}
	return c.within(ctx, c.vault, func(s *session) error {
		entries, err := s.office.ExportAudit(ctx, app.AuditFilter{})
		if err != nil {
			return err
		}
		data, err := auditFile(strings.ToLower(filepath.Ext(c.out)), entries)
		if err != nil {
			return err
		}
		if err := writeNew(c.out, data); err != nil {
			return err
		}
		return c.print(map[string]any{"file": c.out, "entries": len(entries)}, words.T("console.audit.exported", len(entries), c.out))
	})
}

// exportForms are the endings that name a form of export.
var exportForms = []string{".xlsx", ".csv", ".json"}

func auditFile(ext string, entries []app.Entry) ([]byte, error) {
	var buf bytes.Buffer
	var err error
	switch ext {
	case ".xlsx":
		err = sheet.Write(&buf, paper.AuditTable(entries))
	case ".csv":
		err = sheet.WriteCSV(&buf, paper.AuditTable(entries))
	default:
		err = writeAuditJSON(&buf, entries)
	}
	return buf.Bytes(), err
}

// auditLine is one entry as a machine reads it; hashes and signatures in hex.
type auditLine struct {
	Seq      int64           `json:"seq"`
	At       string          `json:"at"`
	Login    string          `json:"login"`
	Actor    string          `json:"actor"`
	OnBehalf string          `json:"on_behalf,omitempty"`
	Act      string          `json:"act"`
	Object   string          `json:"object"`
	Outcome  string          `json:"outcome"`
	Detail   json.RawMessage `json:"detail"`
	Prev     string          `json:"prev"`
	Hash     string          `json:"hash"`
	Sig      string          `json:"sig"`
}

func writeAuditJSON(buf *bytes.Buffer, entries []app.Entry) error {
	lines := make([]auditLine, len(entries))
	for i, e := range entries {
		detail := json.RawMessage(e.Detail)
		if !json.Valid(detail) {
			detail = json.RawMessage("null")
		}
		lines[i] = auditLine{
			e.Seq, e.At.UTC().Format(time.RFC3339Nano), e.Login, e.Actor, e.OnBehalf, e.Act, e.Object, string(e.Outcome), detail,
			hex.EncodeToString(e.Prev), hex.EncodeToString(e.Hash), hex.EncodeToString(e.Sig),
		}
	}
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(lines)
}

// writeNew writes a file that must not be there yet, readable by its owner only. A file
// that can't be finished is removed.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if os.IsExist(err) {
		return tell("console.exists", path)
	}
	if err != nil {
		return tell("console.unwritable", path)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path) // half a file is worse than none
		return tell("console.unfinished", path)
	}
	return nil
}
