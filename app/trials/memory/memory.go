// Package memory looks for secrets in what a running process may write to: its heap, stacks and data, as a core image
// would hold them. It needs Linux, and the right to read the process: one's own child, not hardened.
package memory

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"
)

// Find returns which of the secrets, by name, are in the process's memory, and where.
func Find(t testing.TB, pid int, secrets map[string][]byte) (found []string) {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	read := 0
	for line := range strings.Lines(string(maps)) {
		data := mapping(t, mem, line)
		read += len(data)
		for name, secret := range secrets {
			if n := bytes.Count(data, secret); n > 0 {
				found = append(found, fmt.Sprintf("%s, %d times in %s", name, n, strings.Join(strings.Fields(line), " ")))
			}
		}
	}
	if read < 4<<20 {
		t.Fatalf("read %d bytes only", read)
	}
	return found
}

// mapping reads what one line of /proc/PID/maps stands for, if it is writable.
func mapping(t testing.TB, mem *os.File, line string) []byte {
	t.Helper()
	var from, to uint64
	var mode string
	if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); err != nil {
		t.Fatal(line, err)
	}
	const shadow = 8 << 30 // what is larger belongs to the race detector and holds no data
	if !strings.HasPrefix(mode, "rw") || to-from > shadow || strings.Contains(line, "/dev/") {
		return nil
	}
	data := make([]byte, to-from)
	n, err := mem.ReadAt(data, int64(from))
	if err != nil && n == 0 {
		return nil // the kernel's own pages
	}
	return data[:n]
}

// Password is a password in the forms in which programs keep text.
func Password(s string) map[string][]byte {
	return map[string][]byte{"password": []byte(s), "password in UTF-16": UTF16(s), "password in UTF-32": UTF32(s)}
}

// UTF32 is text as lists of characters are kept, the low byte first.
func UTF32(s string) (out []byte) {
	for _, r := range s {
		out = binary.LittleEndian.AppendUint32(out, uint32(r))
	}
	return out
}

// UTF16 is text as some toolkits and systems keep it, the low byte first.
func UTF16(s string) (out []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}
