// Package pairing says who fits whom: one to one at the least total cost, amounts
// along lanes at the least cost, and the few candidates out of many that a request
// in words may mean.
//
// A best total is one number; the pairs that reach it may be several, and only the
// totals of two methods can be compared. Every answer carries its proof: prices
// under which nobody would rather have another.
package pairing

import "errors"

// The reasons why there is no pairing.
var (
	ErrInfeasible = errors.New("pairing: somebody has no candidate left")
	ErrRange      = errors.New("pairing: amounts or costs beyond whole numbers of 64 bits")
)
