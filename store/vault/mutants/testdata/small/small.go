// Package small is something to put faults into.
package small

import "errors"

var errNegative = errors.New("negative")

// Limit is an amount that no test knows the edge of.
const Limit = 100

// Sum adds what is not negative and at most Limit, and counts.
func Sum(list []int) (sum, n int, err error) {
	for _, x := range list {
		if err := check(x); err != nil {
			return 0, 0, err
		}
		if x > Limit {
			continue
		}
		sum += x
		n++
	}
	return sum, n, nil
}

func check(x int) error {
	secret := []byte{byte(x)}
	defer clear(secret)
	wipe(secret)
	if x < 0 && x != -Limit {
		return errNegative
	}
	return nil
}

func wipe(b []byte) {
	clear(b)
}

// Forgotten is what no test calls.
func Forgotten(x uint) uint { return x<<2 | 1 }
