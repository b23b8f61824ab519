package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"

	"lianzhang/internal/fact"
)

// key is one of the ways in which a claim may find its record: the values of
// the fields that the kind declares, made comparable and hashed to 63 bits, so
// that every kind finds records through one narrow index. Two different keys
// meet in one hash in about one of ten million libraries of a million records.
type key struct {
	order int // place among the kind's keys; smaller identifies better
	hash  int64
}

// keys returns the keys under which a record with these values is found.
func keys(k *fact.Kind, values map[string]any) []key {
	var list []key
	for i, fields := range k.Keys {
		// The last key serves when no better one does, even with gaps; but a firm
		// without a name has no name to be found by.
		if values[fields[0]] == nil && (i < len(k.Keys)-1 || k.Name == "firm") {
			continue
		}
		list = append(list, key{i, hash(k, i, fields, values)})
	}
	if k.Name == "firm" && values["name"] != nil {
		list = append(list, key{len(k.Keys), hash(k, len(k.Keys), []string{"name"}, values)})
	}
	return list
}

// lookups picks from a claim's keys those by which it looks for its record,
// best first. A firm is looked for by name inside its province; only when the claim names
// no place, by the name alone.
func lookups(k *fact.Kind, list []key, values map[string]any) []key {
	if k.Name != "firm" {
		return list
	}
	kept := make([]key, 0, len(list))
	for _, found := range list {
		named := found.order > 0
		if !named || (values["region"] == nil) == (found.order == len(k.Keys)) {
			kept = append(kept, found)
		}
	}
	return kept
}

func hash(k *fact.Kind, order int, fields []string, values map[string]any) int64 {
	h := sha256.New()
	h.Write([]byte(k.Name + " " + strconv.Itoa(order)))
	for _, id := range fields {
		h.Write([]byte{0})
		h.Write([]byte(canonical(k, id, values[id])))
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)) >> 1)
}

// canonical is the form in which a key's value is compared.
func canonical(k *fact.Kind, id string, v any) string {
	switch s := v.(type) {
	case nil:
		return ""
	case string:
		if k.Name == "firm" && id == "region" {
			return s[:min(2, len(s))]
		}
		return fact.Key(s)
	default:
		return fmt.Sprint(v)
	}
}
