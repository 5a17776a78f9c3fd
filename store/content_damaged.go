package store

import "custody/app"

// DamagedContents returns the sealed contents whose document was found damaged and has not
// been read since: an opening is in the log before the file is looked at, its close only after it opened.
func (t *txn) DamagedContents() ([]app.Content, error) {
	return many(t, scanContent, `SELECT `+contentColumns+contentFrom+` WHERE x.id IN (
		SELECT y.id FROM audit a JOIN documents e ON e.code = a.object
			JOIN contents y ON y.document_id = e.id AND y.state = 'sealed' AND y.added_at <= a.at
		WHERE a.act = 'content.damaged' AND NOT EXISTS (
			SELECT 1 FROM audit o WHERE o.object = a.object AND o.seq > a.seq AND o.act = 'content.close' AND o.outcome = 'done'))
		ORDER BY x.id`)
}
