package trials_test

import (
	"context"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/app/trials/canary"
)

// vaultFiles are what the folder of a vault may hold; the last two are sealed documents.
var vaultFiles = []string{"keys", "register", "register.log", "lock", "attempts", sealedName, sealedName + ".new"}

var sealedName = strings.Repeat("[0-9a-f]", 32)

// Words are typed into every text of every use case, field by field, with all else as it should be: no file that the
// program leaves holds one in any encoding, though the register, read with its key, holds them in many places.
func TestCanaryIsInNoFile(t *testing.T) {
	root := canary.Sandbox(t)
	k := apptest.New(t)
	w := newCanaryWorld(t, k)
	taken := 0
	for _, name := range canaryOrder() {
		taken += w.typeInto(name)
	}
	typed := w.words.Given()
	if typed < 200 || taken < typed/4 {
		t.Errorf("typed %d times, accepted %d times: too few to mean anything", typed, taken)
	}
	crashIfTold()
	canary.Absent(t, root, "while the vault is open")
	ok(t, k.Locked.Lock())
	canary.Absent(t, root, "after locking")
	ok(t, k.Locked.Close())
	canary.Absent(t, root, "after closing")
	if files := canary.Only(t, root, "after closing", vaultFiles...); files < len(vaultFiles)-1 {
		t.Errorf("%d files only", files)
	}
	kept := canaryColumns(t, k.Dir, w.password)
	if len(kept) < 30 {
		t.Errorf("the register keeps them in %d columns only: %v", len(kept), kept)
	}
	t.Logf("%d canaries typed, %d accepted, sealed in %d columns", typed, taken, len(kept))
}

// Every method that takes a text has its line in the table.
func TestCanaryTableIsComplete(t *testing.T) {
	for name, m := range canaryMethods() {
		if _, there := canaryCalls[name]; !there && takesText(m.Type) {
			t.Errorf("%s takes text and is not in the table", name)
		}
	}
	for name := range canaryCalls {
		if _, there := canaryMethods()[name]; !there {
			t.Errorf("%s is in the table and is no method", name)
		}
	}
}

// canaryMethods are the public methods of the office and of a locked vault.
func canaryMethods() map[string]reflect.Method {
	all := map[string]reflect.Method{}
	for prefix, typ := range map[string]reflect.Type{
		"": reflect.TypeFor[*app.Office](), "LockedVault.": reflect.TypeFor[*app.LockedVault](), "Vaults.": reflect.TypeFor[app.Vaults](),
	} {
		for i := range typ.NumMethod() {
			all[prefix+typ.Method(i).Name] = typ.Method(i)
		}
	}
	// These take folders and files, whose names lie outside the seal by nature, and nothing else.
	for _, name := range []string{"Vaults.Open", "Vaults.InspectBackup", "Vaults.Restore", "Backup"} {
		if all[name].Type == nil {
			panic(name)
		}
		delete(all, name)
	}
	return all
}

// canaryOrder leaves for the end what changes how everybody signs in.
func canaryOrder() []string {
	names := slices.Sorted(maps.Keys(canaryCalls))
	for _, last := range []string{"LockedVault.Unlock", "LockedVault.Enrol", "LockedVault.Recover", "ChangePassword"} {
		at := slices.Index(names, last)
		names = append(slices.Delete(names, at, at+1), last)
	}
	return names
}

// takesText tells whether a parameter holds a string anywhere.
func takesText(method reflect.Type) bool {
	for i := 1; i < method.NumIn(); i++ {
		if holdsText(method.In(i)) {
			return true
		}
	}
	return false
}

func holdsText(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String:
		return true
	case reflect.Slice, reflect.Pointer, reflect.Array, reflect.Map:
		return holdsText(t.Elem())
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[time.Location]() {
			return false
		}
		for i := range t.NumField() {
			if t.Field(i).IsExported() && holdsText(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}

// typeInto calls a method once for each text in its arguments and each form of a word, and returns how often it was
// accepted.
func (w *canaryWorld) typeInto(name string) (taken int) {
	w.t.Helper()
	method := canaryMethods()[name]
	for leaf := 0; ; leaf++ {
		for _, word := range []func() string{w.words.Next, w.words.Code} {
			call := canaryCalls[name](w)
			args := reflect.ValueOf(&call).Elem()
			left := leaf
			if !plant(args, word, &left) {
				if leaf == 0 {
					w.t.Errorf("%s has no text to type into", name)
				}
				return taken
			}
			if w.call(method, call) {
				taken++
			}
		}
	}
}

// call calls the method on whom it belongs to and tells whether it was accepted.
func (w *canaryWorld) call(m reflect.Method, args []any) bool {
	w.t.Helper()
	w.k.Clock.Advance(time.Hour) // wrong passwords slow down the next
	in := []reflect.Value{w.receiver(m)}
	if m.Type.NumIn() > 1 && m.Type.In(1) == reflect.TypeFor[context.Context]() {
		in = append(in, reflect.ValueOf(w.t.Context()))
	}
	for _, a := range args {
		if f, founding := a.(app.Founding); founding {
			f.Dir = filepath.Join(w.t.TempDir(), w.next()) // a folder's name lies outside the seal by nature
			a = f
		}
		in = append(in, reflect.ValueOf(a).Convert(m.Type.In(len(in))))
	}
	out := m.Func.Call(in)
	var err error
	for _, v := range out {
		switch r := v.Interface().(type) {
		case error:
			err = r
		case *app.LockedVault:
			if r != nil {
				ok(w.t, r.Close())
			}
		}
	}
	if err != nil && app.CodeOf(err) == app.Internal {
		w.t.Errorf("%s: %v", m.Name, err)
	}
	if err == nil && m.Name == "ChangePassword" {
		w.password = args[1].(string)
	}
	return err == nil
}

func (w *canaryWorld) receiver(m reflect.Method) reflect.Value {
	switch m.Type.In(0) {
	case reflect.TypeFor[*app.Office]():
		return reflect.ValueOf(w.office())
	case reflect.TypeFor[*app.LockedVault]():
		return reflect.ValueOf(w.k.Locked)
	}
	return reflect.ValueOf(w.k.Vaults)
}

// plant puts the word into the text at the position given, counted through all of v,
// and tells whether there was one.
func plant(v reflect.Value, word func() string, left *int) bool {
	switch v.Kind() {
	case reflect.String:
		if *left--; *left >= 0 {
			return false
		}
		v.SetString(word())
		return true
	case reflect.Interface:
		if v.IsNil() {
			return false
		}
		inner := reflect.New(v.Elem().Type()).Elem()
		inner.Set(v.Elem())
		done := plant(inner, word, left)
		v.Set(inner)
		return done
	case reflect.Pointer:
		return !v.IsNil() && plant(v.Elem(), word, left)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if plant(v.Index(i), word, left) {
				return true
			}
		}
	case reflect.Map:
		return plantInMap(v, word, left)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() && v.Type() != reflect.TypeFor[time.Time]() && plant(f, word, left) {
				return true
			}
		}
	}
	return false
}

// plantInMap does the same with the values of a map.
func plantInMap(v reflect.Value, word func() string, left *int) bool {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		value := reflect.New(v.Type().Elem()).Elem()
		value.Set(v.MapIndex(key))
		if plant(value, word, left) {
			v.SetMapIndex(key, value)
			return true
		}
	}
	return false
}
