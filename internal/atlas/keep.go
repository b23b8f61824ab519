package atlas

import (
	"encoding/json"
	"fmt"

	"lianzhang/internal/diagnosis"
)

// Keep turns a result into what is stored to be compared later.
func Keep(b *Board, r *diagnosis.Result) (diagnosis.Kept, error) {
	body, err := Canonical(r)
	if err != nil {
		return diagnosis.Kept{}, err
	}
	behind, err := Canonical(b.Behind(r.Region)) // a map's keys are written in order
	if err != nil {
		return diagnosis.Kept{}, err
	}
	return diagnosis.Kept{
		Chain: r.Chain, Region: r.Region, Scope: r.Scope, DataVersion: r.DataVersion, Day: r.Day, Thresholds: r.Thresholds.Version,
		Template: r.Template, SHA256: Sum(body), Result: string(body), Evidence: string(behind),
	}, nil
}

// Moment reads a kept diagnosis back.
func Moment(k diagnosis.Kept) (diagnosis.Moment, error) {
	m := diagnosis.Moment{Kept: k}
	if err := json.Unmarshal([]byte(k.Result), &m.Result); err != nil {
		return m, fmt.Errorf("read diagnosis %s: %w", k.PID, err)
	}
	if err := json.Unmarshal([]byte(k.Evidence), &m.Behind); err != nil {
		return m, fmt.Errorf("read evidence of %s: %w", k.PID, err)
	}
	return m, nil
}
