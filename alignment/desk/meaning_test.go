package desk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/internal/embeddings"
	"github.com/throughline-ics/throughline/internal/embeddings/standin"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// oracle is an embeddings endpoint on loopback that remembers what it was sent.
type oracle struct {
	*embeddings.Client

	w      *worldtest.World
	url    string
	during func() // what happens while it is being asked
	status int    // what it answers, when that is not 0

	mu    sync.Mutex
	texts []string
	keys  []string
}

func newOracle(t *testing.T, w *worldtest.World) *oracle {
	t.Helper()
	o := &oracle{w: w}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	o.url = server.URL
	o.Client = embeddings.New(embeddings.OnThisMachine(embeddings.Endpoint{URL: o.url})...)
	return o
}

func (o *oracle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var asked struct{ Input []string }
	_ = json.Unmarshal(body, &asked)
	o.mu.Lock()
	o.texts, o.keys = append(o.texts, asked.Input...), append(o.keys, r.Header.Get("Authorization"))
	o.mu.Unlock()
	if o.during != nil {
		o.during()
	}
	if o.status != 0 {
		w.WriteHeader(o.status)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	standin.Handler("").ServeHTTP(w, r)
}

// sent gives what was sent since it was asked last.
func (o *oracle) sent() (texts, keys []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	texts, keys = o.texts, o.keys
	o.texts, o.keys = nil, nil
	return texts, keys
}

func (o *oracle) lineUp(t *testing.T) {
	t.Helper()
	if err := desk.Reassess(context.Background(), o.w.DB, o, o.w.System, "test"); err != nil {
		t.Fatal(err)
	}
}

func (o *oracle) set(version int, change setting.MeaningChange) {
	o.w.AsWriter("", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := setting.ChangeMeaning(ctx, tx, version, change)
		return err
	})
}

func (o *oracle) on(key string) setting.MeaningChange {
	return setting.MeaningChange{On: true, Endpoint: o.url, Model: "letters", Key: &key, Agreed: true}
}

func (o *oracle) reads(t *testing.T) setting.Meaning {
	t.Helper()
	var m setting.Meaning
	o.w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		var err error
		m, err = setting.ReadMeaning(ctx, tx, o.w.System)
		return err
	})
	return m
}

// found is all that was found of a system, as text.
func found(t *testing.T, w *worldtest.World) string {
	t.Helper()
	var said string
	err := w.Owner.QueryRow(context.Background(), `
		select concat((select jsonb_agg(to_jsonb(s) - 'model_hash' order by s.objective_id, s.target_item_id) from app.suggestion s),
		              (select jsonb_agg(to_jsonb(c) order by c.org_id, c.target_item_id) from app.cell c),
		              (select model_hash from app.statement))`).Scan(&said)
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func TestWhatTextsMeanIsAskedOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	o := newOracle(t, w)
	added := writeDraft(w, "B", "Quillonax is written and not published")
	before := found(t, w)
	o.lineUp(t)
	if texts, _ := o.sent(); texts != nil || found(t, w) != before {
		t.Fatalf("it is off, and %d texts are sent", len(texts))
	}
	o.set(0, o.on("sesame"))
	busy := -1
	o.during = func() {
		busy = w.Count("select count(*) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and usename = 'tl_app'")
	}
	o.lineUp(t)
	texts, keys := o.sent()
	if busy != 0 {
		t.Errorf("%d transactions wait while the endpoint is asked", busy)
	}
	if len(texts) < 10 || slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, "Quillonax") }) {
		t.Errorf("sent are %q", texts)
	}
	if !slices.ContainsFunc(texts, func(s string) bool { return strings.HasPrefix(s, "One shared care record\n") }) || keys[0] != "Bearer sesame" {
		t.Errorf("sent with %q are %q", keys, texts)
	}
	if n := w.Count("select count(*) from app.meaning_vector where org_id = $1", w.System); n != len(texts) {
		t.Errorf("%d vectors are kept of %d texts", n, len(texts))
	}
	if n := w.Count("select count(*) from app.suggestion where evidence::text like '%similar_meaning%'"); n == 0 || found(t, w) == before {
		t.Error("nothing is suggested for what texts mean")
	}
	if m := o.reads(t); m.Trouble != "" || m.TriedAt.IsZero() || !m.HasKey || m.Consent != setting.Consent {
		t.Errorf("the setting says %+v", m)
	}
	after := found(t, w)
	o.lineUp(t)
	if texts, _ := o.sent(); texts != nil || found(t, w) != after {
		t.Errorf("nothing has changed and %q are sent", texts)
	}
	// Without anybody to ask, what is known counts.
	w.Reassess()
	if found(t, w) != after {
		t.Error("what is known does not count where nobody may be asked")
	}
	// What is published now is sent, and it alone; what is not said any more is forgotten.
	was := w.Count("select count(*) from app.meaning_vector")
	publishDraft(w)
	o.lineUp(t)
	if texts, _ := o.sent(); len(texts) != 1 || !strings.Contains(texts[0], "Quillonax") {
		t.Errorf("one text is new, and %q are sent", texts)
	}
	if n := w.Count("select count(*) from app.meaning_vector"); n != was+1 {
		t.Errorf("%d vectors are kept, %d before", n, was)
	}
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error { return strategy.RetireItem(ctx, tx, added, 1) })
	publishDraft(w)
	o.lineUp(t)
	if texts, _ := o.sent(); texts != nil || w.Count("select count(*) from app.meaning_vector") != was {
		t.Errorf("what is not said any more is kept, or %q are sent", texts)
	}
}

