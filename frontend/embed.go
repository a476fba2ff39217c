// Package frontend holds the pages, so that one binary serves them. It owns no rule and no address.
//
// What a server does with them: a file of Dist answers at its own path; every other path that is not the
// server's own answers with index.html, because the pages read the address themselves. Files under assets/
// carry a hash of their content in their names and may be kept for ever; index.html must be asked for again
// each time. Nothing in them needs more than the content security policy default-src 'none'; script-src,
// style-src, connect-src and font-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'.
package frontend

import (
	"embed"
	"io/fs"
)

// Vite builds into dist/app, which git ignores; dist/index.html is a committed page that says the pages have not
// been built. It stands outside dist/app so that a build neither changes nor deletes anything git knows, and so
// that the module compiles where there is no Node.
//
//go:embed all:dist
var dist embed.FS

// Dist is the folder to serve, index.html at its root: the built pages or, before the first build, the page that
// says so.
func Dist() fs.FS {
	return pages(dist)
}

// pages picks the folder of the built pages when it has an index.html, else the one above it.
func pages(all fs.FS) fs.FS {
	folder := "dist/app"
	if _, err := fs.Stat(all, folder+"/index.html"); err != nil {
		folder = "dist"
	}
	sub, err := fs.Sub(all, folder)
	if err != nil {
		// Sub fails on a malformed path only, and both paths are written above.
		panic(err)
	}
	return sub
}
