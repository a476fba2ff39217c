package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/pg/private"
)

// postgresPeer is a private PostgreSQL with one connection. What was chosen for it: English text search vectors kept
// beside the texts, a query of a target's words joined by "or" and kept as well, one statement for all pairs whose sum
// stays in the server, so that no row travels; ts_rank, the cheaper of its two; no parallel workers, so that the one
// backend does all that is measured; fsync off, and memory enough that nothing spills. Only the backend's time counts,
// not what the client spends on sending texts.
type postgresPeer struct {
	server *private.Server
	conn   *pgx.Conn
	dir    string
	backend
	trigrams bool // whether pg_trgm is there
}

func startPostgres(ctx context.Context) *postgresPeer {
	dir, err := os.MkdirTemp("", "throughline-peers-")
	must(err)
	must(os.Chmod(dir, 0o755)) //nolint:gosec // the account that PostgreSQL runs as has to enter it
	root, err := filepath.Abs("../../../frontend")
	must(err)
	p := &postgresPeer{dir: dir}
	p.server, err = private.Start(ctx, private.Config{DataDir: filepath.Join(dir, "pg"), SearchFrom: []string{root}})
	must(err)
	p.conn, err = pgx.Connect(ctx, p.server.URL("", ""))
	must(err)
	must(p.conn.QueryRow(ctx, "select pg_backend_pid()").Scan(&p.pid))
	for _, setting := range []string{"max_parallel_workers_per_gather = 0", "max_parallel_maintenance_workers = 0", "work_mem = '256MB'", "maintenance_work_mem = '256MB'"} {
		p.run(ctx, "set "+setting)
	}
	_, err = p.conn.Exec(ctx, "create extension pg_trgm")
	p.trigrams = err == nil
	return p
}

func (p *postgresPeer) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_ = p.conn.Close(ctx)
	must(p.server.Stop(ctx))
	must(os.RemoveAll(p.dir))
}

func (p *postgresPeer) run(ctx context.Context, sql string) {
	if _, err := p.conn.Exec(ctx, sql); err != nil {
		panic(fmt.Errorf("%s: %w", sql, err))
	}
}

func (p *postgresPeer) number(ctx context.Context, sql string, args ...any) float64 {
	var n float64
	if err := p.conn.QueryRow(ctx, sql, args...).Scan(&n); err != nil {
		panic(fmt.Errorf("%s: %w", sql, err))
	}
	return n
}

// read loads texts and makes search vectors and queries of them.
func (p *postgresPeer) read(ctx context.Context, systems []system) {
	p.run(ctx, "drop table if exists objective, target")
	p.run(ctx, "create table objective (system int, id int, body text, words tsvector generated always as (to_tsvector('english', body)) stored)")
	p.run(ctx, "create table target (system int, id int, body text, query tsquery)")
	p.load(ctx, "objective", systems, func(s system) []string { return s.objectives })
	p.load(ctx, "target", systems, func(s system) []string { return s.targets })
	p.run(ctx, `update target set query = (select string_agg(quote_literal(lexeme), ' | ')::tsquery from unnest(to_tsvector('english', body)))`)
	p.run(ctx, "vacuum (analyze) objective, target") //nolint:misspell // a word of SQL
}

func (p *postgresPeer) load(ctx context.Context, table string, systems []system, texts func(system) []string) {
	var rows [][]any
	for i, s := range systems {
		for j, t := range texts(s) {
			rows = append(rows, []any{int32(i), int32(j), t})
		}
	}
	_, err := p.conn.CopyFrom(ctx, pgx.Identifier{table}, []string{"system", "id", "body"}, pgx.CopyFromRows(rows))
	must(err)
}

// rank ranks all pairs by their words.
func (p *postgresPeer) rank(ctx context.Context) {
	p.number(ctx, "select coalesce(sum(ts_rank(o.words, t.query)), 0) from target t join objective o using (system) where o.words @@ t.query")
}

// similar compares all pairs of the first systems by their trigrams.
func (p *postgresPeer) similar(ctx context.Context, targets int) {
	p.number(ctx, "select sum(similarity(o.body, t.body)) from target t join objective o using (system) where t.id < $1", targets)
}

// size is the MiB of what PostgreSQL keeps of the texts.
func (p *postgresPeer) size(ctx context.Context) float64 {
	return p.number(ctx, "select sum(pg_total_relation_size(oid)) / 1048576.0 from pg_class where relname in ('objective', 'target')")
}

// indexTrigrams builds the index for finding similar texts. Of the two kinds that pg_trgm has, GiST with wide signatures was
// the faster one here: about half the time of GIN.
func (p *postgresPeer) indexTrigrams(ctx context.Context) {
	p.run(ctx, "create index by_trigrams on objective using gist (body gist_trgm_ops(siglen=256))")
	p.run(ctx, fmt.Sprintf("set pg_trgm.similarity_threshold = %v", alike))
	p.run(ctx, "set enable_seqscan = off")
}

// alike finds the texts like those of a sample of objectives.
func (p *postgresPeer) alike(ctx context.Context, sample int) float64 {
	return p.number(ctx, "select count(*) from (select body from objective where system = 0 order by id limit $1) a join objective b on b.body % a.body", sample)
}
