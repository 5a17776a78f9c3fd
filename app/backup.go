package app

import (
	"context"
	"crypto/ed25519"
	"time"
)

// BackupInfo is what a backup file says of itself in its signed manifest.
type BackupInfo struct {
	File      string    // path; in the register only its last element
	VaultID   string    // 32 hexadecimal digits
	Name      string    // the vault's name when it was made
	At        time.Time // the moment it shows
	Sequence  uint64    // last commit it holds
	Head      Head      // end of the audit log it holds
	Bytes     int64     // of the file
	Documents int       // electronic documents, those of the base included
	Base      string    // file name of the full backup it builds on, "" for a full one
}

// BackupPlan says where backups go, how often, and which generations are kept.
type BackupPlan struct {
	Folder                 string // "" while there is no plan
	EveryDays              int    // 1 to 31
	Daily, Weekly, Monthly int    // how many days, ISO weeks and months keep their newest
}

// BackupStatus is how the office stands with its backups.
type BackupStatus struct {
	Plan       BackupPlan
	Last       *BackupInfo // the last verified one, nil for none
	VerifiedAt time.Time   // when that one had been read back whole
	AgeDays    int         // days from VerifiedAt to today; 0 without Last
	Due        bool        // there is a plan and it asks for one today
	DrilledAt  time.Time   // last restore drill that went well, zero for none
	Missing    string      // the plan's folder when it can't be reached now, else ""
}

// Late reports whether the administrator is to be reminded: no plan, no verified
// backup, or one that is older than the plan allows.
func (s BackupStatus) Late() bool {
	return s.Plan.Folder == "" || s.Last == nil || s.AgeDays > s.Plan.EveryDays
}

// DefaultBackupPlan is the plan of a new vault: every day, 7 daily, 4 weekly and 12
// monthly generations; the folder is the administrator's to choose.
func DefaultBackupPlan() BackupPlan {
	return BackupPlan{EveryDays: 1, Daily: 7, Weekly: 4, Monthly: 12}
}

// BackupRecord is a backup that was read back whole after writing.
type BackupRecord struct {
	BackupInfo
	VerifiedAt time.Time
}

// BackupReader reads plan and records.
type BackupReader interface {
	BackupPlan() (BackupPlan, error)     // the default before one is saved
	LastBackup() (BackupRecord, error)   // NotFound before the first
	LastBackupDrill() (time.Time, error) // zero before the first
}

// BackupWriter changes them.
type BackupWriter interface {
	SaveBackupPlan(BackupPlan) error
	AddBackup(BackupRecord) error
	AddBackupDrill(at time.Time, info BackupInfo) error
}

// Archive makes backups of one opened vault. The store package implements it.
type Archive interface {
	Restorer
	VaultID() string
	Name() string // the vault's name, as it begins a backup's file name
	// Folder returns nil for a folder that is there, NotFound (error.backup.folder),
	// Invalid (error.backup.inside) for one in the vault, at field folder.
	Folder(folder string) error
	// List returns this vault's backups in a folder whose manifest holds, newest first.
	List(ctx context.Context, folder string) ([]BackupInfo, error)
	// Remove deletes one of them, after looking again that it is this vault's.
	Remove(ctx context.Context, folder, file string) error
	// Begin starts a backup, one at a time: Conflict (error.backup.busy) while another is
	// under way. Work on the register goes on; sealing the vault ends the backup. The
	// snapshot must be released.
	Begin(ctx context.Context) (Snapshot, error)
}

// Snapshot is a vault as it is at one moment.
type Snapshot interface {
	// Freeze takes the moment; called within a transaction, it is the transaction's.
	Freeze() error
	// Write writes the backup, reads it back whole, and gives it its name. Nothing is
	// left behind on an error: NotFound (error.backup.folder), NotAllowed
	// (error.backup.readonly), Conflict (error.backup.full, error.backup.changed), Damaged
	// (error.backup.differs, file, place) when it does not read back.
	Write(order BackupOrder, progress func(done, total int64)) (BackupInfo, error)
	Release()
}

// BackupOrder is what a backup says beside the vault's own content.
type BackupOrder struct {
	Folder string
	At     time.Time
	Head   Head
	Sign   ed25519.PrivateKey // of who makes it
	Base   string             // file name of a full backup in Folder, "" for none
}

// DrillRequest opens a backup for real: with a password, or with both halves.
type DrillRequest struct {
	File            string
	Login, Password string
	HalfA, HalfB    string // instead of Login and Password
}

// DrillReport is what a restore drill found.
type DrillReport struct {
	Info    BackupInfo
	Entries int64 // in the audit log
	Head    Head
	Signer  string // login of the account whose key signed the backup, "" if no account has it
	Damage  []Damage
}

// Sound reports whether the backup can be relied upon.
func (r DrillReport) Sound() bool { return len(r.Damage) == 0 }

// Restorer reads backup files; the gate has it.
type Restorer interface {
	// InspectBackup checks every byte of the file and of its base, and the signature
	// against the key in the manifest. Returns NotFound (error.backup.missing),
	// Damaged (error.backup.damaged, file, place), NotFound (error.backup.base, name),
	// Conflict (error.backup.newer).
	InspectBackup(ctx context.Context, file string, progress func(done, total int64)) (BackupInfo, error)
	// Restore unpacks into a folder that is missing or empty, wholly or not at all.
	// Returns what InspectBackup returns, Conflict (error.vault.exists) at field dir.
	Restore(ctx context.Context, file, dir string, progress func(done, total int64)) (BackupInfo, error)
	// DrillBackup restores into a scratch folder, opens it and checks everything.
	// Returns what Restore and Unlock or Recover return.
	DrillBackup(ctx context.Context, req DrillRequest, progress func(done, total int64)) (DrillReport, error)
}
