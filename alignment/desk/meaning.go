package desk

import (
	"context"
	"time"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/internal/embeddings"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Embedder says what texts mean: a vector for each, in their order, all of one length, or an error that names neither
// texts nor key.
type Embedder interface {
	Embed(ctx context.Context, e embeddings.Endpoint, texts []string) ([][]float32, error)
}

// sightTime is how long an endpoint may take over all texts of one line-up: a slow one must not hold up other systems.
const sightTime = 45 * time.Second

// sight is what a system knows of what texts mean, and where it may ask.
type sight struct {
	setting  setting.Meaning
	endpoint embeddings.Endpoint
	on       bool
	closed   bool                 // the key does not open
	known    map[string][]float32 // by the key of the text
}

// seen is what came of looking at a picture.
type seen struct {
	asked   bool
	made    map[string][]float32
	texts   []string // the keys of all texts of the picture, where it has vectors
	trouble string   // a sentence
}

// see gives a picture what its texts mean, where the system has agreed to ask and the endpoint says. All of it counts or
// nothing. No transaction is open meanwhile.
func (s sight) see(ctx context.Context, embedder Embedder, p alignment.Picture) (alignment.Picture, seen) {
	if !s.on {
		return p, seen{}
	}
	ctx, cancel := context.WithTimeout(ctx, sightTime)
	defer cancel()
	var found seen
	with, made, err := alignment.Embed(p, s.known, func(texts []string) ([][]float32, error) {
		switch {
		case embedder == nil:
			return nil, errNobodyAsked
		case s.closed:
			return nil, errKeyClosed
		}
		found.asked = true
		return embedder.Embed(ctx, s.endpoint, texts)
	})
	switch {
	case err == errNobodyAsked: //nolint:errorlint // it is handed on as it is
		return p, seen{}
	case err != nil:
		found.trouble = fault.From(err).Message
		return p, found
	}
	for _, w := range alignment.Wordings(p) {
		found.texts = append(found.texts, w.Key)
	}
	found.made = made
	return with, found
}

var (
	errNobodyAsked = fault.New(fault.Unavailable, "Nobody is asked.")
	errKeyClosed   = fault.New(fault.Unavailable, "The key of the embeddings endpoint does not open with the server's own. Enter it again, or ask whoever runs the server.")
)

// readSight reads what the acting system knows of meaning; an organisation that is none knows nothing.
func readSight(ctx context.Context, tx *tenants.Tx, self tenants.Organisation) (sight, error) {
	var s sight
	var err error
	if s.setting, err = setting.ReadMeaning(ctx, tx, self.ID); err != nil || !s.setting.On {
		return s, err
	}
	s.on = true
	if s.endpoint, _, err = s.setting.Target(ctx, tx); err != nil {
		s.closed = true
	}
	s.known, err = readVectors(ctx, tx, s.setting.Model)
	return s, err
}

// keepSight keeps what came back, leaves out texts that are no more, and notes what went wrong: unless the system has
// changed the setting meanwhile, for then nothing of it counts.
func keepSight(ctx context.Context, db *tenants.DB, s scene, found seen, request string) error {
	stale := found.texts != nil && len(found.texts) < len(s.sight.known)+len(found.made)
	mended := found.texts != nil && s.sight.setting.Trouble != ""
	if len(found.made) == 0 && !stale && !mended && found.trouble == "" {
		return nil
	}
	return db.Within(ctx, tenants.ForMachine(s.system.ID, reassessCommand, request).Writing(), func(tx *tenants.Tx) error {
		holds, err := noteSight(ctx, tx, s.sight.setting.Version, found)
		if err != nil || !holds || found.trouble != "" {
			return err
		}
		return writeVectors(ctx, tx, s.sight.setting.Model, found)
	})
}
