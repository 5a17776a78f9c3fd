package vault

// WithCheckpointAt lowers the log size that starts a checkpoint, for tests.
func WithCheckpointAt(o Options, bytes int64) Options {
	o.checkpointBytes = bytes
	return o
}
