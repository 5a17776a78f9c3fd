package sheettest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/xuri/excelize/v2"
)

var (
	titles = []string{
		"认证申请书", "认证合同", "审核计划", "现场审核报告", "不符合项报告", "管理评审记录", "生产工艺流程图", "供应商名录",
		"营业执照复印件", "监督审核报告", "投诉处理记录", "国家监督抽查通报",
	}
	categories  = []string{"a", "b类", "d", "Ａ", "审核工作", "e）其它", "C"}
	sensitivity = []string{"一般", "敏感", "普通", "机密", "否"}
	sources     = []string{"客户提供", "审核", "客户", "投诉人", "监管部门", "公开"}
	retentions  = []string{"10年", "6 年", "永久", "2036-12-31", "2037年6月30日"}
)

// DocumentTitle is the title of the i-th document of MessyDocuments, from 0.
func DocumentTitle(i int) string {
	return fmt.Sprintf("%s（%d）", pickAt(titles, i), 2024+i/len(titles)%3)
}

// FileCode is the number of the case file in which MessyDocuments puts a client's documents.
func FileCode(clientCode string) string { return clientCode + "-2024" }

// MessyDocuments writes a list of n documents of the clients with the given codes to an .xlsx file: each
// client's code and case file are merged down over its documents, which come in groups of up to four, and the place is
// written in one cell. It returns an error if there is no code or the file can't be written.
func MessyDocuments(path string, clientCodes []string, n int) error {
	if len(clientCodes) == 0 {
		return errors.New("sheettest: no client codes")
	}
	book := excelize.NewFile()
	defer book.Close()
	s := sheetWriter{book: book, name: "Sheet1"}
	s.merge("A1", "M1", "文件清单（归档用）")
	s.line = 2
	s.row([]any{
		"客户编号", "案卷号", "题名", "类 别", "密级", "来源", "介质", "页数（页）", "份数", "存放位置", "接收日期", "保管期限", "经办人",
	})
	r := seeded()
	for i := range n {
		code := ""
		if i%4 == 0 {
			code = clientCodes[i/4%len(clientCodes)]
			if last := min(i+3, n-1); last > i {
				s.merge(fmt.Sprint("A", s.line), fmt.Sprint("A", s.line+last-i), code)
				s.merge(fmt.Sprint("B", s.line), fmt.Sprint("B", s.line+last-i), FileCode(code))
			}
		}
		s.row(documentRow(r, i, code))
	}
	s.save(path)
	return s.err
}

// documentRow is one document, written as carelessly as people do.
func documentRow(r *rand.Rand, i int, code string) []any {
	pages, copies := any(r.IntN(60)+1), any(r.IntN(2)+1)
	if i%3 == 1 {
		pages, copies = fmt.Sprint(pages, "页"), wide(fmt.Sprint(copies))
	}
	medium, place := "纸质", messyPlace(r.IntN(8)+1, r.IntN(5)+1, r.IntN(12)+1, i)
	if i%10 == 9 {
		medium, place = "电子版", "/"
	}
	received := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*5%900)
	file := ""
	if code != "" {
		file = FileCode(code)
	}
	return []any{
		code, file, " " + DocumentTitle(i), pickAt(categories, i), pickAt(sensitivity, i), pickAt(sources, i), medium,
		pages, copies, place, messyDate(received, i), pickAt(retentions, i), pick(r, surnames) + pick(r, given),
	}
}

// messyPlace writes a place in one cell.
func messyPlace(cabinet, shelf, box, i int) string {
	switch i % 4 {
	case 1:
		return fmt.Sprintf("%d-%d-%d", cabinet, shelf, box)
	case 2:
		return fmt.Sprintf("柜%d 层%d 盒%d", cabinet, shelf, box)
	case 3:
		return fmt.Sprintf("第%d柜，第%d层，第%d盒", cabinet, shelf, box)
	}
	return fmt.Sprintf("%d号柜 %d层 %d盒", cabinet, shelf, box)
}
