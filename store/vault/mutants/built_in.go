package main

// builtIn is compiled into the package under test. mutant_(n) tells whether fault n is the one to make; when a trace is
// asked for, it marks in a file shared with child processes that somebody came by.
const builtIn = `package PACKAGE

import (
	"cmp"
	"os"
	"strconv"
	"syscall"
)

var (
	mutantOn_   = -1
	mutantSeen_ []byte
)

func init() {
	if n, err := strconv.Atoi(os.Getenv("MUTANT")); err == nil {
		mutantOn_ = n
	}
	f, err := os.OpenFile(os.Getenv("MUTANT_TRACE"), os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		panic(err)
	}
	mutantSeen_, err = syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		panic(err)
	}
}

func mutant_(n int) bool {
	if mutantSeen_ != nil {
		mutantSeen_[n] = 1
	}
	return n == mutantOn_
}

type mutantInt_ interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

func mutantLess_[T cmp.Ordered](not, edge int, a, b T) bool {
	return (a < b || mutant_(edge) && a == b) != mutant_(not)
}

func mutantLessOrEqual_[T cmp.Ordered](not, edge int, a, b T) bool {
	return (a < b || !mutant_(edge) && a == b) != mutant_(not)
}

func mutantMore_[T cmp.Ordered](not, edge int, a, b T) bool {
	return (a > b || mutant_(edge) && a == b) != mutant_(not)
}

func mutantMoreOrEqual_[T cmp.Ordered](not, edge int, a, b T) bool {
	return (a > b || !mutant_(edge) && a == b) != mutant_(not)
}

func mutantAdd_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a - b }; return a + b }
func mutantSub_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a + b }; return a - b }
func mutantMul_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a / b }; return a * b }
func mutantQuo_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a * b }; return a / b }
func mutantRem_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a * b }; return a % b }
func mutantAnd_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a | b }; return a & b }
func mutantOr_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a & b }; return a | b }
func mutantXor_[T mutantInt_](n int, a, b T) T { if mutant_(n) { return a & b }; return a ^ b }
func mutantShl_[T, S mutantInt_](n int, a T, b S) T { if mutant_(n) { return a >> b }; return a << b }
func mutantShr_[T, S mutantInt_](n int, a T, b S) T { if mutant_(n) { return a << b }; return a >> b }
`
