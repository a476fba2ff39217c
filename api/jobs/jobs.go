package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/tenants"
)

// Workers is a process's share of the work in the queue.
type Workers struct {
	client *river.Client[pgx.Tx]
}

// How many jobs a process works at once. Lining a system up is brief and all processor.
const atOnce = 2

// Config is what the workers need.
type Config struct {
	Pool     *pgxpool.Pool
	DB       *tenants.DB
	AuditDir string        // where the signed heads of the record are kept; empty: they are only logged
	Embedder desk.Embedder // nil asks nobody what texts mean
	Log      *slog.Logger
}

// Start begins to work the queue, with every system to be looked at again, now and when a day begins. Stop it before the pool
// is closed.
func Start(ctx context.Context, c Config) (*Workers, error) { return start(ctx, c, newDay{}) }

func start(ctx context.Context, c Config, look river.PeriodicSchedule) (*Workers, error) {
	pool, db, log := c.Pool, c.DB, c.Log
	workers := river.NewWorkers()
	river.AddWorker(workers, &reassess{db: db, embedder: c.Embedder, log: log})
	river.AddWorker(workers, &lookAgain{db: db})
	river.AddWorker(workers, &keepHeads{db: db, dir: c.AuditDir, log: log})
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Schema:  tenants.QueueSchema,
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: atOnce}},
		Workers: workers,
		PeriodicJobs: []*river.PeriodicJob{
			river.NewPeriodicJob(
				river.PeriodicInterval(time.Hour), func() (river.JobArgs, *river.InsertOpts) { return keepingHeads{}, nil },
				&river.PeriodicJobOpts{RunOnStart: true},
			),
			river.NewPeriodicJob(look, func() (river.JobArgs, *river.InsertOpts) { return lookingAgain{}, nil }, nil),
		},
		Logger:            slog.New(levelled{log.Handler()}),
		JobTimeout:        2 * time.Minute,
		FetchPollInterval: time.Second,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare queue: %w", err)
	}
	if err := db.ReassessAll(ctx); err != nil {
		return nil, err
	}
	if err := client.Start(ctx); err != nil {
		return nil, fmt.Errorf("work queue: %w", err)
	}
	return &Workers{client}, nil
}

// Stop lets jobs under way finish, within the context's time.
func (w *Workers) Stop(ctx context.Context) error { return w.client.Stop(ctx) }

// reassess lines a system up again.
type reassess struct {
	river.WorkerDefaults[tenants.Reassess]
	db       *tenants.DB
	embedder desk.Embedder
	log      *slog.Logger
}

// Work does one job.
func (w *reassess) Work(ctx context.Context, job *river.Job[tenants.Reassess]) error {
	began := time.Now()
	if err := desk.Reassess(ctx, w.db, w.embedder, job.Args.System, "job "+strconv.FormatInt(job.ID, 10)); err != nil {
		w.log.ErrorContext(ctx, "system not lined up: it is tried again", "system", job.Args.System, "attempt", job.Attempt, "error", err)
		return err
	}
	w.log.InfoContext(ctx, "system lined up", "system", job.Args.System, "took", time.Since(began))
	return nil
}

// levelled lets the queue's library report only what somebody should act on.
type levelled struct{ slog.Handler }

// Enabled takes warnings and errors.
func (levelled) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
