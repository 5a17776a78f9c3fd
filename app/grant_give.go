package app

// giveAll wraps the key of a new content to the recovery halves and to everybody who is to hold
// it and is bound today.
func (c *change) giveAll(content Content, key ContentKey) error {
	if err := c.giveRecovery(content, key); err != nil {
		return err
	}
	accounts, err := c.Accounts()
	if err != nil {
		return err
	}
	for _, a := range accounts {
		t, err := keyTakerOf(c.Reader, a.PersonID, c.today)
		if err != nil {
			return err
		}
		given, err := c.giveKey(t, content, key)
		if err != nil {
			return err
		}
		if !given {
			continue
		}
		if err := c.settled(t, settling{given: []string{content.Document}}); err != nil {
			return err
		}
	}
	return nil
}

// giveKey wraps a key to somebody who is to hold it, and reports whether that was so.
func (c *change) giveKey(t keyTaker, content Content, key ContentKey) (bool, error) {
	last, to := t.scope.until(content)
	if !to || !t.bound {
		return false, nil
	}
	wrapped, err := c.contents.Wrap(key, t.recipient)
	if err != nil {
		return false, err
	}
	g := Grant{PersonID: t.person.ID, Recipient: t.recipient, Until: last, Wrapped: wrapped}
	return true, c.tx.SaveGrant(c.signed(g, content, t.person.Number))
}

// giveRecovery wraps a key to the two printed halves.
func (c *change) giveRecovery(content Content, key ContentKey) error {
	recipient, err := c.contents.Recovery()
	if err != nil {
		return err
	}
	wrapped, err := c.contents.Wrap(key, recipient)
	if err != nil {
		return err
	}
	return c.tx.SaveGrant(c.signed(Grant{Recipient: recipient, Wrapped: wrapped}, content, recoveryReader))
}
