package app

import "context"

// DrillRecovery proves that the two printed halves open this vault; it uses nothing up and
// is logged (design §3). Administrator only; needs a fresh password. Returns NotAllowed
// (error.halves for those of another vault or old ones), Unconfirmed, Invalid (half_a, half_b).
func (o *Office) DrillRecovery(ctx context.Context, halfA, halfB string) error {
	return o.change(ctx, "vault.drill", "", func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if err := o.keyring.CheckHalves(ctx, halfA, halfB); err != nil {
			return err
		}
		return c.noteKeys(func(r *KeyRecord) { r.DrilledAt = c.now })
	})
}

// NewRecoveryHalves makes two new halves, shown once; the old ones open nothing of this
// vault any more. With a copy of the vault made before they still give its key, so Today asks
// for a new one. Administrator only; needs a fresh password. Returns NotAllowed, Unconfirmed.
func (o *Office) NewRecoveryHalves(ctx context.Context) ([2]RecoveryHalf, error) {
	var halves [2]RecoveryHalf
	err := o.change(ctx, "vault.halves", "", func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if err := c.noteKeys(func(r *KeyRecord) { r.HalvesAt = c.now }); err != nil {
			return err
		}
		if err := c.exposed(); err != nil {
			return err
		}
		if err := c.log("", nil); err != nil {
			return err
		}
		// Last, for nothing takes it back.
		var err error
		halves, err = o.keyring.NewHalves(ctx)
		return err
	})
	return halves, err
}
