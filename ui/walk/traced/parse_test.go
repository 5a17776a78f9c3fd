package traced

import (
	"strings"
	"testing"
)

// What strace reports is read as it is meant: texts in C's escapes, calls in two parts, paths of files that are gone.
func TestReportIsRead(t *testing.T) {
	report := strings.Join([]string{
		`7 openat(AT_FDCWD</w>, "a/\345\215\267.txt", O_WRONLY|O_CREAT|O_CLOEXEC, 0600 <unfinished ...>`,
		`8 write(5</w/gone (deleted)>, "x\n\1772\\\"\0", 6) = 6`,
		`7 <... openat resumed>) = 5</w/a/\345\215\267.txt>`,
		`7 openat(AT_FDCWD</w>, "none", O_WRONLY) = -1 ENOENT (No such file or directory)`,
		`7 openat(AT_FDCWD</w>, "read", O_RDONLY|O_CLOEXEC) = 6</w/read>`,
		`7 writev(5</w/a/\345\215\267.txt>, [{iov_base="one", iov_len=3}, {iov_base="two", iov_len=3}], 2) = 6`,
		`7 pwrite64(5</w/a/\345\215\267.txt>, "three"..., 9, 8192) = 9`,
		`7 renameat(AT_FDCWD</w>, "a/b", AT_FDCWD</w>, "/z/c") = 0`,
		`7 unlink("a/\345\215\267.txt") = 0`,
		`7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 9</w/mapped>, 0) = 0x7f0000000000`,
		`7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE, 9</w/library>, 0) = 0x7f0000000000`,
		`7 copy_file_range(3</w/from>, NULL, 4</w/to>, NULL, 10, 0) = 10`,
		`7 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3<socket:[11]>`,
		`7 socket(AF_INET6, SOCK_STREAM, 0) = -1 EAFNOSUPPORT (none)`,
		`7 connect(3<socket:[11]>, {sa_family=AF_UNIX, sun_path=@"/dbus"}, 20) = 0`,
		`7 sendmsg(3<socket:[11]>, {msg_name=NULL, msg_iov=[{iov_base="said", iov_len=4}], msg_iovlen=1}, 0) = 4`,
		`7 write(8</w/shielded>, 0xc000012000, 12) = 12`,
		`7 +++ exited with 0 +++`,
	}, "\n")
	r := newRecord("/w")
	if err := r.read(strings.NewReader(report)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/w/a/卷.txt": "onetwothree", "/w/gone": "x\n\1772\\\"\x00", "socket @/dbus": "said"} {
		if b := r.wrote[path]; b == nil || b.String() != want {
			t.Errorf("%s: %q, want %q", path, b, want)
		}
	}
	if len(r.opened) != 1 || r.opened["/w/a/卷.txt"] != 1 {
		t.Errorf("opened %v", r.opened)
	}
	if !r.named["/w/a/卷.txt"] || !r.named["/z/c"] || len(r.named) != 2 || r.moved["/w/a/b"] != "/z/c" || !r.removed["/w/a/卷.txt"] {
		t.Errorf("named %v, moved %v, removed %v", r.named, r.moved, r.removed)
	}
	if len(r.unseen) != 2 || r.unseen["/w/mapped"] != "mmap" || r.unseen["/w/to"] != "copy_file_range" {
		t.Errorf("unseen %v", r.unseen)
	}
	if r.sockets["AF_UNIX"] != 1 || r.sockets["AF_INET6"] != 1 || !r.peers["@/dbus"] {
		t.Errorf("sockets %v, peers %v", r.sockets, r.peers)
	}
	if len(r.cut) != 1 || r.shielded != 1 || r.unnamed != 0 {
		t.Errorf("%v cut, %d shielded, %d unnamed", r.cut, r.shielded, r.unnamed)
	}
}
