package vault

import "golang.org/x/sys/unix"

func notDumpable() error { return unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) }

// networkTypes are the file systems that live on another machine, by the number statfs gives.
var networkTypes = map[uint32]bool{
	unix.NFS_SUPER_MAGIC: true, unix.SMB_SUPER_MAGIC: true, unix.SMB2_SUPER_MAGIC: true, unix.CIFS_SUPER_MAGIC: true,
	unix.AFS_SUPER_MAGIC: true, unix.CODA_SUPER_MAGIC: true, unix.CEPH_SUPER_MAGIC: true, unix.NCP_SUPER_MAGIC: true,
	unix.V9FS_MAGIC: true,
}

// OnNetwork reports whether a folder lies on a network share, where locks and syncs may not hold what they promise. It
// is a reason to warn, not to refuse.
func OnNetwork(dir string) bool {
	var st unix.Statfs_t
	if unix.Statfs(dir, &st) != nil {
		return false
	}
	return networkTypes[uint32(st.Type)]
}
