package tenants

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"regexp"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
)

var requestKey = regexp.MustCompile(`^[A-Za-z0-9_.:-]{8,128}$`)

// CheckKey says what is wrong with a sender's own key of a request, in the field that holds it; nothing is wrong with one that
// will do.
func CheckKey(field, key string) []fault.Field {
	if requestKey.MatchString(key) {
		return nil
	}
	return []fault.Field{{Name: field, Reason: "Use 8 to 128 letters, digits, full stops, colons, hyphens or underscores."}}
}

// Answer is what was answered to a request, kept so that the same request again gets the same answer.
type Answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body,omitempty"` // the very bytes
}

const keptAnswer = `
select body_hash, answer from app.idempotency
 where org_id = sec.current_org() and actor_id = sec.current_actor() and operation = $1 and key = $2
   and at > sec.current_at() - interval '24 hours'`

// AnswerTo gives what this actor's request under a key was answered before, or nil when there was none within a day.
// The same key with another body is refused. Two requests at once with one key wait for each other here.
func AnswerTo(ctx context.Context, tx *Tx, key string, body []byte) (*Answer, error) {
	const wait = "select pg_advisory_xact_lock(hashtextextended($1 || sec.current_org() || sec.current_actor() || $2, 0))"
	if _, err := tx.SQL().Exec(ctx, wait, tx.scope.Command, key); err != nil {
		return nil, err
	}
	var hash, kept []byte
	err := tx.SQL().QueryRow(ctx, keptAnswer, tx.scope.Command, key).Scan(&hash, &kept)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(body); !bytes.Equal(hash, sum[:]) {
		return nil, fault.New(fault.Invalid, "This Idempotency-Key was used for a different request. Use a new key.",
			fault.Field{Name: "Idempotency-Key", Reason: "Use a key that has not been used before."})
	}
	answer := &Answer{}
	return answer, json.Unmarshal(kept, answer)
}

const keepAnswer = `
insert into app.idempotency (org_id, actor_id, operation, key, body_hash, answer)
values (sec.current_org(), sec.current_actor(), $1, $2, $3, $4)
on conflict (org_id, actor_id, operation, key)
do update set body_hash = excluded.body_hash, answer = excluded.answer, at = excluded.at`

// KeepAnswer keeps an answer in the transaction that did the work.
func KeepAnswer(ctx context.Context, tx *Tx, key string, body []byte, a Answer) error {
	kept, err := json.Marshal(a)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	_, err = tx.SQL().Exec(ctx, keepAnswer, tx.scope.Command, key, sum[:], kept)
	return err
}
