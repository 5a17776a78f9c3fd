package window

// showWizard leads through the first run.
func (f *Frame) showWizard() {}
