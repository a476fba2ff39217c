package frontend

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestPagesAreTheBuiltOnesOnceThereAreAny(t *testing.T) {
	t.Parallel()
	placeholder := &fstest.MapFile{Data: []byte("not built")}
	built := &fstest.MapFile{Data: []byte("built")}
	tests := map[string]struct {
		all  fstest.MapFS
		want string
	}{
		"before the first build": {fstest.MapFS{"dist/index.html": placeholder}, "not built"},
		"after a build":          {fstest.MapFS{"dist/index.html": placeholder, "dist/app/index.html": built}, "built"},
		"a build that broke off": {fstest.MapFS{"dist/index.html": placeholder, "dist/app/assets/a.js": built}, "not built"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := fs.ReadFile(pages(test.all), "index.html")
			if err != nil {
				t.Fatalf("read index.html: %v", err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("index.html (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDistAlwaysHasAPage(t *testing.T) {
	t.Parallel()
	if _, err := fs.Stat(Dist(), "index.html"); err != nil {
		t.Errorf("no index.html: %v", err)
	}
}
