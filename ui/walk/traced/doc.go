// Package traced runs the real program under strace, on the console and in its window, types words
// into it and reads in the record of its system calls every file that it wrote, also those that were
// gone again a moment later: each lies where the program is meant to write, none holds a word but what
// a person saved on purpose, and nothing went over a network.
package traced
