package tenants_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// publish releases what an organisation is writing to channels of kinds.
func (w *walled) publish(code string, kinds ...tenants.ChannelKind) {
	w.AsWriter(code, func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		channels, err := strategy.ChannelsFor(ctx, tx, kinds)
		if err != nil {
			return err
		}
		_, _, err = strategy.Publish(ctx, tx, id, strategy.Release{On: tx.Today(), Channels: channels})
		return err
	})
}

// Whoever has no account sees, of every table that the catalogue has, the one channel and what was released to it. Another
// organisation has released to the public too, and neither shows the other.
func TestThePublicSeesOneChannel(t *testing.T) {
	t.Parallel()
	w := newWalled(t)
	ctx := context.Background()
	w.publish("A", tenants.Desk, tenants.Public)
	w.publish("S", tenants.Public)
	for _, tb := range w.tables {
		all, own := 0, 0
		must(t, w.DB.Public(ctx, w.Orgs["A"].String(), func(tx *tenants.Tx, _ tenants.Publisher) error {
			return tx.SQL().QueryRow(ctx, fmt.Sprintf("select count(*), count(*) filter (where %s = $1) from app.%s", tb.owner, tb.name), w.Orgs["A"]).Scan(&all, &own)
		}))
		want := 0
		switch tb.name {
		case "channel", "edition":
			want = 1
		case "edition_item":
			want = 4 // of five one is a constraint
		}
		if all != want || own != want {
			t.Errorf("%s: the public sees %d rows, %d of them of the organisation whose page it is", tb.name, all, own)
		}
	}
}

func TestThePublicChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWalled(t)
	w.publish("A", tenants.Public)
	undo := errors.New("undo")
	for _, statement := range []string{
		"select sec.public_channel()", "delete from app.release", "update app.edition set state = 'withdrawn'",
		"insert into app.hold (id, org_id, begins, ends, reason) values (gen_random_uuid(), sec.current_org(), now(), now(), 'x')",
	} {
		err := w.DB.Public(context.Background(), w.Orgs["A"].String(), func(tx *tenants.Tx, _ tenants.Publisher) error {
			if _, err := tx.SQL().Exec(context.Background(), statement); err != nil {
				return err
			}
			return undo
		})
		if errors.Is(err, undo) {
			t.Errorf("the public may %s", statement)
		}
	}
}

func TestWhatIsNotPublishedIsNotThere(t *testing.T) {
	t.Parallel()
	w := newWalled(t)
	must(t, w.exec("update app.organisation set ods_code = 'RXA' where id = $1", w.Orgs["A"]))
	must(t, w.exec("update app.organisation set ods_code = 'RXB' where id = $1", w.Orgs["B"]))
	w.publish("A", tenants.Public)
	open := func(address string) error {
		return w.DB.Public(context.Background(), address, func(*tenants.Tx, tenants.Publisher) error { return nil })
	}
	for _, address := range []string{w.Orgs["A"].String(), "RXA", "rxa"} {
		must(t, open(address))
	}
	unknown := open(uuid.NewString())
	for _, address := range []string{w.Orgs["B"].String(), "RXB", "", "%", "RX", "RXA ", "northfold", "' or true --"} {
		if err := open(address); !fault.Is(err, fault.NotFound) || err.Error() != unknown.Error() {
			t.Errorf("%q: %v, and of an organisation that there is not: %v", address, err, unknown)
		}
	}
	// What an account may read, it reads as before: what goes to the public alone goes to no channel of the system's.
	for _, code := range []string{"B", "S", ""} {
		w.As(code, func(ctx context.Context, tx *tenants.Tx) error {
			n := 0
			err := tx.SQL().QueryRow(ctx, "select count(*) from app.edition where org_id = $1", w.Orgs["A"]).Scan(&n)
			if n != 0 {
				t.Errorf("%q sees %d editions of A's that are not released to it", code, n)
			}
			return err
		})
	}
}

func (w *walled) exec(statement string, args ...any) error {
	_, err := w.Owner.Exec(context.Background(), statement, args...)
	return err
}
