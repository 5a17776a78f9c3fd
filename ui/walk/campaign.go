package walk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"custody/app"
	"custody/ui/words"
)

// The people of the campaign: three of them with characters beyond U+FFFF and one with a foreign name of forty
// characters; the others have names of three characters.
const (
	campaignTitle = "2026 年度全员签署"
	foreignName   = "阿卜杜勒拉赫曼·穆罕默德·伊本·阿卜杜拉齐兹·阿勒马克图姆·哈立德·本·苏尔坦尼"
)

var rareNames = []string{"王𬱖", "李𬭎", "周𫖯"}

// MakeCampaignVault founds a vault with a custodian, who has signed, and so many people who have not.
func MakeCampaignVault(ctx context.Context, vaults app.Vaults, dir string, people int) error {
	locked, office, _, err := vaults.Found(ctx, app.Founding{
		Dir:          dir,
		Organisation: app.Organisation{Name: "中标通国际认证（深圳）有限公司", NameEN: "Zhongbiaotong International Certification (Shenzhen) Co.,Ltd.", Short: "中标通档案室", Document: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27"},
		Departments:  []string{"运营部", "技术部", "行政部"}, Name: "陈晓明", Number: "0101", Department: "行政部", Post: "档案管理员",
		Login: founderLogin, Password: founderPassword, Roles: app.Roles{app.Custodian, app.Administrator},
	})
	if err != nil {
		return err
	}
	for _, text := range app.Required {
		if err == nil {
			_, err = office.Sign(ctx, app.SignInput{
				PersonNumber: "0101", Key: text, Strokes: [][]app.Point{{{X: 0.1, Y: 0.4}, {X: 0.3, Y: 0.2}, {X: 0.5, Y: 0.6}, {X: 0.8, Y: 0.3}}},
				Place: "深圳", Password: founderPassword, ReadToEnd: true,
			})
		}
	}
	departments, failed := office.Departments(ctx)
	err = errors.Join(err, failed)
	for i := 0; i < people && err == nil; i++ {
		p := app.Person{Number: fmt.Sprintf("%04d", 1001+i), Name: CampaignName(i), Kind: app.FullTime, Post: "审核员"}
		p.DepartmentID = departments[i%len(departments)].ID
		if p.Name == foreignName {
			p.Kind, p.Post = app.ExternalExpert, "技术专家"
		}
		_, err = office.SavePerson(ctx, p)
	}
	return errors.Join(err, locked.Close())
}

// CampaignName is the name of the i-th person, whose number is 1001 and so on.
func CampaignName(i int) string {
	if i < len(rareNames) {
		return rareNames[i]
	}
	if i == len(rareNames) {
		return foreignName
	}
	family, given, last := []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"), []rune("嘉文思明建国立华秀英"), []rune("怡轩宁博雅")
	return string([]rune{family[i%len(family)], given[i/len(family)%len(given)], last[i%len(last)]})
}

// Campaign signs in, plans a campaign for everybody in the real window, starts it, has all papers made into a
// folder, reminds, and has the first of them sign on the pad, whose sealed paper it takes out. It returns how long the
// papers took, from the click to the word that they are there.
func (d *Driver) Campaign(folder, sealed string, people int) (took time.Duration, err error) {
	if _, err := d.LogIn(founderLogin, founderPassword); err != nil {
		return 0, err
	}
	s := &script{Driver: d, password: founderPassword}
	s.see("shell.nav.commitments")
	s.click("shell.nav.commitments")
	s.click("campaigns.button")
	s.see("campaigns.empty.open")
	s.picture("campaigns-empty")
	s.key("ctrl+n")
	s.see("campaign.plan.keys")
	s.fill("campaigns.title", campaignTitle)
	s.seeText(fmt.Sprint(words.T("campaign.plan.takes"), " ", 2*people))
	s.picture("campaign-plan")
	s.do("tick the agreement", func() error { return s.clickLast(words.T("shell.template.nda")) })
	s.seeText(fmt.Sprint(words.T("campaign.plan.takes"), " ", people))
	s.picture("campaign-plan-one-text")
	s.click("campaign.plan.leaves")
	s.picture("campaign-plan-leaves")
	s.click("campaign.plan.takes")
	s.key("ctrl+Return")
	s.see("campaign.make")
	s.pause(time.Second)
	s.picture("campaign")
	s.key("ctrl+Return")
	s.see("campaign.make.folder")
	s.picture("campaign-make")
	s.click("campaign.make.folder")
	s.fill("shell.choose.folder", folder)
	s.picture("campaign-folder")
	begun := time.Now()
	s.key("Return")
	s.snap("campaign-making") // of few people they are made before anybody could look
	s.seeText(words.N("campaign.made", people, filepath.Base(folder)))
	took = time.Since(begun)
	s.picture("campaign-made")
	s.key("ctrl+r")
	s.see("campaign.remind.title", "QS-"+time.Now().Format("2006")+"-0001")
	s.picture("campaign-remind")
	s.click("campaign.remind.do.other", people)
	s.see("campaign.reminded.copy")
	s.picture("campaign-reminded")
	s.click("campaign.remind.slips")
	s.see("shell.print.title")
	s.picture("campaign-slips")
	s.key("Escape", "Escape")
	s.click("shell.nav.today")
	s.pause(time.Second)
	s.picture("today-after-campaign")
	s.click("shell.nav.commitments")
	s.click("campaigns.button")
	s.see("campaigns.look")
	s.picture("campaigns")
	s.key("Return")
	s.see("campaign.make")
	s.clickText(CampaignName(0))
	s.pause(500 * time.Millisecond)
	s.key("Return")
	s.see("sign.unread")
	s.signOne(founderPassword)
	s.picture("campaign-sign")
	s.key("ctrl+Return")
	s.pause(1500 * time.Millisecond)
	s.nav("commitments")
	s.clickText(fmt.Sprintf("%s %d", words.T("commitments.tab.in_force"), len(app.Required)+1))
	s.exportSealed(CampaignName(0), sealed)
	return took, s.err
}
