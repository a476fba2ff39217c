package browser

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// Pages serves the built pages: a file at its own path, and the first page for every other path, because the pages
// read the address themselves. A path that looks like a file and is none, or that belongs to the server, is not
// found.
func Pages(files fs.FS) echo.HandlerFunc {
	return func(c echo.Context) error {
		name := strings.TrimPrefix(path.Clean(c.Request().URL.Path), "/")
		header := c.Response().Header()
		if body, err := fs.ReadFile(files, name); err == nil && name != "index.html" {
			if strings.HasPrefix(name, "assets/") {
				header.Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			return c.Blob(http.StatusOK, kindOf(name), body)
		}
		if path.Ext(name) != "" || strings.HasPrefix(name, "api/") || strings.HasPrefix(name, "auth/") {
			return echo.NewHTTPError(http.StatusNotFound)
		}
		body, err := fs.ReadFile(files, "index.html")
		if err != nil {
			return err
		}
		header.Set("Cache-Control", "no-cache")
		return c.Blob(http.StatusOK, "text/html; charset=utf-8", body)
	}
}

// kindOf gives a file's media type by its name; the machine's own table is not asked where ours knows.
func kindOf(name string) string {
	known := map[string]string{
		".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
		".png": "image/png", ".ico": "image/x-icon", ".json": "application/json", ".webmanifest": "application/manifest+json",
		".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	}
	ext := path.Ext(name)
	if kind, ok := known[ext]; ok {
		return kind
	}
	if kind := mime.TypeByExtension(ext); kind != "" {
		return kind
	}
	return "application/octet-stream"
}
