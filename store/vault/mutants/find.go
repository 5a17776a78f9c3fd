package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// fault is one change of the code.
type fault struct {
	n    int
	at   token.Position
	kind string // what was done
	text string // to what
	fate fate
}

// String names the place and the change.
func (f *fault) String() string { return fmt.Sprintf("%s %s: %s", f.at, f.kind, f.text) }

// Kinds of faults.
const (
	negated  = "condition negated"
	moved    = "boundary moved"
	ignored  = "error ignored"
	dropped  = "half of a condition dropped"
	swapped  = "operator swapped"
	removed  = "statement removed"
	reversed = "counting reversed"
)

// finder collects the faults of one file, and the edits of its text that build them in.
type finder struct {
	fset   *token.FileSet
	info   *types.Info
	src    []byte
	faults []*fault
	next   int // number of the next fault
	edits  []edit
}

// edit puts text at an offset, in place of cut bytes. At one offset what closes comes before what opens; of those that
// close the inner one comes first, of those that open the outer one.
type edit struct {
	at, cut int
	text    string
	order   int
}

func (f *finder) add(n ast.Node, kind string) int {
	from, to := f.offset(n.Pos()), f.offset(n.End())
	text := strings.Join(strings.Fields(string(f.src[from:to])), " ")
	if r := []rune(text); len(r) > 70 {
		text = string(r[:70]) + "…"
	}
	f.faults = append(f.faults, &fault{n: f.next, at: f.fset.Position(n.Pos()), kind: kind, text: text})
	f.next++
	return f.next - 1
}

func (f *finder) offset(p token.Pos) int { return f.fset.Position(p).Offset }

// around puts text before and after a node; nodes are visited from the outside in.
func (f *finder) around(n ast.Node, before, after string) {
	order := len(f.edits) + 1
	f.edits = append(f.edits, edit{f.offset(n.Pos()), 0, before, order}, edit{f.offset(n.End()), 0, after, -order})
}

// call turns a op b into name(numbers, a, b).
func (f *finder) call(b *ast.BinaryExpr, name string, numbers ...int) {
	args := ""
	for _, n := range numbers {
		args += fmt.Sprintf("%d, ", n)
	}
	f.around(b, name+"("+args, ")")
	f.edits = append(f.edits, edit{f.offset(b.OpPos), len(b.Op.String()), ",", 0})
}

// apply gives the text with all edits made.
func (f *finder) apply() []byte {
	slices.SortStableFunc(f.edits, func(a, b edit) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return a.order - b.order
	})
	var out []byte
	last := 0
	for _, e := range f.edits {
		out = append(append(out, f.src[last:e.at]...), e.text...)
		last = e.at + e.cut
	}
	return append(out, f.src[last:]...)
}

// visit is called for every node, from the outside in.
func (f *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		return n.Tok != token.CONST
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CaseClause:
		f.statements(n.Body)
	case *ast.CommClause:
		f.statements(n.Body)
	case *ast.IfStmt:
		f.condition(n.Cond)
	case *ast.ForStmt:
		if n.Cond != nil {
			f.condition(n.Cond)
		}
	case *ast.BinaryExpr:
		f.binary(n)
	}
	return true
}

// condition negates what is no comparison; comparisons are negated by themselves.
func (f *finder) condition(e ast.Expr) {
	switch e.(type) {
	case *ast.BinaryExpr, *ast.ParenExpr:
		return
	}
	f.around(e, "(", fmt.Sprintf(") != mutant_(%d)", f.add(e, negated)))
}

func (f *finder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			if call, is := s.X.(*ast.CallExpr); !is || called(call) == "panic" || overwrites(call) {
				continue
			}
			f.remove(s)
		case *ast.DeferStmt:
			if overwrites(s.Call) || called(s.Call) == "clear" {
				continue
			}
			f.remove(s)
		case *ast.GoStmt:
			f.remove(s)
		case *ast.IncDecStmt:
			other := map[token.Token]string{token.INC: "--", token.DEC: "++"}[s.Tok]
			f.instead(s, f.text(s.X)+other, reversed)
		case *ast.AssignStmt:
			f.assignment(s)
		}
	}
}

