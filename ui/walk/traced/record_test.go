package traced

import (
	"bufio"
	"bytes"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// watched are the calls by which a program can make a file, name it, fill it, or reach another program.
const watched = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,mknodat," +
	"unlink,unlinkat,rmdir,truncate,memfd_create,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,splice,vmsplice," +
	"mmap,socket,connect,sendto,sendmsg,sendmmsg,io_uring_setup"

// record is what a program did, read from strace's report.
type record struct {
	dir      string                   // where the program was started
	opened   map[string]int           // files opened for writing, and how often
	named    map[string]bool          // every name given: files, folders, links
	removed  map[string]bool          // names taken away
	moved    map[string]string        // the new name of what was renamed
	wrote    map[string]*bytes.Buffer // what went into a file or a socket, in order
	unseen   map[string]string        // files filled by a call whose bytes strace does not show, and the call
	sockets  map[string]int           // kinds of sockets made
	peers    map[string]bool          // local sockets that were connected to
	cut      []string                 // lines whose text is not whole
	calls    int
	ends     map[string]string // socket:[inode] → its peer
	pending  map[string]string // by process: a call that was interrupted in the report
	unnamed  int               // writes to files whose name could not be read
	shielded int               // texts that strace was not allowed to read
}

func newRecord(dir string) *record {
	return &record{
		dir: dir, opened: map[string]int{}, named: map[string]bool{}, removed: map[string]bool{}, moved: map[string]string{},
		wrote: map[string]*bytes.Buffer{}, unseen: map[string]string{}, sockets: map[string]int{}, peers: map[string]bool{},
		ends: map[string]string{}, pending: map[string]string{},
	}
}

var (
	lineForm  = regexp.MustCompile(`^(\d+) +(.*)$`)
	resumed   = regexp.MustCompile(`^<\.\.\. \w+ resumed>`)
	descForm  = regexp.MustCompile(`^(\d+)<([^>]*)>`)
	mmapForm  = regexp.MustCompile(`^[^,]+, \d+, ([A-Z_|]+), ([A-Z_|]+), (\d+<[^>]*>)`)
	resultFD  = regexp.MustCompile(`^\d+<([^>]*)>`)
	namesForm = regexp.MustCompile(`(?:(?:AT_FDCWD|\d+)(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)"`)
	pathForm  = regexp.MustCompile(`sun_path=(@?"(?:[^"\\]|\\.)*")`)
)

// read takes in a whole report.
func (r *record) read(from io.Reader) error {
	in := bufio.NewReaderSize(from, 1<<20)
	for {
		line, err := in.ReadString('\n')
		if m := lineForm.FindStringSubmatch(strings.TrimSuffix(line, "\n")); m != nil {
			r.line(m[1], m[2])
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// line takes in one line; a call that was interrupted counts when the rest of it is there.
func (r *record) line(process, text string) {
	if start, is := strings.CutSuffix(text, " <unfinished ...>"); is {
		r.pending[process] = start
		return
	}
	if mark := resumed.FindString(text); mark != "" {
		text = r.pending[process] + text[len(mark):]
		delete(r.pending, process)
	}
	name, rest, ok := strings.Cut(text, "(")
	at := strings.LastIndex(rest, ") ")
	if !ok || at < 0 || strings.ContainsAny(name, " +-<") {
		return // a signal, or an end
	}
	_, result, _ := strings.Cut(rest[at:], "= ")
	r.call(name, rest[:at], result)
}

// call takes in a call that has ended.
func (r *record) call(name, args, result string) {
	r.calls++
	failed := strings.HasPrefix(result, "-1")
	switch name {
	case "socket":
		family, _, _ := strings.Cut(args, ",")
		r.sockets[family]++
		return
	case "connect", "sendto", "sendmsg", "sendmmsg":
		r.reach(args)
	case "io_uring_setup", "vmsplice":
		r.unseen[name] = name
	}
	if failed {
		return
	}
	switch name {
	case "open", "openat", "openat2", "creat":
		r.open(name, args, result)
	case "rename", "renameat", "renameat2", "link", "linkat":
		r.rename(name, args)
	case "mkdir", "mkdirat", "mknod", "mknodat", "symlink", "symlinkat", "truncate":
		for _, p := range r.names(args) {
			r.named[p] = true
		}
	case "unlink", "unlinkat", "rmdir":
		for _, p := range r.names(args) {
			r.removed[p] = true
		}
	case "write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg":
		r.write(args)
	case "sendfile", "copy_file_range", "splice":
		r.copied(name, args)
	case "mmap":
		if m := mmapForm.FindStringSubmatch(args); m != nil && strings.Contains(m[1], "PROT_WRITE") && strings.Contains(m[2], "MAP_SHARED") {
			r.hidden(name, m[3])
		}
	}
}

func (r *record) open(name, args, result string) {
	if name != "creat" && !strings.Contains(args, "O_WRONLY") && !strings.Contains(args, "O_RDWR") && !strings.Contains(args, "O_CREAT") {
		return
	}
	m := resultFD.FindStringSubmatch(result)
	if m == nil {
		r.unnamed++
		return
	}
	r.opened[plainPath(m[1])]++
	if strings.Contains(args, "O_CREAT") || name == "creat" {
		for _, p := range r.names(args) {
			r.named[p] = true
		}
	}
}

func (r *record) rename(name, args string) {
	if p := r.names(args); len(p) == 2 {
		r.named[p[1]] = true
		if strings.HasPrefix(name, "rename") {
			r.moved[p[0]] = p[1]
		}
	}
}

// names are the paths among the arguments, whole.
func (r *record) names(args string) (out []string) {
	for _, m := range namesForm.FindAllStringSubmatch(args, -1) {
		path, dir := unescape(m[2]), unescape(m[1])
		if dir == "" {
			dir = r.dir
		}
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		out = append(out, filepath.Clean(path))
	}
	return out
}

// reach notes to whom a local socket leads.
func (r *record) reach(args string) {
	m := pathForm.FindStringSubmatch(args)
	if m == nil {
		return
	}
	peer := unescape(strings.Replace(m[1], `"`, "", 2))
	r.peers[peer] = true
	if d := descForm.FindStringSubmatch(args); d != nil {
		r.ends[d[2]] = "socket " + peer
	}
}

// write keeps what was written, by the file's or the socket's name. What goes to the display is not
// kept: it is meant to be seen, and it is nearly all there is.
func (r *record) write(args string) {
	d := descForm.FindStringSubmatch(args)
	if d == nil {
		r.unnamed++
		return
	}
	to := plainPath(d[2])
	if strings.HasPrefix(to, "socket:") {
		to = r.ends[d[2]]
	}
	if !strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "socket ") || isDisplay(to) {
		return
	}
	b := r.wrote[to]
	if b == nil {
		b = &bytes.Buffer{}
		r.wrote[to] = b
	}
	texts := 0
	for rest := args[len(d[0]):]; ; texts++ {
		text, after, more := quoted(rest)
		if !more {
			break
		}
		if strings.HasPrefix(after, "...") {
			r.cut = append(r.cut, to)
		}
		b.WriteString(text)
		rest = after
	}
	if texts == 0 && strings.Contains(args, ", 0x") {
		r.shielded++
	}
}

func isDisplay(to string) bool { return strings.Contains(to, "/.X11-unix/") }

// copied notes the target of a copy inside the kernel.
func (r *record) copied(name, args string) {
	descriptors := regexp.MustCompile(`\d+<[^>]*>`).FindAllString(args, -1)
	if len(descriptors) < 2 {
		return
	}
	to := descriptors[1]
	if name == "sendfile" {
		to = descriptors[0]
	}
	r.hidden(name, to)
}

// hidden notes a file that is filled without a word in the report.
func (r *record) hidden(name, descriptor string) {
	if d := descForm.FindStringSubmatch(descriptor); d != nil && strings.HasPrefix(d[2], "/") {
		r.unseen[plainPath(d[2])] = name
	}
}

// plainPath is a descriptor's path as strace shows it, of a file that may be gone.
func plainPath(shown string) string { return strings.TrimSuffix(unescape(shown), " (deleted)") }

// quoted finds the first text in quotation marks and returns it as it was, and what follows it.
func quoted(s string) (text, after string, ok bool) {
	start := strings.IndexByte(s, '"')
	if start < 0 {
		return "", "", false
	}
	for i := start + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return unescape(s[start+1 : i]), s[i+1:], true
		}
	}
	return "", "", false
}

// unescape undoes how strace, as C does, writes what is no plain letter.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out = append(out, s[i])
			continue
		}
		i++
		if at := strings.IndexByte("ntrvf", s[i]); at >= 0 {
			out = append(out, "\n\t\r\v\f"[at])
			continue
		}
		end := i
		for end < len(s) && end < i+3 && '0' <= s[end] && s[end] <= '7' {
			end++
		}
		if end == i {
			out = append(out, s[i])
			continue
		}
		n, _ := strconv.ParseUint(s[i:end], 8, 16) // three octal digits are a number
		out = append(out, byte(n))
		i = end - 1
	}
	return string(out)
}
