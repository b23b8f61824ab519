package job

import (
	"context"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fault"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// PlaceKind is the kind of job that places all firms of a scope on a chain.
const PlaceKind = "placement.run"

// PlaceArgs are what the job is asked for.
type PlaceArgs struct {
	Chain  string        `json:"chain"`
	Region region.Code   `json:"region"` // of the map; the nation when empty
	Places []region.Code `json:"places"` // whose firms are placed
}

// placeBatch is how many firms are placed in one transaction.
const placeBatch = 2000

func init() { Register(PlaceKind, place) }

// place runs the classifier over every firm. A second run over the same firms
// finds its own proposals and leaves them as they are, so it may begin twice.
func place(ctx context.Context, run *Run) error {
	var in PlaceArgs
	if err := run.Args(&in); err != nil {
		return fault.New(fault.ErrInvalid, "INVALID", "detail", "arguments").Because(err)
	}
	actor := access.System()
	scope := access.Scope{Regions: in.Places, Class: access.Core}
	model, err := placeModel(ctx, run, in)
	if err != nil {
		return err
	}
	var sum placement.Tally
	for after := int64(0); ; {
		last := false
		err := run.DB.Write(ctx, actor, func(tx *store.Tx) error {
			version, err := tx.NextVersion(ctx)
			if err != nil {
				return err
			}
			next, t, err := placement.Batch(ctx, tx, model, scope, after, placeBatch, version)
			if err != nil {
				return err
			}
			if last = next == 0; last {
				total := sum
				total.Add(t)
				return run.Finish(ctx, tx, total)
			}
			sum.Add(t)
			after = next
			return nil
		})
		if err != nil || last {
			return err
		}
		run.Progress(int64(sum.Firms), 0, "")
	}
}

// placeModel builds the model with what decisions have taught, and first takes
// over what imported products say and what was decided about merged firms.
func placeModel(ctx context.Context, run *Run, in PlaceArgs) (*placement.Model, error) {
	var template *chain.Template
	var lessons []placement.Lesson
	err := run.DB.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
		if template, _, err = tx.Map(ctx, chain.ID(in.Chain), in.Region); err != nil {
			return err
		}
		if lessons, err = tx.PlacementLessons(ctx, in.Chain); err != nil {
			return err
		}
		reported, err := tx.ReportedPlacements(ctx, access.Scope{Regions: in.Places}, in.Chain)
		if err != nil {
			return err
		}
		merged, err := tx.MergedDecisions(ctx, access.Scope{Regions: in.Places}, in.Chain)
		if err != nil {
			return err
		}
		version, err := tx.NextVersion(ctx)
		if err != nil {
			return err
		}
		for _, part := range [][]placement.Placement{merged, reported} { // two firms merged into one may say the same
			for i := range part {
				part[i].Version = version
				if err := tx.PutPlacements(ctx, part[i:i+1]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return placement.NewModel(template, placement.Vocabularies(), lessons), nil
}
