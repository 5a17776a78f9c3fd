package app

import "context"

// PrintBlank returns a commitment to be signed by hand, and logs the print. The signer
// or a custodian. Returns NotAllowed, NotFound, Conflict for somebody who has left.
func (o *Office) PrintBlank(ctx context.Context, personNumber string, key TemplateKey) (CommitmentPrint, error) {
	var out CommitmentPrint
	err := o.change(ctx, "commitment.print", personNumber, func(c *change) error {
		p, err := c.maySignFor(personNumber, key)
		if err != nil {
			return err
		}
		t, err := c.textToSign(p, key)
		if err != nil {
			return err
		}
		if err := c.log(c.object, map[string]any{"blank": string(key)}); err != nil {
			return err
		}
		out.Signing, err = c.signing(p, t)
		return err
	})
	return out, err
}
