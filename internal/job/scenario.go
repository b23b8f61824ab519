package job

import (
	"context"
	"strconv"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/fault"
	"lianzhang/internal/scenario"
	"lianzhang/internal/store"
)

// Kinds of job about questions of what would happen if.
const (
	ScenarioKind = "scenario.answer" // answers a question
	ReplayKind   = "scenario.replay" // answers it again and compares the bytes
)

// ScenarioArgs name the question.
type ScenarioArgs struct {
	Scenario string `json:"scenario"`
	Program  string `json:"program,omitempty"` // version that answers
}

// Replayed is the result of a replay.
type Replayed struct {
	Same   bool   `json:"same"`
	SHA256 string `json:"sha256"` // of the answer of now
}

func init() {
	Register(ScenarioKind, answerScenario)
	Register(ReplayKind, replayScenario)
}

// answerScenario answers from the data of this moment. The answer is written once:
// a second attempt of the same job finds it unanswered or has lost its lease.
func answerScenario(ctx context.Context, run *Run) error {
	asked, in, err := askedIn(ctx, run)
	if err != nil {
		return err
	}
	economy, err := run.Atlas.Economy(ctx, asked.Ask.Chain, asked.Ask.Region)
	if err != nil {
		return err
	}
	body, err := answerAgain(ctx, run, economy, &asked)
	if err != nil {
		return err
	}
	asked.DataVersion, asked.Program, asked.Answer, asked.SHA256 = economy.Version, in.Program, string(body), atlas.Sum(body)
	return run.DB.Write(ctx, access.System(), func(tx *store.Tx) error {
		if err := tx.PutAnswer(ctx, asked); err != nil {
			return err
		}
		return run.Finish(ctx, tx, map[string]string{"scenario": asked.PID, "sha256": asked.SHA256})
	})
}

// replayScenario answers again; data that have moved since are refused.
func replayScenario(ctx context.Context, run *Run) error {
	asked, _, err := askedIn(ctx, run)
	if err != nil {
		return err
	}
	economy, err := run.Atlas.Economy(ctx, asked.Ask.Chain, asked.Ask.Region)
	if err != nil {
		return err
	}
	if economy.Version != asked.DataVersion {
		return fault.New(fault.ErrConflict, "SCENARIO_DATA_MOVED", "then", strconv.FormatInt(asked.DataVersion, 10), "now", strconv.FormatInt(economy.Version, 10))
	}
	body, err := answerAgain(ctx, run, economy, &asked)
	if err != nil {
		return err
	}
	sum := atlas.Sum(body)
	return run.DB.Write(ctx, access.System(), func(tx *store.Tx) error {
		return run.Finish(ctx, tx, Replayed{Same: sum == asked.SHA256, SHA256: sum})
	})
}

// askedIn reads the question that a job is about.
func askedIn(ctx context.Context, run *Run) (asked scenario.Run, in ScenarioArgs, err error) {
	if err := run.Args(&in); err != nil {
		return asked, in, fault.New(fault.ErrInvalid, "INVALID", "detail", "arguments").Because(err)
	}
	err = run.DB.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		asked, err = tx.Scenario(ctx, access.Whole(), in.Scenario)
		return err
	})
	return asked, in, err
}

func answerAgain(ctx context.Context, run *Run, e *scenario.Economy, asked *scenario.Run) ([]byte, error) {
	answer, err := scenario.Answering(ctx, e, &asked.Ask, func(done, total int) { run.Progress(int64(done), int64(total), "") })
	if err != nil {
		return nil, err
	}
	return atlas.Canonical(answer)
}
