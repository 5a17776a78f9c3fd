package app

import "slices"

// Role is a set of duties an account carries; one person may hold several.
type Role string

// The roles of the office.
const (
	Custodian     Role = "custodian"     // 档案管理员: keeps the cabinets, hands out and takes back
	Auditor       Role = "auditor"       // 审核员
	Reviewer      Role = "reviewer"      // 评定员
	Sales         Role = "sales"         // 市场人员
	Approver      Role = "approver"      // 部门负责人: approves loans of the department
	Inspector     Role = "inspector"     // 内审员: reads the audit log
	Administrator Role = "administrator" // 管理员: accounts and backups, no client files
)

// AllRoles lists the roles in the order forms show them.
var AllRoles = []Role{Custodian, Auditor, Reviewer, Sales, Approver, Inspector, Administrator}

// Roles is the set one account holds.
type Roles []Role

// Has reports whether r is in the set.
func (rs Roles) Has(r Role) bool { return slices.Contains(rs, r) }

// HasAny reports whether any of want is in the set.
func (rs Roles) HasAny(want ...Role) bool { return slices.ContainsFunc(want, rs.Has) }

// IsStaff reports whether the set holds a role that works on clients' files by
// assignment (§4.4): auditor, reviewer or sales.
func (rs Roles) IsStaff() bool { return rs.HasAny(Auditor, Reviewer, Sales) }
