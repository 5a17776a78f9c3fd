package app

// Organisation is the certification body that keeps the vault.
type Organisation struct {
	Name     string // 中标通国际认证（深圳）有限公司
	NameEN   string
	Short    string // shown on the unlock screen and in the window
	Document string // number of the procedure, ZBT-TP-046
	Version  string // its version, C/0
	Issued   Date   // its date of issue
}

// Department is a part of the organisation: 运营部, 技术部, 行政部 to begin with (§2.1).
type Department struct {
	ID   int64
	Name string
}

// Settings are the office's rules of time, changed by the administrator.
type Settings struct {
	IdleMinutes      int  // idle lock, 1 to 60, default 5
	RequestDays      int  // a request not decided expires after so many days, default 7
	PickupDays       int  // an approved copy not collected expires after so many days, default 7
	MaxLoanDays      int  // longest time to a due date, default 30
	MaxRenewals      int  // default 2
	CommitmentMonths int  // validity of a commitment, default 12
	ExpiringDays     int  // commitments ending within so many days are shown, default 30
	HideSensitive    bool // titles of sensitive documents hidden in lists
}

// OrganisationReader reads the organisation, its departments and settings.
type OrganisationReader interface {
	Organisation() (Organisation, error)
	Departments() ([]Department, error)
	Settings() (Settings, error)
}

// OrganisationWriter changes them.
type OrganisationWriter interface {
	SaveOrganisation(Organisation) error
	AddDepartment(name string) (Department, error)
	RenameDepartment(id int64, name string) error
	SaveSettings(Settings) error
}

// DefaultSettings are the settings of a new vault.
func DefaultSettings() Settings {
	return Settings{
		IdleMinutes: 5, RequestDays: 7, PickupDays: 7, MaxLoanDays: 30, MaxRenewals: 2,
		CommitmentMonths: 12, ExpiringDays: 30,
	}
}

// DefaultDepartments are the departments of §2.1.
func DefaultDepartments() []string { return []string{"运营部", "技术部", "行政部"} }
