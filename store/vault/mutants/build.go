package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is the package with all faults in it.
type program struct {
	name, dir, path string
	faults          []*fault
	texts           map[string][]byte // by path of the file they stand for
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir, Name, Export string
	GoFiles                       []string
	DepOnly                       bool
}

// load reads and checks the package, and finds its faults.
func load(pkg string) (*program, error) {
	out, err := exec.Command("go", "list", "-deps", "-export", "-json=ImportPath,Dir,Name,Export,GoFiles,DepOnly", pkg).Output()
	if err != nil {
		return nil, failure("go list", err)
	}
	exports := map[string]string{}
	var target listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := d.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[l.ImportPath] = l.Export
		if !l.DepOnly {
			target = l
		}
	}
	p := &program{name: target.Name, dir: target.Dir, path: target.ImportPath, texts: map[string][]byte{}}
	return p, p.find(target, exports)
}

func failure(what string, err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("%s: %s", what, exit.Stderr)
	}
	return fmt.Errorf("%s: %w", what, err)
}

func (p *program) find(target listed, exports map[string]string) error {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range target.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(target.Dir, name), nil, parser.ParseComments)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	if _, err := conf.Check(target.ImportPath, fset, files, info); err != nil {
		return err
	}
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	for _, file := range files {
		path := fset.Position(file.Pos()).Filename
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f := &finder{fset: fset, info: info, src: src, next: len(p.faults)}
		ast.Inspect(file, f.visit)
		for _, found := range f.faults {
			if short, err := filepath.Rel(here, path); err == nil {
				found.at.Filename = short
			}
		}
		p.faults = append(p.faults, f.faults...)
		p.texts[path] = f.apply()
	}
	p.texts[filepath.Join(p.dir, "mutants_built_in.go")] = []byte(strings.Replace(builtIn, "PACKAGE", p.name, 1))
	return nil
}

// build compiles the tests of the package with the faults in it; the tree is left alone.
func (p *program) build(scratch string) (binary string, err error) {
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for path, text := range p.texts {
		to := filepath.Join(scratch, filepath.Base(path))
		if err := os.WriteFile(to, text, 0o600); err != nil {
			return "", err
		}
		overlay.Replace[path] = to
	}
	list, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	listFile := filepath.Join(scratch, "overlay.json")
	if err := os.WriteFile(listFile, list, 0o600); err != nil {
		return "", err
	}
	binary = filepath.Join(scratch, "package.test")
	out, err := exec.Command("go", "test", "-c", "-vet=off", "-overlay", listFile, "-o", binary, p.path).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go test -c: %w\n%s", err, out)
	}
	return binary, nil
}
