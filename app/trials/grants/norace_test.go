//go:build !race

package grants

const raced = false
