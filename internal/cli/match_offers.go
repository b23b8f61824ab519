package cli

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

// offers are the documents of a search.
type offers struct {
	ids, texts []string
	of         []traits
	features   []float64 // documents × weighted columns; NaN for unknown
}

func readOffers(path string, columns []string) (*offers, error) {
	t, err := plain.OpenTable(path, append([]string{"id", "text"}, columns...)...)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	o := &offers{}
	seen := map[string]bool{}
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return o, err
		}
		q, err := readAsk(t, seen)
		if err != nil {
			return nil, err
		}
		o.ids, o.texts, o.of = append(o.ids, q.id), append(o.texts, q.text), append(o.of, q.need)
		for _, name := range columns {
			v, known, err := t.Float(name)
			if err != nil {
				return nil, err
			}
			if !known {
				v = math.NaN()
			}
			o.features = append(o.features, v)
		}
	}
}

func readAsks(path string) ([]ask, error) {
	t, err := plain.OpenTable(path, "id", "text")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	var all []ask
	seen := map[string]bool{}
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return all, err
		}
		q, err := readAsk(t, seen)
		if err != nil {
			return nil, err
		}
		all = append(all, q)
	}
}

// readAsk reads the columns that queries and documents share.
func readAsk(t *plain.Table, seen map[string]bool) (ask, error) {
	keep := func(column string) string { return strings.Clone(t.Text(column)) } // the row is read over
	q := ask{id: keep("id"), text: keep("text"), need: traits{category: keep("category"), region: keep("region"), certificate: keep("certificate")}}
	if q.id == "" {
		return q, t.Refuse("empty", "")
	}
	if seen[q.id] {
		return q, t.Refuse("twice", q.id)
	}
	seen[q.id] = true
	var err error
	q.need.capacity, q.need.capacityKnown, err = t.Float("capacity")
	return q, err
}

// weightList is how hits are ranked anew: the weight of the text first, then those
// of the named columns; names is nil when they are not.
type weightList struct {
	names  []string
	weight []float64
}

func parseWeights(text string) (*weightList, error) {
	w := &weightList{weight: []float64{0}}
	if text == "" {
		return w, nil
	}
	w.names = []string{}
	given := []string{}
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || v < 0 || v-v != 0 || name == "" || slices.Contains(given, name) {
			return nil, withCode(ExitUsage, fault.New(fault.ErrInvalid, "MATCH_WEIGHTS", "value", part))
		}
		given = append(given, name)
		if name == "text" {
			w.weight[0] = v
			continue
		}
		w.names, w.weight = append(w.names, name), append(w.weight, v)
	}
	return w, nil
}
