package sheet

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// shared holds the headings that mean the same in both kinds of list.
var shared = map[Field]string{
	ClientCode: `客户编号 客户代码 客户号 客户编码 企业编号 单位编号 组织编号 委托方编号 client_code client_no
		client_number client_id customer_code customer_no customer_number customer_id company_code`,
	ClientName: `客户名称 客户 企业名称 企业 公司名称 公司 单位名称 单位 组织名称 受审核方 受审核方名称 委托方 委托方名称
		申请组织 申请组织名称 获证组织 获证组织名称 委托人 委托人名称 client client_name customer customer_name
		company company_name organization organisation organization_name organisation_name`,
	Note: `备注 说明 附注 note notes remark remarks comment comments`,
}

// synonyms lists, for each kind, the headings that mean a field, written as they are after headingKey;
// "_" stands for a space.
var synonyms = map[Kind]map[Field]string{
	Clients: {
		ClientCode: `编号 代码 code no number`,
		ClientName: `名称 全称 企业全称 公司全称 单位全称 客户全称 name full_name legal_name`,
		USCC: `统一社会信用代码 社会信用代码 信用代码 统一信用代码 统一代码 信用代码号 营业执照号 营业执照号码 营业执照注册号
			统一社会信用代码号 组织机构代码 uscc unified_social_credit_code social_credit_code credit_code`,
		Contact: `联系人 联系人姓名 联络人 联络人姓名 客户联系人 企业联系人 联系人员 主要联系人 contact contact_name contact_person`,
		Phone: `电话 联系电话 联系人电话 手机 手机号 手机号码 电话号码 联系方式 联系人手机 联系人联系方式 联络电话 固定电话 座机
			phone telephone tel mobile phone_number telephone_number mobile_number contact_phone`,
		ContactPost: `职务 联系人职务 职位 联系人职位 岗位 post position job_title contact_post`,
		Address: `地址 注册地址 企业地址 公司地址 单位地址 通讯地址 联系地址 经营地址 办公地址 详细地址 客户地址 住所
			address registered_address postal_address office_address`,
		Standards: `标准 认证标准 认证依据 依据标准 认证依据标准 标准号 认证项目 认证领域 体系标准 体系 认证体系
			standard standards certification_standard`,
		Scope: `范围 认证范围 业务范围 认证业务范围 审核范围 覆盖范围 证书范围 scope certification_scope scope_of_certification`,
		Certificate: `证书号 证书编号 证书号码 认证证书号 认证证书编号 注册号 证书注册号 certificate certificate_no
			certificate_number cert_no cert_number`,
		CertState: `证书状态 认证状态 证书有效状态 认证证书状态 certificate_state certificate_status cert_status cert_state`,
		CertFrom: `发证日期 颁证日期 证书颁发日期 证书发证日期 有效期起 有效期自 有效期开始 证书有效期起 初次发证日期 生效日期
			issued issue_date issued_on valid_from certificate_issued`,
		CertUntil: `有效期 有效期至 有效期止 证书有效期 证书有效期至 证书有效期止 证书到期日 证书到期日期 到期日 到期日期 有效日期
			截止日期 失效日期 证书截止日期 valid_until expiry expiry_date expires expiration_date valid_to certificate_expiry`,
		Phase: `阶段 状态 客户状态 客户阶段 认证阶段 当前阶段 当前状态 客户类型 客户类别 stage status state client_stage client_status`,
	},
	Documents: {
		FileCode: `案卷号 案卷编号 卷号 档案号 档案编号 案卷 档号 卷宗号 file file_no file_number case_file case_no case_number`,
		DocumentCode: `文件编号 文件号 文号 文件代码 资料编号 文档编号 件号 编号 记录编号 document_no document_number doc_no
			doc_number number no`,
		Title: `题名 文件题名 文件名称 文件名 名称 标题 文件标题 资料名称 文档名称 材料名称 记录名称 案卷题名
			title document_title name document_name document doc_name`,
		Category: `类别 文件类别 信息类别 保密类别 分类 文件分类 保密信息类别 信息分类 category class`,
		Sensitivity: `密级 敏感 敏感性 敏感程度 敏感级别 保密级别 敏感度 保密等级 机密等级 是否敏感 sensitivity sensitive
			confidentiality classification`,
		Source:  `来源 文件来源 信息来源 资料来源 source origin`,
		Medium:  `介质 载体 载体形式 形式 存储介质 文件形式 介质类型 载体类型 medium media carrier`,
		Pages:   `页数 页码 总页数 页 张数 文件页数 pages page_count number_of_pages`,
		Copies:  `份数 文件份数 份 数量 copies number_of_copies copy_count quantity`,
		Cabinet: `柜 柜号 文件柜 文件柜号 柜子 存放柜 cabinet cabinet_no`,
		Shelf:   `层 层号 架 架号 隔层 shelf shelf_no layer`,
		Box:     `盒 盒号 档案盒 档案盒号 文件盒 盒子 box box_no`,
		place: `位置 存放位置 存放地点 存放处 柜层盒 文件柜位置 保管位置 库位 存放 location place storage_location
			shelf_mark`,
		Received: `接收日期 收到日期 归档日期 接收时间 收件日期 入库日期 收文日期 登记日期 移交日期 received received_date
			date_received received_on`,
		RetainUntil: `保管期限 保存期限 保管期 保存期 保存年限 保管年限 retention retention_period
			保管期限至 保存期限至 保管到期日 保存到期日 保管截止日期 保存至 保管至 retain_until retention_until
			retention_date keep_until`,
		Custodian: `档案管理员 保管人 管理员 保管员 责任人 custodian keeper`,
	},
}

// headings maps every known heading of a kind to its field.
var headings = buildHeadings()

func buildHeadings() map[Kind]map[string]Field {
	all := map[Kind]map[string]Field{Clients: {}, Documents: {}}
	for kind, known := range all {
		for _, source := range []map[Field]string{shared, synonyms[kind]} {
			for field, words := range source {
				for _, w := range strings.Fields(words) {
					known[headingKey(w)] = field
				}
			}
		}
	}
	return all
}

// bracketed is a remark in a heading, such as （必填） or (yyyy-mm-dd).
var bracketed = regexp.MustCompile(`[(\[{【〔<《「][^)\]}】〕>》」]*[)\]}】〕>》」]`)

// headingKey is what two headings that mean the same have in common: no width, case, spaces, marks
// or remarks in brackets. A heading that is nothing but brackets keeps their content.
func headingKey(s string) string {
	s = norm.NFKC.String(s)
	key := onlyWords(bracketed.ReplaceAllString(s, ""))
	if key == "" {
		key = onlyWords(s)
	}
	return key
}

// onlyWords keeps the letters and digits of s, in lower case.
func onlyWords(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// match is how surely a heading means a field.
type match int

const (
	noMatch match = iota
	byEnding
	exact
)

// matchHeading finds the field that a heading means. Chinese puts the head of a term last, so an unknown
// heading that ends in a known one of at least three characters (客户联系人电话) means the same, less surely.
func matchHeading(kind Kind, heading string) (Field, match) {
	key := headingKey(heading)
	if key == "" || utf8.RuneCountInString(key) > 40 {
		return "", noMatch
	}
	known := headings[kind]
	if f, ok := known[key]; ok {
		return f, exact
	}
	for i := range key {
		rest := key[i:]
		if f, ok := known[rest]; ok && rest[0] >= utf8.RuneSelf && utf8.RuneCountInString(rest) >= 3 {
			return f, byEnding
		}
	}
	return "", noMatch
}
