package sheet

import "strings"

// choices lists, for fields with a fixed set of values, the words that people use for each.
var choices = map[Field]map[string]string{
	Phase: {
		"planned":          `planned 计划 计划开发 计划客户 潜在 潜在客户 意向 意向客户 拟认证 待开发 prospect prospective potential`,
		"in_certification": `in_certification 认证中 在认证 受理 已受理 申请中 审核中 在审 评定中 进行中 初审 certification auditing`,
		"certified":        `certified 已认证 获证 已获证 获证客户 认证客户 在册 保持 active`,
		"former":           `former 已终止 终止 已注销 注销 已退出 退出 流失 原客户 历史客户 以往客户 转出 after past terminated closed`,
	},
	CertState: {
		"valid":     `valid 有效 正常 保持 有效保持 已发证 active`,
		"suspended": `suspended 暂停 已暂停`,
		"withdrawn": `withdrawn 撤销 已撤销 注销 已注销 revoked cancelled canceled`,
		"expired":   `expired 过期 已过期 失效 已失效 到期 已到期`,
	},
	Category: {
		"a": `a 审核 审核工作 审核信息 认证审核 审核工作信息 审核档案 任何有关认证审核工作审核员和认证组织的信息 audit`,
		"b": `b 档案 组织档案 认证组织档案 客户档案 相关方档案 file organisation organization`,
		"c": `c 体系文件 中标通体系文件 受控文件 内部文件 上级文件 体系 system`,
		"d": `d 技术资料 经营 生产 客户资料 技术 受审核方信息 经营信息 technical operation`,
		"e": `e 其他 其它 其他信息 其它信息 其它要求保密的信息 other`,
	},
	Sensitivity: {
		"ordinary":  `ordinary 一般 普通 内部 公开 非敏感 不敏感 无 否 低 normal internal no low`,
		"sensitive": `sensitive 敏感 秘密 保密 是 中 confidential yes medium`,
		"secret":    `secret 机密 绝密 高度敏感 高 核心 top_secret high`,
	},
	Source: {
		"client":    `client 客户 客户提供 企业 企业提供 受审核方 委托方 customer`,
		"audit":     `audit 审核 审核产生 审核形成 审核组 审核员 现场审核 内部 本公司 auditor`,
		"complaint": `complaint 投诉 投诉人 申诉 举报`,
		"authority": `authority 监管 监管机构 主管部门 监管部门 政府 认可机构 国家监督抽查 监督抽查 regulator government`,
		"public":    `public 公开 公开信息 公开渠道 网络 媒体`,
	},
	Medium: {
		"paper":      `paper 纸质 纸 纸本 纸质文件 原件 复印件 文本 hard_copy hardcopy`,
		"electronic": `electronic 电子 电子版 电子文件 电子文档 光盘 u盘 扫描件 pdf digital soft_copy softcopy`,
	},
}

// chosen maps every word of every field with fixed values to its value.
var chosen = buildChosen()

func buildChosen() map[Field]map[string]string {
	all := map[Field]map[string]string{}
	for field, values := range choices {
		all[field] = map[string]string{}
		for value, list := range values {
			for _, w := range strings.Fields(list) {
				all[field][onlyWords(w)] = value
			}
		}
	}
	return all
}

// parseChoice finds the value that a word of a field means. A category may be followed by its words: "b）档案",
// "a类".
func parseChoice(f Field, s string) (string, bool) {
	key := onlyWords(half(s))
	if v, ok := chosen[f][key]; ok {
		return v, true
	}
	if f != Category || key == "" {
		return "", false
	}
	letter, rest := key[:1], strings.TrimPrefix(key[1:], "类")
	if letter < "a" || letter > "e" {
		return "", false
	}
	if rest == "" || rest[0] >= 0x80 {
		return letter, true
	}
	return "", false
}
