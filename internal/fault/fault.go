// Package fault names the four kinds of failure that a caller can act on.
//
// A concept's own errors carry facts, not sentences for the screen, and file
// themselves under one of these kinds with Unwrap. Everything else is ours to
// fix and is logged once, whole, at the edge.
package fault

import (
	"errors"
	"fmt"
)

// The four kinds.
var (
	ErrNotFound  = errors.New("not found")
	ErrInvalid   = errors.New("invalid")
	ErrConflict  = errors.New("conflict")
	ErrForbidden = errors.New("forbidden")
)

// Coded is an error with a code that the catalog of messages has a sentence
// for, in every language. Params fill the blanks of the sentence.
type Coded struct {
	Kind   error // one of the four kinds
	Code   string
	Params map[string]string
	Cause  error // may be nil
}

// New returns a [*Coded] error; params are name, value, name, value …
func New(kind error, code string, params ...string) *Coded {
	e := &Coded{Kind: kind, Code: code, Params: map[string]string{}}
	for i := 0; i+1 < len(params); i += 2 {
		e.Params[params[i]] = params[i+1]
	}
	return e
}

// Because adds the underlying error.
func (e *Coded) Because(cause error) *Coded {
	e.Cause = cause
	return e
}

func (e *Coded) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s %v: %v", e.Code, e.Params, e.Cause)
	}
	return fmt.Sprintf("%s %v", e.Code, e.Params)
}

// Unwrap files the error under its kind and keeps the cause reachable.
func (e *Coded) Unwrap() []error {
	if e.Cause != nil {
		return []error{e.Kind, e.Cause}
	}
	return []error{e.Kind}
}

// IsNotFound tells whether err says that something is not there.
func IsNotFound(err error) bool { return errors.Is(err, ErrNotFound) }
