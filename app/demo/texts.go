package demo

import (
	"slices"

	"custody/app"
	"custody/app/wording"
)

// The draft of the agreement: what is new in it, and why.
const (
	draftNote  = "管理评审决定：补充网络服务、人工智能工具和远程审核的要求"
	draftCarry = "携带客户资料外出期间，资料不离身，不留在车内或酒店前台。"
)

// draft changes the agreement as the custodian left it: written, and not yet before the approver.
func (s *script) draft() {
	s.do(func() error {
		old, err := s.inForce(app.NDA)
		if err != nil {
			return err
		}
		text, err := wording.Read(old.Body)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(text.Clauses, func(c wording.Clause) bool { return c.Heading == "借阅与存放" })
		text.Clauses[i].Text += draftCarry
		text.Clauses = slices.Insert(text.Clauses, i+1, wording.Clause{
			Heading: "网络服务与远程审核",
			Text:    "乙方不将客户信息交给甲方未批准的网络服务处理，包括翻译、转换格式、语音转写和人工智能工具。远程审核时：",
			Refs:    []string{"5.3.6"},
			Items: []wording.Clause{
				{Text: "a) 在他人看不到屏幕、听不到谈话的地方进行；", Refs: []string{"5.3.6"}},
				{Text: "b) 未经客户同意不录音、不录像、不截屏；", Refs: []string{"5.2.3"}},
				{Text: "c) 结束后从个人设备上删除客户资料。", Refs: []string{"6.1"}},
			},
		})
		body, err := text.Bytes()
		if err != nil {
			return err
		}
		_, err = s.office.DraftTemplate(s.ctx, app.NewDraft{Key: app.NDA, From: old.ID, Body: body, Note: draftNote})
		return err
	})
}

// inForce is the version of a text in force today.
func (s *script) inForce(key app.TemplateKey) (app.Template, error) {
	rows, err := s.office.Templates(s.ctx)
	if err != nil {
		return app.Template{}, err
	}
	for _, r := range rows {
		if r.Key == key && r.State == app.TextApproved && r.InForce <= s.today() {
			return r.Template, nil
		}
	}
	return app.Template{}, app.Errf(app.NotFound, "error.notfound")
}
