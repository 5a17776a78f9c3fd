package app

import "context"

// RenewVaultKey gives the vault a new key, so that a password removed before opens nothing
// that is written from now on (design §3). It takes seconds to minutes; changes wait meanwhile.
// progress, which may be nil, is told the pages done of all. A context that ends leaves the old
// key in force. lost are the logins whose one-time code had run out and is gone. Administrator
// only; needs a fresh password. Returns NotAllowed, Unconfirmed, Damaged.
func (o *Office) RenewVaultKey(ctx context.Context, progress func(done, total int64)) (lost []string, err error) {
	return nil, errNotBuilt
}
