// Package vault keeps one SQLite database sealed on disk, and the keys that open it.
//
// A vault is a folder. Its files and what each seal stops are described in FORMAT.md. In short: SQLite
// runs over a virtual file system (VFS) that gathers the pages of a commit, appends them to a sealed redo log and
// syncs once; a checkpoint later moves the pages into the sealed register. Nothing but ciphertext reaches the
// disk, and a commit is either wholly there or not at all.
//
// The package knows nothing of the office. It imports no other package of this module.
package vault
