// Package assets holds everything the program carries inside itself.
package assets

import "embed"

// Words holds the translations: words/<language>/<area>.json, flat objects from key to text.
//
//go:embed words/*/*.json
var Words embed.FS
