package demo

import "custody/app"

const founder = "chenxm"

// staff is one of the fourteen people. A login makes an account; unsigned people
// have nothing signed; the day is when they signed, counted back from the end.
type staff struct {
	number, name, department, post string
	kind                           app.PersonKind
	login                          string
	roles                          app.Roles
	signedAgo                      int // 0 means never
	employer                       string
}

var team = []staff{
	{"0137", "李㛃", "技术部", "审核员", app.FullTime, "lij", app.Roles{app.Auditor}, 60, ""},
	{"0141", "王𬱖", "技术部", "审核员", app.FullTime, "wangw", app.Roles{app.Auditor, app.Reviewer}, 60, ""},
	{"0105", "周敏", "技术部", "部长", app.FullTime, "zhoum", app.Roles{app.Approver}, 342, ""},
	{"0112", "张伟", "技术部", "审核员", app.FullTime, "zhangw", app.Roles{app.Auditor}, 60, ""},
	{"0150", "欧阳修远", "运营部", "评定员", app.PartTime, "ouyang", app.Roles{app.Reviewer}, 60, ""},
	{"0102", "吴桂芳", "行政部", "档案管理员", app.FullTime, "wugf", app.Roles{app.Custodian}, 60, ""},
	{"0108", "孙立", "行政部", "内审员", app.FullTime, "sunl", app.Roles{app.Inspector}, 60, ""},
	{"0163", "何静怡", "运营部", "市场专员", app.FullTime, "hejy", app.Roles{app.Sales}, 340, ""},
	{"0171", "赵颋", "运营部", "评定员", app.FullTime, "", nil, 338, ""},
	{"0174", "钱镕", "运营部", "合同评审员", app.Temporary, "", nil, 60, ""},
	{"W021", "买买提·艾力江", "技术部", "技术专家", app.ExternalExpert, "", nil, 60, "新疆轻工职业技术学院"},
	{"W034", "Alexandra Montgomery-Fitzgerald", "技术部", "国际审核专家", app.Subcontractor, "", nil, 0, "Northbridge Assessments Ltd"},
	{"C003", "龚龑", "", "公正性委员会委员", app.CommitteeMember, "", nil, 0, "深圳市质量协会"},
}

func (s *script) found() {
	s.do(func() error {
		roles := app.Roles{app.Custodian, app.Administrator}
		vault, office, _, err := s.vaults.Found(s.ctx, app.Founding{
			Dir: s.dir,
			Organisation: app.Organisation{
				Name:   "中标通国际认证（深圳）有限公司",
				NameEN: "Zhongbiaotong International Certification (Shenzhen) Co., Ltd.",
				Short:  "中标通档案室", Document: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27",
			},
			Name: "陈晓明", Number: "0101", Department: "行政部", Post: "档案管理员",
			Login: founder, Password: Password(founder), Roles: roles,
		})
		s.vault, s.office, s.login = vault, office, founder
		s.accounts = []Account{{founder, "陈晓明", roles, Password(founder)}}
		return err
	})
	s.sign("0101", app.NDA, app.Impartiality)
}

// hire adds the people, makes their accounts and has them sign before the custodian.
func (s *script) hire() {
	departments := map[string]int64{"": 0}
	s.do(func() error {
		list, err := s.office.Departments(s.ctx)
		for _, d := range list {
			departments[d.Name] = d.ID
		}
		return err
	})
	bodies := s.contract()
	for _, p := range team {
		s.do(func() error {
			_, err := s.office.SavePerson(s.ctx, app.Person{
				Number: p.number, Name: p.name, Kind: p.kind, DepartmentID: departments[p.department], Post: p.post, Employer: p.employer,
				BodyID: bodies[p.employer],
			})
			return err
		})
	}
	s.signBefore(61)
	s.daysAgo(60)
	s.sign("0101", app.NDA, app.Impartiality)
	s.signBefore(0)
	s.inviteAll()
}

// signBefore has everybody sign whose day lies at least so many days back and has not passed.
func (s *script) signBefore(limit int) {
	for _, p := range team {
		if p.signedAgo <= limit || limit == 0 && p.signedAgo > 61 {
			continue
		}
		s.daysAgo(p.signedAgo)
		keys := []app.TemplateKey{app.NDA, app.Impartiality}
		if p.roles.Has(app.Sales) {
			keys = app.AllTemplates
		}
		s.sign(p.number, keys...)
	}
}

// sign has somebody sign before the founder.
func (s *script) sign(number string, keys ...app.TemplateKey) { s.signOwn(founder, number, keys...) }

// signOwn has somebody sign before whoever is signed in as login, who may be the same.
func (s *script) signOwn(login, number string, keys ...app.TemplateKey) {
	for _, key := range keys {
		s.do(func() error {
			_, err := s.office.Sign(s.ctx, app.SignInput{
				PersonNumber: number, Key: key, Strokes: strokes(number), Place: "深圳", Password: Password(login), ReadToEnd: true,
			})
			return err
		})
	}
}

func (s *script) inviteAll() {
	s.codes = map[string]string{}
	for _, p := range team {
		if p.login == "" {
			continue
		}
		s.do(func() error {
			inv, err := s.office.Invite(s.ctx, p.number, p.login, p.roles)
			s.codes[p.login] = inv.Code
			s.accounts = append(s.accounts, Account{p.login, p.name, p.roles, Password(p.login)})
			return err
		})
	}
	s.enrolAll()
}

// enrolAll lets everybody set a password within the code's 72 hours.
func (s *script) enrolAll() {
	for _, p := range team {
		if p.login != "" {
			s.as(p.login)
		}
		if p.login == approver {
			s.countersign()
		}
	}
	s.as(founder)
}
