package vault

// SecretsOf are the bytes that must not outlive a lock: the vault key, what is drawn from it, the account's seed.
func SecretsOf(v *Vault) map[string][]byte {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := map[string][]byte{"vault key": append([]byte(nil), v.vaultKey...), "signing seed": v.keys.Sign.Seed()}
	for _, label := range []string{labelPages, labelFrames, labelHeads, labelMarks, labelState, labelKeysMAC, labelLogins} {
		out["subkey "+label] = subkey(v.vaultKey, v.ring.id[:], label, keySize)
	}
	return out
}
