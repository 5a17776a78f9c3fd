// Package book says what a document opened for reading is: pages that can be shown as pictures,
// and the text on them. Everything lives in memory; nothing is ever written.
package book

import (
	"context"
	"image"
	"io"
)

// Source is the clear content of a document.
type Source interface {
	io.ReaderAt
	Size() int64 // bytes
}

// Rendering says how a page is wanted.
type Rendering struct {
	Scale float64 // pixels for each point (1/72 inch)
	Turn  int     // quarter turns clockwise, 0 to 3
}

// Book is an opened document. Its methods may be called from several goroutines. Errors are
// *app.Error with what to tell the person; a book that fails never takes the program with it.
type Book interface {
	Pages() int
	// Size is a page's width and height in points, before any turn. Pages count from 0.
	Size(page int) (width, height float64)
	// Render draws a page, white ground, without a mark. The picture is the caller's.
	Render(ctx context.Context, page int, r Rendering) (*image.RGBA, error)
	// Text is the words on a page in reading order, with their places; none for a picture.
	Text(ctx context.Context, page int) ([]Word, error)
	// Close wipes what the book holds. Close the source after it.
	Close() error
}

// Word is a piece of text on a page and where it stands, in points from the top left.
type Word struct {
	Text       string
	X, Y, W, H float64
}
