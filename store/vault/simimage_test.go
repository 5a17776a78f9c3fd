package vault_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
)

// replay follows a trace and knows, at each place in it, what is durable and what is not.
type replay struct {
	nodes   map[int]*diskNode
	names   map[string]int // durable
	dirs    map[string]bool
	pending []event // changes of folders, not yet durable
	want    want
}

// diskNode is a file on the disk: what was synced, and what was done to it since.
type diskNode struct {
	synced content
	ops    []event
}

func newReplay(start *volume, w want) *replay {
	r := &replay{nodes: map[int]*diskNode{}, names: map[string]int{}, dirs: maps.Clone(start.dirs), want: w}
	for i, p := range start.paths() {
		r.nodes[i+1] = &diskNode{synced: start.files[p].dup()}
		r.names[p] = i + 1
	}
	return r
}

// advance takes one event in.
func (r *replay) advance(e event) {
	switch e.kind {
	case evWrite, evTruncate:
		n := r.nodes[e.node]
		n.ops = append(n.ops, e)
	case evSync:
		n := r.nodes[e.node]
		for _, op := range n.ops {
			op.apply(&n.synced)
		}
		n.ops = nil
	case evCreate:
		r.nodes[e.node] = &diskNode{}
		r.pending = append(r.pending, e)
	case evRename, evRemove, evMkdir:
		r.pending = append(r.pending, e)
	case evSyncDir:
		var rest []event
		for _, p := range r.pending {
			if filepath.Dir(p.path) != e.path {
				rest = append(rest, p)
				continue
			}
			p.link(r.names, r.dirs)
			for i, q := range rest { // what is still to come in a renamed folder
				if in, ok := strings.CutPrefix(q.path, p.path+"/"); ok && p.kind == evRename {
					rest[i].path = p.to + "/" + in
				}
			}
		}
		r.pending = rest
	case evNote:
		r.want = *e.want
	}
}

func (e event) apply(c *content) {
	if e.kind == evTruncate {
		c.truncate(e.off)
		return
	}
	c.writeAt(e.data, e.off)
}

// link makes a change of a folder.
func (e event) link(names map[string]int, dirs map[string]bool) {
	switch e.kind {
	case evCreate:
		names[e.path] = e.node
	case evMkdir:
		dirs[e.path] = true
	default:
		link(e, names, dirs)
	}
}

// image is a folder as a power loss at this place could leave it.
func (r *replay) image(rng *rand.Rand) *volume {
	names, dirs := maps.Clone(r.names), maps.Clone(r.dirs)
	for _, e := range survivors(r.pending, rng) {
		e.link(names, dirs)
	}
	v := &volume{files: map[string]*content{}, dirs: map[string]bool{}}
	for d := range dirs {
		if reachable(dirs, d) {
			v.dirs[d] = true
		}
	}
	mode := rng.IntN(modes)
	for _, p := range slices.Sorted(maps.Keys(names)) {
		if !v.dirs[filepath.Dir(p)] {
			continue
		}
		if rng.IntN(2) == 0 {
			mode = rng.IntN(modes)
		}
		v.files[p] = r.nodes[names[p]].image(mode, rng)
	}
	return v
}

// survivors are the changes of folders that reached the disk: none, all, the first ones, or any.
func survivors(all []event, rng *rand.Rand) []event {
	switch rng.IntN(4) {
	case 0:
		return nil
	case 1:
		return all
	case 2:
		return all[:rng.IntN(len(all)+1)]
	}
	return slices.DeleteFunc(slices.Clone(all), func(event) bool { return rng.IntN(2) == 0 })
}

func reachable(dirs map[string]bool, d string) bool {
	for ; d != "/" && d != "."; d = filepath.Dir(d) {
		if !dirs[d] {
			return false
		}
		if d == "/sim" {
			return true
		}
	}
	return false
}

// What becomes of a file's unsynced operations.
const (
	modeLost      = iota // none reached the disk
	modeAll              // all did
	modePrefix           // the first ones did, the last of them torn
	modeSome             // some did, in order
	modeReordered        // some did, in any order
	modeTorn             // of each, some sectors
	modeGarbage          // of each, some sectors, and some are noise
	modes
)

// image is the file after a power loss.
func (n *diskNode) image(mode int, rng *rand.Rand) *content {
	c := n.synced.share()
	if len(n.ops) == 0 {
		return &c
	}
	ops := n.ops
	torn, noise := mode == modeTorn || mode == modeGarbage, mode == modeGarbage
	last := -1
	switch mode {
	case modeLost:
		ops = nil
	case modePrefix:
		ops = ops[:1+rng.IntN(len(ops))]
		last, noise = len(ops)-1, rng.IntN(2) == 0
	case modeSome, modeReordered:
		ops = slices.DeleteFunc(slices.Clone(ops), func(event) bool { return rng.IntN(3) == 0 })
	}
	if mode == modeReordered || torn && rng.IntN(2) == 0 {
		ops = slices.Clone(ops)
		rng.Shuffle(len(ops), func(i, j int) { ops[i], ops[j] = ops[j], ops[i] })
	}
	for i, op := range ops {
		switch {
		case !torn && i != last:
			op.apply(&c)
		case op.kind == evTruncate:
			op.cut(&c, rng)
		default:
			op.tear(&c, rng, noise)
		}
	}
	if rng.IntN(4) == 0 {
		n.loseLength(&c, rng)
	}
	return &c
}

// loseLength cuts the file back to a length it had since it was synced: the data went to the disk, the length did not.
func (n *diskNode) loseLength(c *content, rng *rand.Rand) {
	had := n.synced.size
	lengths := []int64{had}
	for _, op := range n.ops {
		had = max(had, op.off+int64(len(op.data)))
		if op.kind == evTruncate {
			had = op.off
		}
		lengths = append(lengths, had)
	}
	if to := lengths[rng.IntN(len(lengths))]; to < c.size {
		c.truncate(to)
	}
}

const sector = 512

// tear applies some sectors of a write; with noise, others become garbage.
func (e event) tear(c *content, rng *rand.Rand, noise bool) {
	for at := 0; at < len(e.data); {
		off := e.off + int64(at)
		n := min(sector-int(off%sector), len(e.data)-at)
		part := e.data[at : at+n]
		switch k := rng.IntN(5); {
		case k < 2:
		case k == 2 && noise:
			c.writeAt(garbage(n, rng), off)
		default:
			c.writeAt(part, off)
		}
		at += n
	}
}

// cut shortens a file, perhaps not all the way.
func (e event) cut(c *content, rng *rand.Rand) {
	to := e.off
	if more := (c.size - e.off) / sector; more > 0 && rng.IntN(2) == 0 {
		to += sector * rng.Int64N(more)
	}
	c.truncate(to)
}

func garbage(n int, rng *rand.Rand) []byte {
	var b bytes.Buffer
	for b.Len() < n {
		x := rng.Uint64()
		for range 8 {
			b.WriteByte(byte(x))
			x >>= 8
		}
	}
	return b.Bytes()[:n]
}
