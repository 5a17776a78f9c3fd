package walk

import (
	"fmt"
	"image/png"
	"os"
)

// marked looks for the mark in a picture of the window, by the grey that it makes of a white page (mark.Burn), against a
// picture without a document.
func marked(reading, before string) error {
	with, err := greyDots(reading)
	if err != nil {
		return err
	}
	without, err := greyDots(before)
	if err != nil {
		return err
	}
	fmt.Printf("the mark: %d dots of its grey, %d without a document\n", with, without)
	if with < without+1500 {
		return fmt.Errorf("%d dots of the mark's grey, %d without a document: no page full of it", with, without)
	}
	return nil
}

// markGrey is what the mark makes of white.
const markGrey = 204

func greyDots(path string) (n int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		return 0, err
	}
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			if near(r) && near(g) && near(b) {
				n++
			}
		}
	}
	return n, nil
}

func near(v uint32) bool { return v>>8 >= markGrey-2 && v>>8 <= markGrey+2 }
