package console

import (
	"context"
	"fmt"

	"custody/ui/words"
)

// runHelp lists the commands.
func runHelp(_ context.Context, c *call) error {
	fmt.Fprintln(c.Out, words.T("console.help.intro"))
	for _, cmd := range commands {
		fmt.Fprintf(c.Out, "  custody %s %s\n      %s\n", cmd.name, cmd.usage, words.T(cmd.help))
	}
	return nil
}

// runVersion prints the build's version.
func runVersion(_ context.Context, c *call) error {
	_, err := fmt.Fprintln(c.Out, "custody", c.Version)
	return err
}
