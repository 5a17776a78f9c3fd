package app

import "context"

// DrillRecovery proves that the two printed halves open this vault; it uses nothing up and
// is logged. Administrator only; needs a fresh password. Returns NotAllowed (error.code for
// halves of another vault or old ones), Unconfirmed, Invalid (half_a, half_b).
func (o *Office) DrillRecovery(ctx context.Context, halfA, halfB string) error {
	return errNotBuilt
}

// NewRecoveryHalves makes two new halves, shown once; the old ones open nothing of this
// vault any more. Administrator only; needs a fresh password. Returns NotAllowed, Unconfirmed.
func (o *Office) NewRecoveryHalves(ctx context.Context) ([2]RecoveryHalf, error) {
	return [2]RecoveryHalf{}, errNotBuilt
}
