package board

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const answersQuery = `
select a.question, a.n, a.answer, a.facts, coalesce(p.name, ''), a.at
  from app.board_answer a
  left join sec.names(array(select actor_id from app.board_answer where org_id = sec.current_org())) p on p.id = a.actor_id
 where a.org_id = sec.current_org() and ($1::text is null or a.question = $1)
   and ($1::text is not null or not exists (select from app.board_answer l where l.org_id = a.org_id and l.question = a.question and l.n > a.n))
 order by a.n desc`

// latestAnswers reads the latest answer to each question that has one, by question.
func latestAnswers(ctx context.Context, tx *tenants.Tx) (map[string]Answer, error) {
	latest := map[string]Answer{}
	err := eachAnswer(ctx, tx, nil, func(question string, a Answer) { latest[question] = a })
	return latest, err
}

// readAnswers reads every answer to a question, the latest first.
func readAnswers(ctx context.Context, tx *tenants.Tx, question string) ([]Answer, error) {
	var all []Answer
	err := eachAnswer(ctx, tx, &question, func(_ string, a Answer) { all = append(all, a) })
	return all, err
}

// eachAnswer reads all answers to one question or, without one, the latest to each.
func eachAnswer(ctx context.Context, tx *tenants.Tx, of *string, found func(question string, a Answer)) error {
	rows, err := tx.SQL().Query(ctx, answersQuery, of)
	if err != nil {
		return err
	}
	var question string
	var a Answer
	_, err = pgx.ForEachRow(rows, []any{&question, &a.Number, &a.Text, &a.Facts, &a.By, &a.At}, func() error {
		found(question, a)
		a.Facts = nil
		return nil
	})
	return err
}

// Two who answer at once give the same number, and the second is told.
const insertAnswerQuery = `
insert into app.board_answer (id, org_id, question, n, answer, facts)
values ($1, sec.current_org(), $2, $3, $4, $5)
on conflict (org_id, question, n) do nothing`

func insertAnswer(ctx context.Context, tx *tenants.Tx, question string, a *Answer) error {
	id := uuid.Must(uuid.NewV7())
	done, err := tx.SQL().Exec(ctx, insertAnswerQuery, id, question, a.Number, a.Text, a.Facts)
	if err := kept(done, err, errAnswered); err != nil {
		return err
	}
	tx.Changed("app.board_answer", id, nil, map[string]any{"question": question, "n": a.Number, "answer": a.Text, "facts": a.Facts})
	a.By, err = nameOf(ctx, tx)
	return err
}

const assessmentsQuery = `
select s.n, s.levels, s.note, coalesce(p.name, ''), s.at
  from app.board_assessment s
  left join sec.names(array(select actor_id from app.board_assessment where org_id = sec.current_org() order by n desc limit 2)) p on p.id = s.actor_id
 where s.org_id = sec.current_org()
 order by s.n desc
 limit 2`

// lastAssessments reads the latest assessment and the one before it.
func lastAssessments(ctx context.Context, tx *tenants.Tx) ([]Assessment, error) {
	rows, err := tx.SQL().Query(ctx, assessmentsQuery)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Assessment, error) {
		var a Assessment
		var levels []byte
		if err := row.Scan(&a.Number, &levels, &a.Note, &a.By, &a.At); err != nil {
			return a, err
		}
		return a, json.Unmarshal(levels, &a.Levels)
	})
}

const insertAssessmentQuery = `
insert into app.board_assessment (id, org_id, n, levels, note)
values ($1, sec.current_org(), $2, $3, $4)
on conflict (org_id, n) do nothing`

func insertAssessment(ctx context.Context, tx *tenants.Tx, a *Assessment) error {
	levels, err := json.Marshal(a.Levels)
	if err != nil {
		return err
	}
	id := uuid.Must(uuid.NewV7())
	done, err := tx.SQL().Exec(ctx, insertAssessmentQuery, id, a.Number, levels, a.Note)
	if err := kept(done, err, errAssessed); err != nil {
		return err
	}
	tx.Changed("app.board_assessment", id, nil, map[string]any{"n": a.Number, "levels": a.Levels, "note": a.Note})
	a.By, err = nameOf(ctx, tx)
	return err
}

// kept tells a row that was kept from one whose number somebody else had taken.
func kept(done pgconn.CommandTag, err error, taken *fault.Error) error {
	if err == nil && done.RowsAffected() == 0 {
		return taken
	}
	return err
}

// nameOf is the acting person's name as colleagues see it.
func nameOf(ctx context.Context, tx *tenants.Tx) (string, error) {
	names, err := tenants.Names(ctx, tx, tx.Actor())
	return names[tx.Actor()], err
}
