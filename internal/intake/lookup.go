package intake

import (
	"context"
	"strings"

	"lianzhang/internal/chain"
	"lianzhang/internal/fact"
	"lianzhang/internal/firm"
	"lianzhang/internal/intake/cell"
)

// lookup resolves what cells refer to. Firms are asked of the records and
// remembered; everything else is reference data of the program.
type lookup struct {
	ctx     context.Context
	records Records
	firms   map[string]string
	places  map[string]foundCode
	classes map[string]foundCode
	chains  map[string]*chain.Template
	parks   map[string]string
	edition string // of GB/T 4754, as the sheet being read says; "" when it says nothing
	err     error
}

type foundCode struct {
	code  string
	found cell.Found
}

func newLookup(ctx context.Context, records Records) *lookup {
	l := &lookup{ctx: ctx, records: records, firms: map[string]string{}, places: map[string]foundCode{}, classes: map[string]foundCode{}, chains: map[string]*chain.Template{}}
	for _, t := range chain.Standard() {
		for _, name := range []string{string(t.ID), t.Name.Zh, t.Name.En} {
			l.chains[chainKey(name)] = t
		}
	}
	return l
}

// maxRemembered bounds what is kept of a file with very many names.
const maxRemembered = 200_000

// Division finds a place; each text is looked up once.
func (l *lookup) Division(text, day string) (string, cell.Found) {
	if f, ok := l.places[text]; ok {
		return f.code, f.found
	}
	code, found := division(text, day, l.parkNames())
	if len(l.places) < maxRemembered {
		l.places[text] = foundCode{code, found}
	}
	return code, found
}

// parkNames are the codes of parks by name, read once.
func (l *lookup) parkNames() map[string]string {
	if l.parks == nil {
		parks, err := l.records.ParksNamed(l.ctx)
		if err != nil {
			l.err = err
			parks = map[string]string{}
		}
		l.parks = parks
	}
	return l.parks
}

// Industry finds a class of GB/T 4754-2017.
func (l *lookup) Industry(text string) (string, cell.Found) {
	key := l.edition + "\x00" + text
	if f, ok := l.classes[key]; ok {
		return f.code, f.found
	}
	code, found := industryClass(text, l.edition)
	if len(l.classes) < maxRemembered {
		l.classes[key] = foundCode{code, found}
	}
	return code, found
}

// Firm finds an enterprise by USCC or by the whole name.
func (l *lookup) Firm(text string) (string, cell.Found) {
	key := firmKey(text)
	pid, known := l.firms[key]
	if !known {
		got, err := l.records.FirmsNamed(l.ctx, []string{key})
		if err != nil {
			l.err = err
		}
		pid = got[key]
		if len(l.firms) < maxRemembered {
			l.firms[key] = pid
		}
	}
	return pid, cell.Found{OK: pid != "", Exact: true}
}

// firmKey is a USCC in capitals, or the compare key of a name.
func firmKey(text string) string {
	if code := firmCode(text); code != "" {
		return code
	}
	return fact.Key(text)
}

// firmCode is the text as a USCC, or "" when it is none.
func firmCode(text string) string {
	code := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	if v := firm.Judge(code); v == firm.Valid || v == firm.WrongOrg {
		return code
	}
	return ""
}

// Chain finds a chain by ID or name, with or without "产业链".
func (l *lookup) Chain(text string) (string, cell.Found) {
	if t := l.chains[chainKey(text)]; t != nil {
		return string(t.ID), cell.Found{OK: true, Exact: true}
	}
	var near []string
	for _, t := range chain.Standard() {
		if cell.Similar(chainKey(t.Name.Zh), chainKey(text)) >= 0.4 {
			near = append(near, t.Name.Zh)
		}
	}
	return "", cell.Found{Near: near}
}

func chainKey(s string) string {
	key := fact.Key(s)
	for _, tail := range []string{"产业链", "链"} {
		if t := strings.TrimSuffix(key, tail); t != "" {
			key = t
		}
	}
	return key
}

// Node finds a node by ID or name in one chain, or in all when the row names none.
func (l *lookup) Node(chainID, text string) (string, cell.Found) {
	key := fact.Key(text)
	var near []string
	for _, t := range chain.Standard() {
		if chainID != "" && string(t.ID) != chainID {
			continue
		}
		best := 0.55
		name := ""
		for i := range t.Nodes {
			n := &t.Nodes[i]
			if string(n.ID) == text || fact.Key(n.Name.Zh) == key || fact.Key(n.Name.En) == key {
				return string(n.ID), cell.Found{OK: true, Exact: true}
			}
			if s := cell.Similar(fact.Key(n.Name.Zh), key); s > best {
				best, name = s, n.Name.Zh
			}
		}
		if name != "" {
			near = append(near, name)
		}
	}
	return "", cell.Found{Near: near}
}