// writeDraft adds an objective to a member's working copy.
func writeDraft(w *worldtest.World, code, title string) (id uuid.UUID) {
	w.AsWriter(code, func(ctx context.Context, tx *tenants.Tx) error {
		current, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		added, err := strategy.AddItem(ctx, tx, current, strategy.Item{Kind: strategy.KindObjective, Title: title})
		id = added.ID
		return err
	})
	return id
}

func publishDraft(w *worldtest.World) {
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		channels, err := strategy.ChannelsFor(ctx, tx, []tenants.ChannelKind{tenants.Desk})
		if err != nil {
			return err
		}
		_, _, err = strategy.Publish(ctx, tx, id, strategy.Release{On: worldtest.Published, Channels: channels})
		return err
	})
}

// An endpoint that fails changes nothing of what is found, and the lead is told. Once it answers again, that is over.
func TestAnEndpointThatFailsLeavesTheWordsAlone(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	o := newOracle(t, w)
	before := found(t, w)
	o.set(0, o.on(""))
	o.status = http.StatusBadGateway
	o.lineUp(t)
	if _, keys := o.sent(); len(keys) != 1 || keys[0] != "" {
		t.Errorf("it is asked %d times, with %q", len(keys), keys)
	}
	if found(t, w) != before || w.Count("select count(*) from app.meaning_vector") != 0 {
		t.Error("an endpoint that fails changes what is found")
	}
	if m := o.reads(t); !strings.Contains(m.Trouble, "answered 502") || m.TriedAt.IsZero() || m.HasKey {
		t.Errorf("the setting says %+v", m)
	}
	o.status = 0
	o.lineUp(t)
	if m := o.reads(t); m.Trouble != "" || found(t, w) == before {
		t.Errorf("it answers again, and the setting says %+v", m)
	}
	// It fails for a text that is new: the words alone count, and it is asked once.
	kept := w.Count("select count(*) from app.meaning_vector")
	added := writeDraft(w, "B", "Quillonax for all")
	publishDraft(w)
	o.status = http.StatusBadGateway
	o.sent()
	o.lineUp(t)
	if _, keys := o.sent(); len(keys) != 1 {
		t.Errorf("it is asked %d times for one line-up", len(keys))
	}
	if w.Count("select count(*) from app.suggestion where evidence::text like '%similar_meaning%'") != 0 || o.reads(t).Trouble == "" {
		t.Error("half of the texts have a meaning, or nobody is told")
	}
	// Once nobody says that any more, there is nothing to ask, and nothing wrong.
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error { return strategy.RetireItem(ctx, tx, added, 1) })
	publishDraft(w)
	o.lineUp(t)
	if texts, _ := o.sent(); texts != nil || o.reads(t).Trouble != "" || w.Count("select count(*) from app.meaning_vector") != kept {
		t.Errorf("%q are sent, and the setting says %+v", texts, o.reads(t))
	}
}

// Turned off, nothing of it is left, and what is found is what the words say: also when it is turned off while it is asked.
func TestTurnedOffNothingIsLeft(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	o := newOracle(t, w)
	before := found(t, w)
	gone := func(when string) {
		t.Helper()
		if found(t, w) != before {
			t.Errorf("%s: what was found is not what the words say", when)
		}
		if w.Count("select count(*) from app.meaning_vector")+w.Count("select count(*) from app.meaning_key") != 0 {
			t.Errorf("%s: vectors or a key are left", when)
		}
		o.sent()
		o.lineUp(t)
		if texts, _ := o.sent(); texts != nil {
			t.Errorf("%s: %d texts are sent", when, len(texts))
		}
	}
	o.set(0, o.on("sesame"))
	o.lineUp(t)
	o.set(1, setting.MeaningChange{Endpoint: o.url, Model: "letters"})
	o.lineUp(t)
	gone("after it was on")
	o.set(2, o.on("sesame"))
	o.during = func() { o.during = nil; o.set(3, setting.MeaningChange{}) }
	o.lineUp(t)
	gone("while it was asked")
}

// A key goes to no other address than the one that it was entered for, and what one model said is not another's word.
func TestAKeyIsForItsAddress(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	o := newOracle(t, w)
	o.set(0, o.on("sesame"))
	o.lineUp(t)
	o.sent()
	change := o.on("")
	change.Key = nil
	change.Model = "other letters"
	o.set(1, change)
	o.lineUp(t)
	if texts, keys := o.sent(); len(texts) == 0 || keys[0] != "Bearer sesame" {
		t.Errorf("for another model %d texts are sent, with %q", len(texts), keys)
	}
	change.Endpoint += "/"
	o.set(2, change)
	o.lineUp(t)
	if texts, keys := o.sent(); len(texts) == 0 || keys[0] != "" {
		t.Errorf("to another address %d texts are sent, with %q", len(texts), keys)
	}
}