func (f *finder) assignment(s *ast.AssignStmt) {
	other := map[token.Token]string{token.ADD_ASSIGN: "-=", token.SUB_ASSIGN: "+="}[s.Tok]
	switch {
	case s.Tok == token.DEFINE:
	case other != "" && f.integer(s.Lhs[0]):
		f.instead(s, f.text(s.Lhs[0])+other+f.text(s.Rhs[0]), swapped)
	default:
		f.remove(s)
	}
}

func (f *finder) text(n ast.Node) string { return string(f.src[f.offset(n.Pos()):f.offset(n.End())]) }

func (f *finder) remove(s ast.Stmt) {
	f.around(s, fmt.Sprintf("if !mutant_(%d) { ", f.add(s, removed)), " }")
}

func (f *finder) instead(s ast.Stmt, other, kind string) {
	f.around(s, fmt.Sprintf("if mutant_(%d) { %s } else { ", f.add(s, kind), other), " }")
}

// overwrites reports whether all that the call does is to overwrite memory that nobody reads any more. A clear that is not
// deferred may be there for its zeros.
func overwrites(call *ast.CallExpr) bool {
	return slices.Contains([]string{"wipe", "clearStack"}, called(call))
}

// called is the name of the function or method.
func called(call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

var compared = map[token.Token]string{
	token.LSS: "mutantLess_", token.LEQ: "mutantLessOrEqual_", token.GTR: "mutantMore_", token.GEQ: "mutantMoreOrEqual_",
}

var computed = map[token.Token]string{
	token.ADD: "mutantAdd_", token.SUB: "mutantSub_", token.MUL: "mutantMul_", token.QUO: "mutantQuo_", token.REM: "mutantRem_",
	token.AND: "mutantAnd_", token.OR: "mutantOr_", token.XOR: "mutantXor_", token.SHL: "mutantShl_", token.SHR: "mutantShr_",
}

func (f *finder) binary(b *ast.BinaryExpr) {
	if f.constant(b) {
		return
	}
	switch {
	case b.Op == token.LAND || b.Op == token.LOR:
		f.half(b, b.X)
		f.half(b, b.Y)
	case compared[b.Op] != "":
		f.call(b, compared[b.Op], f.add(b, negated), f.add(b, moved))
	case b.Op == token.EQL || b.Op == token.NEQ:
		f.equality(b)
	case computed[b.Op] != "" && f.integer(b) && !(f.constant(b.X) && (b.Op == token.SHL || b.Op == token.SHR)):
		f.call(b, computed[b.Op], f.add(b, swapped))
	}
}

// half makes an operand of && true, of || false.
func (f *finder) half(b *ast.BinaryExpr, side ast.Expr) {
	if inner, is := side.(*ast.BinaryExpr); is && inner.Op == b.Op {
		return // its own operands are dropped
	}
	n := f.add(side, dropped)
	if b.Op == token.LAND {
		f.around(side, "((", fmt.Sprintf(") || mutant_(%d))", n))
	} else {
		f.around(side, "((", fmt.Sprintf(") && !mutant_(%d))", n))
	}
}

func (f *finder) equality(b *ast.BinaryExpr) {
	failure := f.info.Types[b.Y].IsNil() && types.Identical(f.info.TypeOf(b.X), types.Universe.Lookup("error").Type())
	switch {
	case failure && b.Op == token.NEQ:
		f.around(b, "((", fmt.Sprintf(") && !mutant_(%d))", f.add(b, ignored)))
	case failure:
		f.around(b, "((", fmt.Sprintf(") || mutant_(%d))", f.add(b, ignored)))
	default:
		f.around(b, "((", fmt.Sprintf(") != mutant_(%d))", f.add(b, negated)))
	}
}

func (f *finder) constant(e ast.Expr) bool { return f.info.Types[e].Value != nil }

func (f *finder) integer(e ast.Expr) bool {
	t, is := f.info.TypeOf(e).Underlying().(*types.Basic)
	return is && t.Info()&types.IsInteger != 0
}
