package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"
)

// How long a session lives, and how many failures lock a door.
const (
	Idle         = 30 * time.Minute // without a request
	Absolute     = 12 * time.Hour   // from signing in
	MaxFailures  = 5                // of one name from one address
	LockFor      = 15 * time.Minute
	TicketFor    = 24 * time.Hour
	MinPassword  = 10 // characters
	MaxPassword  = 128
	MinClasses   = 3  // of lower case, upper case, digits, other
	TokenEntropy = 32 // bytes
)

// Purposes of a [Ticket].
const (
	Setup  = "setup"
	SignIn = "signin"
)

// Session is one sign-in that still holds. Only the hash of its token is kept.
type Session struct {
	Hash    string
	Account string
	Created time.Time
	Seen    time.Time
}

// Alive tells whether the session still holds at now.
func (s Session) Alive(now time.Time) bool {
	return now.Sub(s.Created) < Absolute && now.Sub(s.Seen) < Idle
}

// Ticket opens one door once. Only the hash of its token is kept.
type Ticket struct {
	Hash    string
	Purpose string
	Account string // whom a sign-in ticket signs in
	Expires time.Time
}

// Locked tells whether that many failures, the last at last, still shut the
// door at now.
func Locked(failures int, last, now time.Time) bool {
	return failures >= MaxFailures && now.Sub(last) < LockFor
}

// NewToken returns 32 random bytes as text, and the hash that is stored.
func NewToken() (token, hash string) {
	var b [TokenEntropy]byte
	_, _ = rand.Read(b[:]) // never fails, by its documentation
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, TokenHash(token)
}

// TokenHash is what is stored of a token: its SHA-256 in hexadecimal.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
