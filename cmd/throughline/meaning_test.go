package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/embeddings/standin"
)

const exampleFolder = "../../internal/demodata/carrowmere"

// endpoint serves the stand-in; from the request of a number on it fails.
func endpoint(t *testing.T, key string, failsFrom int) (address string, asked *int) {
	t.Helper()
	asked = new(int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked++
		if *asked >= failsFrom {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		standin.Handler(key).ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

const never = 1 << 30

func TestAlignAsksAnEndpointWhatTextsMean(t *testing.T) {
	t.Parallel()
	address, requests := endpoint(t, "sesame", never)
	env := map[string]string{"THROUGHLINE_EMBEDDINGS_KEY": "sesame"}
	_, without, _ := asked(t, nil, "align", exampleFolder, "--format", "json")
	code, with, said := asked(t, env, "align", exampleFolder, "--format", "json", "--embeddings", address, "--embeddings-model", "letters")
	if code != exitDone || said != "" || *requests < 2 {
		t.Fatalf("exit %d after %d requests: %s", code, *requests, said)
	}
	if !strings.Contains(with, `"similar_meaning"`) || strings.Contains(without, `"similar_meaning"`) {
		t.Error("similar meaning is not a reason where it was asked for, or is one where it was not")
	}
	if _, again, _ := asked(t, env, "align", exampleFolder, "--format", "json", "--embeddings", address, "--embeddings-model", "letters"); again != with {
		t.Error("the same folder and model give other bytes")
	}
	// The endpoint fails half way, or refuses the key: nothing of it counts, and the note says so.
	for name, c := range map[string]struct {
		failsFrom int
		env       map[string]string
		says      string
	}{"half way": {2, env, "answered 502"}, "wrong key": {never, nil, "answered 401"}} {
		address, _ := endpoint(t, "sesame", c.failsFrom)
		code, out, said := asked(t, c.env, "align", exampleFolder, "--format", "json", "--embeddings", address, "--embeddings-model", "letters")
		if code != exitDone || !strings.Contains(said, c.says) || !strings.Contains(said, "by their words alone") {
			t.Errorf("%s: exit %d: %s", name, code, said)
		}
		before, _, _ := strings.Cut(out, `"notes"`)
		if want, _, _ := strings.Cut(without, `"notes"`); before != want {
			t.Errorf("%s: some of what the endpoint said counts", name)
		}
		if !strings.Contains(out, c.says) || !strings.Contains(out, model(t, without)) {
			t.Errorf("%s: the report has no note of it, or another model", name)
		}
	}
}

// model gives the line of a report that has the model's hash.
func model(t *testing.T, report string) string {
	t.Helper()
	_, rest, found := strings.Cut(report, `"model": `)
	if !found || len(rest) < 60 {
		t.Fatal("the report has no model")
	}
	return rest[:60]
}

func TestEvaluateComparesWithAnEndpoint(t *testing.T) {
	t.Parallel()
	address, _ := endpoint(t, "", never)
	_, without, _ := asked(t, nil, "evaluate", exampleFolder)
	code, with, said := asked(t, nil, "evaluate", exampleFolder, "--embeddings", address, "--embeddings-model", "letters")
	if code != exitDone || with == without || with == "" {
		t.Errorf("exit %d: %s", code, said)
	}
	address, _ = endpoint(t, "", 2)
	if code, out, said := asked(t, nil, "evaluate", exampleFolder, "--embeddings", address, "--embeddings-model", "letters"); code != exitFailed || out != "" || !strings.Contains(said, "answered 502") {
		t.Errorf("figures without the endpoint pass for some with it: exit %d %s %s", code, out, said)
	}
}

func TestAnEndpointIsNamedWithItsModel(t *testing.T) {
	t.Parallel()
	for _, flags := range [][]string{
		{"--embeddings", "http://127.0.0.1:9"}, {"--embeddings-model", "m"}, {"--embeddings", "http://example.org", "--embeddings-model", "m"},
	} {
		code, _, _ := asked(t, nil, append([]string{"align", exampleFolder}, flags...)...)
		if code != exitUsage {
			t.Errorf("%v: exit %d", flags, code)
		}
	}
}
