package store

import (
	"encoding/json"
	"math"

	"custody/app"
)

// AddSignature adds a signature.
func (t *txn) AddSignature(s app.Signature) (app.Signature, error) {
	strokes, err := json.Marshal(packStrokes(s.Strokes))
	if err != nil {
		return s, err
	}
	s.ID, err = t.insert(`INSERT INTO signatures (name, strokes, at, place) VALUES ($1, $2, $3, $4) RETURNING id`,
		s.Name, string(strokes), stamp(s.At), s.Place)
	return s, err
}

func scanSignature(sc scanner) (app.Signature, error) {
	var s app.Signature
	var strokes []byte
	var at string
	if err := sc.Scan(&s.ID, &s.Name, &strokes, &at, &s.Place); err != nil {
		return s, err
	}
	s.At = unstamp(at)
	var packed [][][2]float64
	if err := json.Unmarshal(strokes, &packed); err != nil {
		return s, err
	}
	s.Strokes = unpackStrokes(packed)
	return s, nil
}

// packStrokes rounds points to 1/10000 of the pad, finer than any screen's pixel.
func packStrokes(strokes [][]app.Point) [][][2]float64 {
	out := make([][][2]float64, len(strokes))
	for i, stroke := range strokes {
		out[i] = make([][2]float64, len(stroke))
		for j, p := range stroke {
			out[i][j] = [2]float64{math.Round(p.X*1e4) / 1e4, math.Round(p.Y*1e4) / 1e4}
		}
	}
	return out
}

func unpackStrokes(packed [][][2]float64) [][]app.Point {
	out := make([][]app.Point, len(packed))
	for i, stroke := range packed {
		out[i] = make([]app.Point, len(stroke))
		for j, p := range stroke {
			out[i][j] = app.Point{X: p[0], Y: p[1]}
		}
	}
	return out
}
