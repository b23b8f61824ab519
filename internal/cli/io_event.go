package cli

import (
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"

	"lianzhang/internal/engine/ario"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

// ioScenario is the file of events; docs/methods/ario.md tells its fields.
type ioScenario struct {
	Parameters struct {
		StepsPerYear *float64        `json:"steps_per_year"`
		Inventory    json.RawMessage `json:"inventory_duration"`
		Psi          *float64        `json:"psi"`
		TauInventory *float64        `json:"tau_inventory"`
		AlphaBase    *float64        `json:"alpha_base"`
		AlphaMax     *float64        `json:"alpha_max"`
		TauAlpha     *float64        `json:"tau_alpha"`
		TauRebuild   *float64        `json:"tau_rebuild"`
		MonetaryUnit *float64        `json:"monetary_unit"`
		Rules        string          `json:"rules"`
	} `json:"parameters"`
	Events []ioEvent `json:"events"`
}

type ioEvent struct {
	Name       string             `json:"name"`
	Type       string             `json:"type"`
	Occurrence int                `json:"occurrence"`
	Duration   int                `json:"duration"`
	Losses     []ioLoss           `json:"losses"`
	Curve      string             `json:"curve"`
	Tau        float64            `json:"tau"`
	Rebuilders map[string]float64 `json:"rebuilding_sectors"`
	Factor     float64            `json:"rebuilding_factor"`
	Spread     string             `json:"spread"`
}

// ioLoss is what an event takes from the industries it names: a total amount of
// capital, or a share of the capital or capacity of each.
type ioLoss struct {
	Industry *int     `json:"industry"`
	Region   string   `json:"region"`
	Sector   string   `json:"sector"`
	Amount   *float64 `json:"amount"`
	Share    *float64 `json:"share"`
}

var (
	eventKinds  = map[string]ario.Kind{"recovery": ario.Recovery, "rebuilding": ario.Rebuild, "arbitrary": ario.Arbitrary}
	eventCurves = map[string]ario.Curve{"": ario.Linear, "linear": ario.Linear, "convex": ario.Convex, "convex_scaled": ario.ConvexScaled, "concave": ario.Concave}
)

// ioEvents reads events for an economy.
type ioEvents struct {
	path    string
	names   *ioLabels
	capital []float64
}

// refuse says which field of the file cannot be used.
func (r *ioEvents) refuse(field, value string) error {
	return withCode(ExitRowErrors, fault.New(fault.ErrInvalid, "IO_EVENT", "file", r.path, "field", field, "value", value))
}

// read reads parameters and events; an empty path gives the defaults and none.
func (r *ioEvents) read() (ario.Parameters, []ario.Event, error) {
	par := ario.Defaults()
	if r.path == "" {
		return par, nil, nil
	}
	f, err := plain.Open(r.path)
	if err != nil {
		return par, nil, err
	}
	defer f.Close()
	var s ioScenario
	in := json.NewDecoder(f)
	in.DisallowUnknownFields()
	if err := in.Decode(&s); err != nil {
		return par, nil, r.refuse("JSON", err.Error())
	}
	if _, err := in.Token(); err != io.EOF { //nolint:errorlint // the decoder returns it bare
		return par, nil, r.refuse("JSON", "more than one value")
	}
	if err := r.parameters(&s, &par); err != nil {
		return par, nil, err
	}
	var events []ario.Event
	for k, e := range s.Events {
		event, err := r.event("events["+strconv.Itoa(k)+"].", &e)
		if err != nil {
			return par, nil, err
		}
		events = append(events, event)
	}
	return par, events, nil
}

func (r *ioEvents) parameters(s *ioScenario, par *ario.Parameters) error {
	p := &s.Parameters
	for _, c := range []struct {
		given *float64
		to    *float64
	}{
		{p.StepsPerYear, &par.StepsPerYear}, {p.Psi, &par.Psi}, {p.TauInventory, &par.Restore}, {p.AlphaBase, &par.AlphaBase},
		{p.AlphaMax, &par.AlphaMax}, {p.TauAlpha, &par.TauAlpha}, {p.TauRebuild, &par.TauRebuild}, {p.MonetaryUnit, &par.MonetaryUnit},
	} {
		if c.given != nil {
			*c.to = *c.given
		}
	}
	switch p.Rules {
	case "", "program":
	case "paper":
		par.Paper = true
	default:
		return r.refuse("parameters.rules", p.Rules)
	}
	return r.inventory(p.Inventory, par)
}

// inventory reads one duration for all products, or one for each sector by name.
func (r *ioEvents) inventory(raw json.RawMessage, par *ario.Parameters) error {
	if raw == nil {
		return nil
	}
	const field = "parameters.inventory_duration"
	var each map[string]json.RawMessage
	if json.Unmarshal(raw, &each) != nil {
		each = map[string]json.RawMessage{"default": raw}
	}
	par.Inventory = make([]float64, len(r.names.sectors))
	common := 90.0
	for name, raw := range each {
		d, ok := duration(raw)
		if _, known := r.names.find(name); !ok || (!known && name != "default") {
			return r.refuse(field+"."+name, string(raw))
		}
		if name == "default" {
			common = d
		}
	}
	for p, name := range r.names.sectors {
		par.Inventory[p] = common
		if raw, given := each[name]; given {
			par.Inventory[p], _ = duration(raw) // seen above
		}
	}
	return nil
}

// duration reads a number of steps, or "inf".
func duration(raw json.RawMessage) (float64, bool) {
	var word string
	if json.Unmarshal(raw, &word) == nil {
		return math.Inf(1), strings.EqualFold(word, "inf") || strings.EqualFold(word, "infinity")
	}
	var d float64
	return d, json.Unmarshal(raw, &d) == nil && d >= 0
}

func (r *ioEvents) event(at string, e *ioEvent) (ario.Event, error) {
	kind, known := eventKinds[e.Type]
	if !known {
		return ario.Event{}, r.refuse(at+"type", e.Type)
	}
	curve, known := eventCurves[e.Curve]
	if !known {
		return ario.Event{}, r.refuse(at+"curve", e.Curve)
	}
	if e.Spread != "" && e.Spread != "sector" && e.Spread != "pooled" {
		return ario.Event{}, r.refuse(at+"spread", e.Spread)
	}
	out := ario.Event{
		Kind: kind, Occurrence: e.Occurrence, Duration: e.Duration, Loss: make([]float64, len(r.capital)),
		Curve: curve, Tau: e.Tau, Factor: e.Factor, Pooled: e.Spread == "pooled", Rebuilders: map[int]float64{},
	}
	for name, share := range e.Rebuilders {
		p, known := r.names.find(name)
		if !known {
			return out, r.refuse(at+"rebuilding_sectors", name)
		}
		out.Rebuilders[p] = share
	}
	if len(e.Losses) == 0 {
		return out, r.refuse(at+"losses", "")
	}
	for k, l := range e.Losses {
		if err := r.loss(at+"losses["+strconv.Itoa(k)+"]", &l, &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// loss adds one entry of losses: an amount is spread in proportion to capital.
func (r *ioEvents) loss(at string, l *ioLoss, e *ario.Event) error {
	found := r.names.match(l.Region, l.Sector)
	if l.Industry != nil {
		if *l.Industry < 0 || *l.Industry >= len(r.capital) || l.Region+l.Sector != "" {
			return r.refuse(at+".industry", strconv.Itoa(*l.Industry))
		}
		found = []int{*l.Industry}
	}
	if len(found) == 0 {
		return r.refuse(at, l.Region+" "+l.Sector)
	}
	switch {
	case (l.Amount == nil) == (l.Share == nil):
		return r.refuse(at, "amount, share")
	case l.Share != nil && e.Kind == ario.Arbitrary:
		for _, i := range found {
			e.Loss[i] += *l.Share
		}
	case l.Share != nil:
		for _, i := range found {
			e.Loss[i] += *l.Share * r.capital[i]
		}
	case e.Kind == ario.Arbitrary:
		return r.refuse(at+".amount", plain.Number(*l.Amount))
	default:
		total := 0.0
		for _, i := range found {
			total += r.capital[i]
		}
		if total <= 0 {
			return r.refuse(at+".amount", plain.Number(*l.Amount))
		}
		for _, i := range found {
			part := 1.0
			if len(found) > 1 {
				part = r.capital[i] / total
			}
			e.Loss[i] += *l.Amount * part
		}
	}
	return nil
}
