package demodata

import (
	"embed"
	"io"
	"io/fs"
	"strings"
)

//go:embed carrowmere/*.yaml
var folders embed.FS

//go:embed carrowmere_claims.yaml
var claims string

// Carrowmere is the folder of the fictional system: system.yaml and a file for each of its five trusts. Nobody has
// decided about a link in it.
func Carrowmere() fs.FS {
	folder, err := fs.Sub(folders, "carrowmere")
	if err != nil {
		panic(err) // the name is a constant, and a valid path
	}
	return folder
}

// Claims is a claims file about Carrowmere, for a demonstration in which people have begun to decide: two trusts
// have been through their links, one is half way, and two have not begun.
func Claims() io.Reader { return strings.NewReader(claims) }
