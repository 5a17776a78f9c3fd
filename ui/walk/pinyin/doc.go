// Package pinyin tests that Chinese typed through an input method reaches the program:
// a client's name goes from the keys to the register. It starts a display, a session
// bus and fcitx5 of its own, so it runs the same on any machine that has them.
package pinyin
