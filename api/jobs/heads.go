package jobs

import (
	"context"
	"encoding/base64"
	"log/slog"

	"github.com/riverqueue/river"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/audit"
)

// keepingHeads is the hourly job of signing the heads of the record and keeping them outside the database.
type keepingHeads struct{}

// Kind names the job in the queue.
func (keepingHeads) Kind() string { return "keep_audit_heads" }

type keepHeads struct {
	river.WorkerDefaults[keepingHeads]
	db  *tenants.DB
	dir string
	log *slog.Logger
}

// Work does one job. Without a key there is nothing to sign with, and the log says so.
func (w *keepHeads) Work(ctx context.Context, _ *river.Job[keepingHeads]) error {
	signed, err := audit.Sign(ctx, w.db)
	if fault.Is(err, fault.Unavailable) {
		w.log.WarnContext(ctx, "the heads of the record are not signed: THROUGHLINE_SECRETS_KEY is not set", "error", err)
		return nil
	}
	if err != nil {
		return err
	}
	signature := base64.StdEncoding.EncodeToString(signed.Signature)
	if w.dir == "" {
		w.log.InfoContext(ctx, "the heads of the record are signed, and kept nowhere but here: THROUGHLINE_AUDIT_DIR is not set", "signature", signature)
		return nil
	}
	w.log.InfoContext(ctx, "the heads of the record are signed and kept", "folder", w.dir, "signature", signature)
	return audit.Keep(w.dir, signed)
}
