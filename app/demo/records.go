package demo

import (
	"fmt"
	"strconv"

	"custody/app"
)

const (
	clientCount   = 60
	documentCount = 400
)

var (
	places = []string{"深圳市", "东莞市", "佛山市", "上海", "成都", "杭州", "苏州", "广州市", "北京", "珠海"}
	middle = []string{"精工", "镕盛", "葵兴", "明珠", "天工", "绿源", "宏达", "华信", "龑泰", "启航", "嘉禾", "恒远"}
	trades = []string{"电子", "机械", "陶瓷", "食品", "医疗器械", "环保科技", "包装印刷", "软件", "新材料", "物流", "照明", "塑胶"}
	forms  = []string{"有限公司", "股份有限公司", "有限责任公司"}
	phases = []app.ClientPhase{app.Certified, app.Certified, app.Certified, app.InCertification, app.Planned, app.Former}
	stages = []string{"初次认证", "第一次监督审核", "第二次监督审核", "再认证"}
	titles = []string{
		"认证合同", "认证申请表", "初审报告及不符合项", "生产工艺流程图", "供应商清单", "管理评审记录", "型式试验报告", "审核计划",
		"审核记录", "不符合项整改证据", "认证决定记录", "组织机构图", "客户投诉处理记录", "内部审核报告", "质量手册", "监督抽查通报",
	}
)

// bring imports clients and documents and assigns people, in one afternoon.
func (s *script) bring() {
	s.run1(app.ImportClients, clientRows(s.today()))
	s.openFiles()
	s.run1(app.ImportDocuments, documentRows(s.today()))
	s.assign("0137", 1, 3, 4, 9, 12, 20, 33)
	s.assign("0141", 2, 4, 6, 11, 25)
	s.assign("0112", 3, 7, 15)
	s.assign("0150", 5, 8, 12)
}

// openFiles opens a case file for each client, so that each has a title of its own.
func (s *script) openFiles() {
	for i := range clientCount {
		s.do(func() error {
			_, err := s.office.SaveFile(s.ctx, app.File{
				Code: fileCode(i + 1), ClientCode: clientCode(i + 1), Title: stages[i%len(stages)], OpenedOn: s.today(),
			})
			return err
		})
	}
}

// run1 runs one import, all or nothing.
func (s *script) run1(kind app.ImportKind, rows []app.ImportRow) {
	s.do(func() error {
		plan, err := s.office.RunImport(s.ctx, kind, rows)
		if err != nil && plan.Refused > 0 {
			return fmt.Errorf("%w: %+v", err, plan.Rows)
		}
		return err
	})
}

func (s *script) assign(number string, clients ...int) {
	for _, i := range clients {
		s.do(func() error {
			_, err := s.office.Assign(s.ctx, clientCode(i), number, "audit", s.today(), s.today().AddDays(180))
			return err
		})
	}
}

func clientCode(i int) string  { return fmt.Sprintf("A-%04d", i) }
func fileCode(i int) string    { return fmt.Sprintf("A-%04d-2025", i) }
func copyCode(i, d int) string { return fmt.Sprintf("A-%04d-%02d/1", i, d) }
func clientName(i int) string {
	return places[i%len(places)] + middle[(i/5+i)%len(middle)] + trades[(i*7+i/12)%len(trades)] + forms[i%len(forms)]
}

func clientRows(today app.Date) []app.ImportRow {
	rows := make([]app.ImportRow, clientCount)
	for n := range rows {
		i := n + 1
		phase := phases[i%len(phases)]
		f := map[string]string{
			"client_code": clientCode(i), "client_name": clientName(i), "uscc": app.CompleteUSCC(fmt.Sprintf("91440300MA5D%05d", i*37)),
			"phase": string(phase), "contact": "刘海燕", "contact_post": "质量部", "phone": fmt.Sprintf("0755-2345 %04d", 6000+i),
			"address": places[i%len(places)] + "工业大道 " + strconv.Itoa(i) + " 号", "standards": "GB/T 19001-2016 / ISO 9001:2015",
			"scope": trades[(i*7+i/12)%len(trades)] + "产品的设计、生产和服务",
		}
		if phase == app.Certified {
			f["certificate"] = fmt.Sprintf("ZBT2024Q%04dR1S", i)
			f["cert_state"] = string(app.CertValid)
			f["cert_from"], f["cert_until"] = string(today.AddDays(-400)), string(today.AddDays(695))
		}
		if i == 9 {
			f["cert_state"] = string(app.CertSuspended)
		}
		rows[n] = app.ImportRow{Line: n + 2, Fields: f}
	}
	return rows
}

func documentRows(today app.Date) []app.ImportRow {
	rows := make([]app.ImportRow, documentCount)
	for n := range rows {
		i, d := n%clientCount+1, n/clientCount+1
		t := (n/clientCount*5 + n) % len(titles)
		f := map[string]string{
			"client_code": clientCode(i), "file_code": fileCode(i), "document_code": fmt.Sprintf("A-%04d-%02d", i, d), "title": titles[t],
			"category": []string{"a", "b", "d"}[n%3], "sensitivity": sensitivity(t), "source": source(t), "medium": string(app.Paper),
			"pages": strconv.Itoa(4 + n%23), "copies": strconv.Itoa(1 + n%9/8),
			"cabinet": strconv.Itoa(1 + i%6), "shelf": strconv.Itoa(1 + i%4), "box": strconv.Itoa(1 + d%7),
			"received": string(today.AddDays(-30 - n%200)), "retain_until": string(today.AddMonths(120)),
		}
		rows[n] = app.ImportRow{Line: n + 2, Fields: f}
	}
	return rows
}

func sensitivity(title int) string {
	switch titles[title] {
	case "生产工艺流程图", "供应商清单":
		return string(app.Sensitive)
	case "客户投诉处理记录":
		return string(app.Secret)
	}
	return string(app.Ordinary)
}

func source(title int) string {
	switch titles[title] {
	case "客户投诉处理记录":
		return string(app.FromComplaint)
	case "监督抽查通报":
		return string(app.FromAuthority)
	case "审核计划", "审核记录", "初审报告及不符合项", "认证决定记录":
		return string(app.FromAudit)
	}
	return string(app.FromClient)
}
