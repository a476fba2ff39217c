package desk

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const readLatestClaims = `
select * from (
    select distinct on (c.org_id, c.objective_id, c.target_item_id)
           c.id, c.org_id, c.objective_id, c.target_edition_id, c.target_item_id, c.target_kind, c.verdict, coalesce(c.contribution, ''),
           c.is_primary, c.reason, c.objective_hash, c.target_hash, c.at, c.act_id, c.undoes
      from app.claim c
     where c.system_id = $1
     order by c.org_id, c.objective_id, c.target_item_id, c.seq desc) as latest
 where verdict <> 'withdrawn'`

// latestClaims reads the claims that count in a system, as far as the acting organisation sees them.
func latestClaims(ctx context.Context, tx *tenants.Tx, system uuid.UUID) ([]Claim, error) {
	rows, err := tx.SQL().Query(ctx, readLatestClaims, system)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanClaim)
}

func scanClaim(row pgx.CollectableRow) (Claim, error) {
	var c Claim
	var objective, target []byte
	err := row.Scan(&c.ID, &c.Organisation, &c.Objective, &c.TargetEdition, &c.Target, &c.TargetKind, &c.Verdict, &c.Contribution,
		&c.Primary, &c.Reason, &objective, &target, &c.At, &c.Act, &c.undoes)
	copy(c.ObjectiveHash[:], objective)
	copy(c.TargetHash[:], target)
	return c, err
}

const (
	readActOf = `select c.act_id, c.system_id from app.claim c where c.org_id = sec.current_org() and c.id = $1`

	// All that the acting organisation has decided about the pairs of one act.
	readPairsOf = `
select c.id, c.org_id, c.objective_id, c.target_edition_id, c.target_item_id, c.target_kind, c.verdict, coalesce(c.contribution, ''),
       c.is_primary, c.reason, c.objective_hash, c.target_hash, c.at, c.act_id, c.undoes
  from app.claim c
 where c.org_id = sec.current_org() and c.system_id = $2
   and (c.objective_id, c.target_item_id) in (select a.objective_id, a.target_item_id from app.claim a
                                               where a.org_id = sec.current_org() and a.act_id = $1)
 order by c.seq desc`

	awaitTurn = `select pg_advisory_xact_lock(hashtextextended('decide ' || sec.current_org(), 0))`
)

// inTurn waits for whoever else decides or undoes in the same organisation, or lines it up: each sees what the one before has
// decided, so that an objective keeps one main link and nothing is put back twice, and no two write the same cells at once, each
// in an order of its own.
func inTurn(ctx context.Context, tx *tenants.Tx) error {
	_, err := tx.SQL().Exec(ctx, awaitTurn)
	return err
}

// act is what was decided at one time: its id, the system it was about, and all that was decided about the same pairs,
// newest first.
type act struct {
	id, system uuid.UUID
	history    []Claim
}

// decidedTogether reads the act that one of the acting organisation's claims was made in.
func decidedTogether(ctx context.Context, tx *tenants.Tx, claim uuid.UUID) (act, error) {
	var a act
	err := tx.SQL().QueryRow(ctx, readActOf, claim).Scan(&a.id, &a.system)
	if errors.Is(err, pgx.ErrNoRows) {
		return a, fault.New(fault.NotFound, "There is no such decision, or it is not your organisation's.")
	}
	if err != nil {
		return a, err
	}
	rows, err := tx.SQL().Query(ctx, readPairsOf, a.id, a.system)
	if err != nil {
		return a, err
	}
	a.history, err = pgx.CollectRows(rows, scanClaim)
	return a, err
}

const (
	insertClaim = `
insert into app.claim (id, org_id, system_id, objective_id, target_edition_id, target_item_id, target_kind, verdict, contribution,
       is_primary, reason, objective_hash, target_hash, channel_id, open_from, act_id, undoes)
values ($1, sec.current_org(), $2, $3, $4, $5, $6, $7, nullif($8, ''), $9, $10, $11, $12, $13, sec.current_at(), $14, $15)`

	insertWording = `
insert into app.wording (org_id, hash, title, description, measures)
values (sec.current_org(), $1, $2, $3, $4) on conflict do nothing`
)

func insertClaims(ctx context.Context, tx *tenants.Tx, system, channel uuid.UUID, claims []Claim) error {
	batch := &pgx.Batch{}
	texts := 0
	for i, c := range claims {
		c.ID = uuid.Must(uuid.NewV7())
		if c.Act == uuid.Nil {
			c.Act = c.ID
		}
		claims[i] = c
		batch.Queue(insertClaim, c.ID, system, c.Objective, c.TargetEdition, c.Target, c.TargetKind, c.Verdict, c.Contribution,
			c.Primary, c.Reason, c.ObjectiveHash[:], c.TargetHash[:], channel, c.Act, c.undoes)
		tx.Changed("app.claim", c.ID, nil, map[string]any{
			"objective": c.Objective, "target": c.Target, "verdict": c.Verdict, "contribution": c.Contribution, "reason": c.Reason,
		})
		for _, w := range c.read {
			batch.Queue(insertWording, w.hash[:], w.title, w.description, w.measures)
		}
		texts += len(c.read)
	}
	tx.Derived("app.wording", texts)
	return tx.SQL().SendBatch(ctx, batch).Close()
}
