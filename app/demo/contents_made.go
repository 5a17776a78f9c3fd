package demo

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/jpeg"
	"image/png"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"custody/app/letter"
	"custody/app/letter/page"
	"custody/app/sheet"
	"custody/assets"
)

// press makes the papers of the demo.
type press struct{ *letter.Press }

func newPress() (*press, error) {
	data, err := assets.Words.ReadFile("words/zh/letter.json")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	if err := json.Unmarshal(data, &texts); err != nil {
		return nil, err
	}
	p, err := letter.NewPress(assets.PaperSerif(), assets.PaperSans(), func(key string, args ...any) string {
		text := texts[key]
		for i, a := range args {
			text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), fmt.Sprint(a))
		}
		return text
	})
	return &press{p}, err
}

// records is a paper of lines: so many of them, with a remark each.
func records(title string, lines int) letter.Listing {
	clauses := []string{"4.1 理解组织及其环境", "6.1 应对风险和机遇的措施", "7.1.5 监视和测量资源", "7.5 成文信息", "8.4 外部提供的过程、产品和服务的控制", "8.5.1 生产和服务提供的控制", "9.2 内部审核", "10.2 不合格和纠正措施"}
	found := []string{"查阅记录，符合要求", "现场观察两个班次，与作业指导书一致", "抽查五份，一份缺签字，已开不符合项", "询问部门负责人，能说明控制方法", "设备在检定有效期内"}
	l := letter.Listing{
		Head:  letter.Head{OrgZH: "中标通国际认证（深圳）有限公司", OrgEN: "Zhongbiaotong International Certification (Shenzhen) Co., Ltd.", Number: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27"},
		Title: title, Note: "虚构的资料，只供演示",
		Columns: []letter.ListingColumn{{Title: "条款", Weight: 3}, {Title: "部门", Width: 80}, {Title: "审核发现", Weight: 5}},
	}
	departments := []string{"质量部", "生产部", "采购部", "技术部"}
	for i := range lines {
		l.Rows = append(l.Rows, []string{clauses[i%len(clauses)], departments[i/2%len(departments)], found[i*3%len(found)]})
	}
	return l
}

// auditRecord is a PDF of several pages.
func auditRecord(p *press) ([]byte, error) {
	var out bytes.Buffer
	err := p.Listing(&out, records("现场审核记录", 64))
	return out.Bytes(), err
}

// scan draws a page as a scanner would take it.
func (p *press) scan(title string) *page.Recording { return p.ListingPages(records(title, 12))[0] }

// The resolutions of the scans, in dots per inch.
const (
	fineScan  = 120
	plainScan = 96
)

func scanPNG(p *press) ([]byte, error) {
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, p.Picture(p.scan("认证合同附件：审核范围确认"), plainScan).RGBA)
	return out.Bytes(), err
}

func scanJPEG(p *press) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, p.Picture(p.scan("首次会议签到表"), fineScan).RGBA, &jpeg.Options{Quality: 80})
	return out.Bytes(), err
}

// followUp is a spreadsheet.
func followUp(*press) ([]byte, error) {
	t := sheet.Table{Title: "不符合项整改跟踪", Columns: []sheet.TableColumn{
		{Heading: "编号", Width: 8}, {Heading: "条款", Width: 10}, {Heading: "不符合事实", Width: 44}, {Heading: "整改措施", Width: 44}, {Heading: "状态", Width: 10},
	}}
	for i := range 12 {
		state := "已验证"
		if i > 8 {
			state = "整改中"
		}
		t.Rows = append(t.Rows, []any{strconv.Itoa(i + 1), "7.1.5", "三号线一台卡尺超过检定日期 " + strconv.Itoa(i+2) + " 天", "送检并补做首件检验，修订检定台账", state})
	}
	var out bytes.Buffer
	err := sheet.Write(&out, t)
	return out.Bytes(), err
}

// minutes is a text as older programs write it, in GB18030.
func minutes(*press) ([]byte, error) {
	text := strings.Repeat("末次会议由审核组长主持。审核组说明了审核发现：不符合项三项，观察项两项。\r\n受审核方确认不符合事实，承诺在三十天内完成整改并提交证据。\r\n与会人员：刘海燕、李㛃、王𬱖。\r\n\r\n", 6)
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
}

// suppliers is a table as text.
func suppliers(*press) ([]byte, error) {
	var out strings.Builder
	out.WriteString("\ufeff供应商,供应物料,等级,上次评审\r\n")
	for i := range 20 {
		fmt.Fprintf(&out, "%s%s%s,%s,%s,2026-%02d-15\r\n", places[i%len(places)], middle[i%len(middle)], forms[i%len(forms)], trades[i%len(trades)]+"材料", []string{"甲", "乙"}[i%2], 1+i%11)
	}
	return []byte(out.String()), nil
}

// plan is a .docx with nothing in it but paragraphs: the least that is one.
func plan(*press) ([]byte, error) {
	var body bytes.Buffer
	body.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for _, line := range []string{
		"整改计划", "一、针对 7.1.5 的不符合项，质量部在十日内完成全部量具的复检。", "二、针对 8.4 的不符合项，采购部补做两家供应商的现场评审。",
		"三、针对 7.5 的不符合项，各部门清理作废文件，收回旧版作业指导书。", "四、管理者代表每周检查一次进度，完成后提交证据。",
	} {
		body.WriteString("<w:p><w:r><w:t>")
		if err := xml.EscapeText(&body, []byte(line)); err != nil {
			return nil, err
		}
		body.WriteString("</w:t></w:r></w:p>")
	}
	body.WriteString("</w:body></w:document>")
	return packed([][2]string{
		{"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", body.String()},
	})
}

// packed is a zip of parts, each a name and its content.
func packed(parts [][2]string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range parts {
		w, err := z.Create(part[0])
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
