package tenants

import (
	"strconv"
	"time"

	"github.com/throughline-ics/throughline/internal/pg"
)

// How long a pass may be used after it was signed. It travels one round trip.
const passLife = time.Minute

// pass signs one call of one security function: kid.expiry.mac, as sec.check_pass reads it. Its life is measured by
// the real clock and not by the DB's, for the database measures it by its own.
func pass(key pg.Key, purpose string, fields ...string) string {
	expiry := strconv.FormatInt(time.Now().Add(passLife).UnixMicro(), 10)
	parts := append([]string{"pass", key.ID(), expiry, purpose}, fields...)
	return key.ID() + "." + expiry + "." + key.MAC(parts...)
}
