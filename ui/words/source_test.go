package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root is the repository, seen from this package.
const root = "../.."

// keyFields and keyCalls are where the office names a text: a struct's field, or the first
// string that one of its error constructors is given.
var (
	keyFields = map[string]bool{"Key": true, "MessageKey": true, "WordsKey": true}
	keyCalls  = map[string]bool{
		"Errf": true, "NotAllowedf": true, "NotFoundf": true, "Invalidf": true, "Conflictf": true, "Damagedf": true,
		"notAllowed": true, "notFound": true, "invalid": true, "conflict": true, "damaged": true,
	}
)

// TestSourcesNameKnownKeys reads the program itself: every key that it names has a text.
func TestSourcesNameKnownKeys(t *testing.T) {
	found := 0
	eachSource(t, []string{"ui", "app"}, func(set *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			key, pos := keyNamed(n)
			if key == "" {
				return true
			}
			found++
			if !Has(key) && !Has(key+".other") {
				t.Errorf("%s: no text for %q", set.Position(pos), key)
			}
			return true
		})
	})
	if found == 0 {
		t.Fatal("no key found in the sources: the search is broken")
	}
}

// TestNoChineseInSources: what a person reads comes from the translation files. What the
// walk types is no text of the program.
func TestNoChineseInSources(t *testing.T) {
	eachSource(t, []string{"ui"}, func(set *token.FileSet, file *ast.File) {
		if file.Name.Name == "walk" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && strings.ContainsFunc(literal(lit), isHan) {
				t.Errorf("%s: %s belongs in a translation file", set.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	})
}

// keyNamed returns the key that a node of the source names, or "".
func keyNamed(n ast.Node) (string, token.Pos) {
	switch n := n.(type) {
	case *ast.CallExpr:
		if !namesKey(n.Fun) {
			return "", 0
		}
		for _, arg := range n.Args {
			if lit, ok := arg.(*ast.BasicLit); ok && looksLikeKey(literal(lit)) {
				return literal(lit), lit.Pos()
			}
		}
	case *ast.KeyValueExpr:
		name, ok := n.Key.(*ast.Ident)
		lit, isLit := n.Value.(*ast.BasicLit)
		if ok && isLit && keyFields[name.Name] && looksLikeKey(literal(lit)) {
			return literal(lit), lit.Pos()
		}
	}
	return "", 0
}

// namesKey tells whether a called function takes a key: words.T, words.N, T and N here, or
// one of the office's error constructors.
func namesKey(fun ast.Expr) bool {
	switch f := fun.(type) {
	case *ast.SelectorExpr:
		pkg, ok := f.X.(*ast.Ident)
		if ok && pkg.Name == "words" {
			return f.Sel.Name == "T" || f.Sel.Name == "N"
		}
		return keyCalls[f.Sel.Name]
	case *ast.Ident:
		return f.Name == "T" || f.Name == "N" || keyCalls[f.Name]
	}
	return false
}

// looksLikeKey: area.name, all lower case; so no sentence is mistaken for one.
func looksLikeKey(s string) bool {
	area, rest, ok := strings.Cut(s, ".")
	return ok && area != "" && rest != "" && !strings.ContainsAny(s, " /%:,") && strings.ToLower(area) == area
}

func literal(lit *ast.BasicLit) string {
	if lit.Kind != token.STRING && lit.Kind != token.CHAR {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

// eachSource parses every Go file that is not a test under the folders named.
func eachSource(t *testing.T, folders []string, visit func(*token.FileSet, *ast.File)) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			visit(set, file)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
