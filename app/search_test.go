package app_test

import (
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// TestSearch: characters, initials, codes and numbers find what the actor may see.
func TestSearch(t *testing.T) {
	k := apptest.New(t)
	jing, _ := k.Records("深圳市精工电子有限公司", 2)
	ming, _ := k.Records("佛山明珠陶瓷有限公司", 1)
	auditor, office := k.Staff("李㛃", app.Auditor)
	k.Assign(jing.Code, auditor.Number, 5)
	_, nobody := k.Staff("赵颜", app.Inspector)
	for _, c := range []struct {
		by   *app.Office
		text string
		want []string
	}{
		{k.Founder, "精工", []string{jing.Code, jing.Code + "-2026", jing.Code + "-01", jing.Code + "-02"}},
		{k.Founder, "szsjg", []string{jing.Code, jing.Code + "-2026", jing.Code + "-01", jing.Code + "-02"}},
		{k.Founder, "精工 文件2", []string{jing.Code + "-02"}},
		{k.Founder, "陶", []string{ming.Code, ming.Code + "-2026", ming.Code + "-01"}},
		{k.Founder, "a 0002 01", []string{ming.Code + "-01"}},
		{k.Founder, "A000201", []string{ming.Code + "-01"}},
		{k.Founder, "a-0002-01/1", []string{ming.Code + "-01"}},
		{k.Founder, "李㛃", []string{auditor.Number}},
		{k.Founder, "没有的", nil},
		{k.Founder, "\"*' OR 1", nil},
		{k.Founder, " -- ", nil},
		{office, "有限公司", []string{jing.Code, jing.Code + "-2026", jing.Code + "-01", jing.Code + "-02"}},
		{office, "明珠", nil},
		{office, "A-0002", nil},
		{nobody, "精工", nil},
		{nobody, auditor.Number, []string{auditor.Number}},
	} {
		hits, err := c.by.Search(t.Context(), c.text, 0)
		ok(t, err)
		var codes []string
		for _, h := range hits {
			codes = append(codes, h.Code)
		}
		if !slices.Equal(codes, c.want) {
			t.Errorf("%q finds %v, want %v", c.text, codes, c.want)
		}
	}
}

// TestSearchFollowsChanges: an old name is forgotten, a new one found.
func TestSearchFollowsChanges(t *testing.T) {
	k := apptest.New(t)
	c := k.Client("深圳市精工电子有限公司")
	c.Name = "深圳市龑泰电子有限公司"
	_, err := k.Founder.SaveClient(t.Context(), c)
	ok(t, err)
	for text, n := range map[string]int{"精工": 0, "龑泰": 1, "szsyt": 1} {
		hits, err := k.Founder.Search(t.Context(), text, 0)
		if err != nil || len(hits) != n {
			t.Errorf("%s finds %v, %v", text, hits, err)
		}
	}
}

// TestSearchSharesRoom: many hits of one kind do not crowd out the others.
func TestSearchSharesRoom(t *testing.T) {
	k := apptest.New(t)
	k.Records("明珠陶瓷", 12)
	for i := range 8 {
		k.Client("明珠照明" + string(rune(0x7532+i)))
	}
	hits, err := k.Founder.Search(t.Context(), "明珠", 9)
	ok(t, err)
	kinds := map[app.HitKind]int{}
	for _, h := range hits {
		kinds[h.Kind]++
	}
	if len(hits) != 9 || kinds[app.HitFile] != 1 || kinds[app.HitDocument] < 3 || kinds[app.HitClient] < 3 {
		t.Errorf("hits %v", kinds)
	}
}

// TestSearchPutsTheNumberItselfFirst: whoever types a whole number and presses Enter means that, not what begins with it.
func TestSearchPutsTheNumberItselfFirst(t *testing.T) {
	k := apptest.New(t)
	c, _ := k.Records("深圳市精工电子有限公司", 20) // the twentieth has the number that the case file's begins with
	number := c.Code + "-20"
	hits, err := k.Founder.Search(t.Context(), "a-0001-20", 0)
	ok(t, err)
	if len(hits) != 2 || hits[0].Code != number || hits[1].Kind != app.HitFile {
		t.Errorf("%q finds %+v", number, hits)
	}
}
