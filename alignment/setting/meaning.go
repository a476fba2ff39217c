package setting

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/embeddings"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Consent is what a system's lead agrees to before any text is sent, in the words that are shown and kept.
const Consent = "The texts of the strategies that are released to this system are sent to the address entered here, which is run by somebody else: " +
	"the goals and shared initiatives of the system, and the objectives and non-priorities of its members, with the names of their measures. " +
	"Drafts are never sent, nor what anybody decided, nor who wrote what. " +
	"Whoever runs that address can read those texts; what they may do with them is between this system and them. " +
	"What comes back is kept by this system, and texts that have not changed are not sent again. " +
	"Every member sees that this is on and where texts go. " +
	"It can be turned off at any time: from then on nothing is sent, what came back and the key are deleted, and the strategies are lined up by their words alone, as before. " +
	"What has been sent cannot be called back."

// Meaning is whether an embeddings endpoint says what released texts mean, and where they go.
type Meaning struct {
	On       bool
	Endpoint string
	Model    string
	HasKey   bool // as the system; a member is not told
	Consent  string
	AgreedBy string // the name, as far as whoever asks may know it
	AgreedAt time.Time
	Trouble  string    // why the last line-up went without
	TriedAt  time.Time // when the endpoint was asked last
	Version  int       // 0 where nobody has set it, and it is off
}

// forMembers is what a member is told: that texts are sent, where to, for which model and since when.
func (m Meaning) forMembers() Meaning {
	m.HasKey, m.AgreedBy, m.Trouble, m.TriedAt = false, "", "", time.Time{}
	if !m.On {
		m.Endpoint, m.Model, m.AgreedAt = "", "", time.Time{}
	}
	return m
}

// MeaningChange is what a lead asks for.
type MeaningChange struct {
	On       bool
	Endpoint string
	Model    string
	Key      *string // nil keeps it, as long as the address stays; empty takes it away
	Agreed   bool    // to Consent
}

// KeyField is the field that the key of an embeddings endpoint is sealed to.
const KeyField = "embeddings_key"

// ChangeMeaning turns the endpoint of the acting system on or off, if the setting is still at a version, and has the
// system lined up again. What came back from another address or model is deleted, and a key goes to no other address than the
// one it was entered for.
func ChangeMeaning(ctx context.Context, tx *tenants.Tx, version int, c MeaningChange) (Meaning, error) {
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return Meaning{}, err
	}
	if self.Kind != tenants.KindSystem {
		return Meaning{}, fault.New(fault.NotFound, "Only a system sets this.")
	}
	if err := c.check(); err != nil {
		return Meaning{}, err
	}
	before, err := ReadMeaning(ctx, tx, self.ID)
	if err != nil {
		return Meaning{}, err
	}
	if before.Version != version {
		return Meaning{}, fault.Outdated()
	}
	if err := writeMeaning(ctx, tx, self.ID, before, c); err != nil {
		return Meaning{}, err
	}
	elsewhere := c.Endpoint != before.Endpoint
	if err := keepKey(ctx, tx, self.ID, c, elsewhere); err != nil {
		return Meaning{}, err
	}
	if !c.On || elsewhere || c.Model != before.Model {
		if err := forgetVectors(ctx, tx); err != nil {
			return Meaning{}, err
		}
	}
	after, err := ReadMeaning(ctx, tx, self.ID)
	if err != nil {
		return Meaning{}, err
	}
	return after, tx.Reassess(ctx, self.ID)
}

// check says what is wrong with a change. Off needs nothing.
func (c MeaningChange) check() error {
	if !c.On {
		if len(c.Endpoint) > longestEndpoint || len(c.Model) > longestModel {
			return fault.New(fault.Invalid, "A value is outside what is allowed.")
		}
		return nil
	}
	e := embeddings.Endpoint{URL: c.Endpoint, Model: c.Model}
	if c.Key != nil {
		e.Key = *c.Key
	}
	var fields []fault.Field
	if err := e.Check(); err != nil {
		fields = fault.From(err).Fields
	}
	if len(c.Endpoint) > longestEndpoint {
		fields = append(fields, fault.Field{Name: "url", Reason: "Write an address of up to 500 characters."})
	}
	if !c.Agreed {
		fields = append(fields, fault.Field{Name: "agreed", Reason: "Say that your system agrees to what is sent, or leave it off."})
	}
	for i := range fields {
		if fields[i].Name == "url" {
			fields[i].Name = "endpoint"
		}
	}
	if fields != nil {
		return fault.New(fault.Invalid, "The embeddings endpoint cannot be used as it is written.", fields...)
	}
	return nil
}

const (
	longestEndpoint = 500
	longestModel    = 200
)

// keepKey keeps the key that comes with a change, and takes away the one that nothing may go with any more.
func keepKey(ctx context.Context, tx *tenants.Tx, system uuid.UUID, c MeaningChange, elsewhere bool) error {
	switch {
	case c.On && c.Key != nil && *c.Key != "":
		sealed, err := tx.Seal(system, KeyField, *c.Key)
		if err != nil {
			return err
		}
		return writeKey(ctx, tx, system, sealed)
	case !c.On || elsewhere || c.Key != nil:
		return dropKey(ctx, tx, system)
	default:
		return nil
	}
}

// Target is where a system's texts go and with which key, for the job that lines it up; false where they go nowhere.
func (m Meaning) Target(ctx context.Context, tx *tenants.Tx) (embeddings.Endpoint, bool, error) {
	if !m.On {
		return embeddings.Endpoint{}, false, nil
	}
	key, err := readKey(ctx, tx)
	return embeddings.Endpoint{URL: m.Endpoint, Model: m.Model, Key: key}, err == nil, err
}
