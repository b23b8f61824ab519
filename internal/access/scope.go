// Package access says who may see what. Every read goes through one [Scope];
// nothing else decides.
package access

import (
	"fmt"
	"strings"

	"lianzhang/internal/region"
)

// Class is how closely a field is kept.
type Class int

// Field classes, open to closed.
const (
	Public Class = iota
	Internal
	Sensitive
	Core
)

// ParseClass reads public, internal, sensitive or core; empty is public.
func ParseClass(s string) (Class, error) {
	switch s {
	case "", "public":
		return Public, nil
	case "internal":
		return Internal, nil
	case "sensitive":
		return Sensitive, nil
	case "core":
		return Core, nil
	}
	return 0, fmt.Errorf("unknown field class %q", s)
}

// String returns the word that [ParseClass] reads.
func (c Class) String() string {
	return [...]string{"public", "internal", "sensitive", "core"}[c]
}

// Scope is what a reader may see: region subtrees and the closest field class.
// The zero Scope sees nothing.
type Scope struct {
	Regions []region.Code
	Class   Class
}

// Whole sees every place and every field; for the administrator at the
// command line and for background work that acts for the program itself.
func Whole() Scope { return Scope{Regions: []region.Code{region.Nation}, Class: Core} }

// Sees tells whether a record of that place is inside the scope.
func (s Scope) Sees(place region.Code) bool {
	for _, r := range s.Regions {
		if r.Contains(place) {
			return true
		}
	}
	return false
}

// Where returns an SQL condition on a region column and appends its arguments,
// numbered from len(*args)+1. Every query over records must carry it.
func (s Scope) Where(column string, args *[]any) string {
	if len(s.Regions) == 0 {
		return "1 = 0"
	}
	parts := make([]string, 0, len(s.Regions))
	for _, r := range s.Regions {
		if r == region.Nation {
			return "1 = 1"
		}
		low, high := r.Range()
		*args = append(*args, low, high)
		parts = append(parts, fmt.Sprintf("(%s >= $%d AND %s < $%d)", column, len(*args)-1, column, len(*args)))
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// Actor is who acts: an account, or the program itself.
type Actor struct {
	Account string // account id, or "system"
	Name    string
	Role    Role
	Scope   Scope
}

// Role is what an account may do until appointments grant it.
type Role string

// Roles, from reading only to everything.
const (
	Reader Role = "reader"
	Editor Role = "editor"
	Admin  Role = "admin"
)

// May tells whether the actor's role reaches r.
func (a Actor) May(r Role) bool {
	rank := map[Role]int{Reader: 1, Editor: 2, Admin: 3}
	return rank[a.Role] >= rank[r] && rank[r] > 0
}

// System is the program acting for itself.
func System() Actor {
	return Actor{Account: "system", Name: "system", Role: Admin, Scope: Whole()}
}
