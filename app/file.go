package app

// File is a client's case file 案卷.
type File struct {
	ID         int64
	Code       string // A-0032-2024; given by the program when left empty
	ClientID   int64
	ClientCode string
	ClientName string // filled only for those who may see it
	Title      string
	OpenedOn   Date
	OnHold     bool // 冻结
	HoldReason string
}

// FileRow is a case file in a list.
type FileRow struct {
	File
	Documents int
	Out       int
	Key       string
}

// FileSheet is one case file with its documents.
type FileSheet struct {
	File
	Documents []DocumentRow
	MayEdit   bool
}

// FileReader reads case files.
type FileReader interface {
	File(id int64) (File, error)
	FileByCode(code string) (File, error)
	FilesOfClient(clientID int64) ([]FileRow, error)
	Files(text, after string, limit int, scope *ClientScope) ([]FileRow, error)
	NextFileCode(clientCode string, on Date) (string, error)
}

// FileWriter changes case files.
type FileWriter interface {
	SaveFile(File) (File, error)
}
