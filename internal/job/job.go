// Package job runs work in the background, queued in the same database and in
// the same transaction as the change that asks for it: it happens if and only
// if the change does.
//
//	          take                      finish
//	queued ─────────▶ running ─────────────────────▶ done
//	   ▲                │ │ │      a failure that no second try mends,
//	   │  try again,    │ │ └────── or the last try ─▶ failed
//	   └─ lease over ◀──┘ └──────── asked to stop ──▶ cancelled
//	   └──────────────── asked to stop ─────────────▶ cancelled
//
// A runner holds a job by a lease that it renews. When the runner dies, the
// lease runs out and the job is taken again, so work may begin twice. Work
// that calls [Run.Finish] in the transaction of its effect has the effect
// exactly once: an attempt that lost its lease cannot commit.
package job

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"lianzhang/internal/fact"
	"lianzhang/internal/store"
)

// States of a job.
const (
	Queued    = "queued"
	Running   = "running"
	Done      = "done"
	Failed    = "failed"
	Cancelled = "cancelled"
)

// Work does one kind of job. It must stop soon after ctx ends. An error that is
// filed under one of the four kinds of fault is final; any other is tried again.
type Work func(ctx context.Context, run *Run) error

var (
	kindsMu sync.RWMutex
	kinds   = map[string]Work{}
)

// Register names the work of a kind of job, from an init function. It panics
// when the kind is taken.
func Register(kind string, work Work) {
	kindsMu.Lock()
	defer kindsMu.Unlock()
	if kinds[kind] != nil {
		panic("job: kind registered twice: " + kind)
	}
	kinds[kind] = work
}

func workOf(kind string) Work {
	kindsMu.RLock()
	defer kindsMu.RUnlock()
	return kinds[kind]
}

// Enqueue queues a job of a registered kind for the actor of the transaction
// and returns its public ID. args must marshal to JSON.
func Enqueue(ctx context.Context, tx *store.Tx, kind string, args any) (string, error) {
	if workOf(kind) == nil {
		panic("job: kind not registered: " + kind)
	}
	raw, err := json.Marshal(args)
	if err != nil {
		return "", fmt.Errorf("arguments of %s: %w", kind, err)
	}
	j := store.Job{ID: fact.NewPID("B"), Kind: kind, Args: string(raw), Account: tx.Actor.Account}
	return j.ID, tx.AddJob(ctx, j)
}
