package safe

import "custody/app"

// Broken says that a file can't be read.
func Broken(cause error) *app.Error {
	return app.Errf(app.Damaged, "error.reader.broken").Because(cause)
}

// Time says that opening or drawing took too long, or was given up.
func Time(cause error) *app.Error {
	return app.Errf(app.Conflict, "error.reader.time").Because(cause)
}

// Unknown says that this kind of file can't be shown.
func Unknown() *app.Error { return app.Errf(app.Invalid, "error.reader.unknown") }

// Empty says that a file holds nothing.
func Empty() *app.Error { return app.Errf(app.Invalid, "error.reader.empty") }

// Large says that a file of size bytes is beyond the limit for its kind.
func Large(size, limit int64) *app.Error {
	return app.Errf(app.Invalid, "error.reader.large", (size+1<<20-1)>>20, limit>>20)
}

// Pixels says that a picture is beyond the limit, in megapixels.
func Pixels(width, height, limit int) *app.Error {
	return app.Errf(app.Invalid, "error.reader.pixels", width, height, limit)
}

// Bomb says that a file would unpack to more than limit bytes.
func Bomb(limit int64) *app.Error {
	return app.Errf(app.Invalid, "error.reader.bomb", limit>>20)
}

// Page says that one page, counted from 0, can't be shown.
func Page(page int, cause error) *app.Error {
	return app.Errf(app.Damaged, "error.reader.page", page+1).Because(cause)
}

// Zoom says that a page was asked for at a scale that is none.
func Zoom() *app.Error { return app.Errf(app.Invalid, "error.reader.zoom") }
