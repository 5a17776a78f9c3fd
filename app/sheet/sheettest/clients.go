package sheettest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

var (
	placesOf = []string{"深圳市", "广州", "东莞市", "惠州", "佛山市", "珠海"}
	rare     = []string{"镕", "龑", "㛃", "𬱖"}
	marks    = []string{"华", "鼎", "盛", "启", "恒", "嘉", "瑞", "宏", "远", "诚"}
	trades   = []string{"电子", "精密机械", "新材料", "食品", "医疗器械", "物流", "软件", "塑胶", "照明", "包装"}
	kinds    = []string{"有限公司", "股份有限公司", "（深圳）有限公司", "有限责任公司"}
	surnames = []string{"王", "李", "张", "陈", "黄", "欧阳", "林", "周"}
	given    = []string{"伟", "芳", "敏", "静怡", "建国", "𬱖", "㛃", "镕", "龑", "晓明"}
	posts    = []string{"总经理", "品质经理", "管理者代表", "行政主管", ""}
	bodies   = []string{"GB/T 19001-2016", "GB/T 24001-2016", "GB/T 45001-2020", "GB/T 19001-2016、GB/T 24001-2016"}
	phases   = []string{"已认证", "认证中", "计划开发", "获证", "审核中", "潜在客户"}
)

// ClientCode is the code of the i-th client of MessyClients, from 0.
func ClientCode(i int) string { return fmt.Sprintf("A-%04d", i+1) }

// ClientName is the cleaned name of the i-th client, from 0. No two of the first 600 are the same.
func ClientName(i int) string {
	middle := pickAt(marks, i/6) + pickAt(marks, i/60)
	if i%7 == 3 {
		middle = pickAt(marks, i/6) + pickAt(rare, i/7) + pickAt(marks, i/60)
	}
	return pickAt(placesOf, i) + middle + pickAt(trades, i/6+i/600) + pickAt(kinds, i/3)
}

func pickAt(words []string, i int) string { return words[i%len(words)] }

// MessyClients writes a client list of n clients to an .xlsx file: two title rows, headings in two rows
// with merged cells and in no particular order, and an empty row in the middle.
// It returns an error if the file can't be written.
func MessyClients(path string, n int) error {
	book := excelize.NewFile()
	defer book.Close()
	s := sheetWriter{book: book, name: "客户台账", line: 1}
	if err := book.SetSheetName("Sheet1", s.name); err != nil {
		return err
	}
	s.merge("A1", "N1", "中标通国际认证（深圳）有限公司客户台账")
	s.merge("A2", "N2", "编制：行政部　　　日期：2026年11月")
	s.clientHeadings()
	r := seeded()
	s.line = 5
	for i := range n {
		if i == n/2 {
			s.line++ // an empty row in the middle
		}
		s.row(clientRow(r, i))
	}
	s.save(path)
	return s.err
}

// clientHeadings writes the headings in rows 3 and 4.
func (s *sheetWriter) clientHeadings() {
	for col, h := range map[string]string{
		"A": "序号", "B": " 企业 名称 ", "C": "客户\n编号", "D": "统一社会信用代码（18位）", "E": "*阶段", "N": "备  注",
	} {
		s.merge(col+"3", col+"4", h)
	}
	s.merge("F3", "H3", "联系人")
	s.merge("I3", "I4", "注册地址")
	s.merge("J3", "J4", "认证标准")
	s.merge("K3", "M3", "证书")
	for cell, h := range map[string]string{
		"F4": "姓名", "G4": "职务", "H4": "电话", "K4": "编号", "L4": "状态", "M4": "有效期至",
	} {
		s.set(cell, h)
	}
}

// clientRow is one client, written as carelessly as people do.
func clientRow(r *rand.Rand, i int) []any {
	phase := pickAt(phases, i)
	number, state, until := any(""), any("/"), any("-")
	if phase == "已认证" || phase == "获证" {
		number, state = fmt.Sprintf("ZBT%05dQ%d", 12000+i, i%3), pickAt([]string{"有效", "暂停", "有效 "}, i/3)
		until = messyDate(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*11%700), i)
	}
	name := ClientName(i)
	if i%5 == 2 {
		name = "　" + strings.Replace(name, "有限", " 有限", 1) + " "
	}
	return []any{
		i + 1, name, messyCode(ClientCode(i), i), messyUSCC(USCC(i+1), i), phase,
		messyPerson(pick(r, surnames)+pick(r, given), i), pick(r, posts), messyPhone(13500000000+r.IntN(99999999), i),
		fmt.Sprintf("深圳市南山区科技园%d路%d号", r.IntN(9)+1, r.IntN(200)+1), pick(r, bodies),
		number, state, until, pickAt([]string{"", "", "老客户", "资料齐"}, i),
	}
}

// messyUSCC writes a code in lower case, in groups or full-width.
func messyUSCC(code string, i int) string {
	switch i % 6 {
	case 1:
		return strings.ToLower(code)
	case 2:
		return code[:8] + " " + code[8:]
	case 3:
		return wide(code)
	case 4:
		return code + "\u00A0"
	}
	return code
}

// messyCode writes a client's code full-width or with a space now and then.
func messyCode(code string, i int) string {
	if i%9 == 4 {
		return wide(code)
	}
	if i%9 == 7 {
		return " " + code
	}
	return code
}

// messyPerson spreads a name of two characters as forms do.
func messyPerson(name string, i int) string {
	if runes := []rune(name); len(runes) == 2 && i%2 == 0 {
		return string(runes[0]) + "　" + string(runes[1])
	}
	return name
}

// messyPhone writes a number as a number, in groups or full-width.
func messyPhone(n, i int) any {
	s := fmt.Sprint(n)
	switch i % 4 {
	case 1:
		return s
	case 2:
		return wide(s)
	case 3:
		return s[:3] + "-" + s[3:7] + "-" + s[7:]
	}
	return n
}
