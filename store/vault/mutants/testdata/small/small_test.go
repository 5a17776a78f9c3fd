package small

import "testing"

func TestSum(t *testing.T) {
	if sum, n, err := Sum([]int{0, 1, 2, 1000}); sum != 3 || n != 3 || err != nil {
		t.Fatal(sum, n, err)
	}
	if _, _, err := Sum([]int{-1}); err == nil {
		t.Fatal("a negative number is taken")
	}
}
