package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"lianzhang/internal/fault"
)

// argon2id parameters: 2 passes over 19 MiB in one lane, the second choice of
// the OWASP password storage sheet.
const (
	passes  = 2
	memory  = 19 * 1024 // KiB
	lanes   = 1
	saltLen = 16
	keyLen  = 32
)

// Hasher hashes and compares passwords, a few at a time, so that many sign-ins
// at once cannot take all memory.
type Hasher struct {
	slots chan struct{}
	decoy string
}

// NewHasher returns a [Hasher] that works on at most n passwords at once.
func NewHasher(n int) *Hasher {
	return &Hasher{slots: make(chan struct{}, n), decoy: encode(make([]byte, saltLen), make([]byte, keyLen))}
}

// CheckPassword refuses a password that is short, long or made of fewer than
// three classes of characters (lower case, upper case, digits, other).
func CheckPassword(password string) error {
	n := utf8.RuneCountInString(password)
	var lower, upper, digit, other int
	for _, r := range password {
		switch {
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			other = 1
		}
	}
	if n < MinPassword || n > MaxPassword || lower+upper+digit+other < MinClasses {
		return fault.New(fault.ErrInvalid, "PASSWORD_WEAK", "min", fmt.Sprint(MinPassword), "classes", fmt.Sprint(MinClasses))
	}
	return nil
}

// Hash returns the stored form of a password. It waits for a free slot.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails, by its documentation
	return encode(salt, argon2.IDKey([]byte(password), salt, passes, memory, lanes, keyLen)), nil
}

// Match tells whether password is the one stored. An empty stored form never
// matches and takes as long as one that might, so that time does not tell
// whether an account exists.
func (h *Hasher) Match(ctx context.Context, stored, password string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	against := stored
	if against == "" {
		against = h.decoy
	}
	salt, want, err := decode(against)
	if err != nil {
		return false, err
	}
	have := argon2.IDKey([]byte(password), salt, passes, memory, lanes, keyLen)
	return subtle.ConstantTimeCompare(have, want) == 1 && stored != "", nil
}

func (h *Hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *Hasher) leave() { <-h.slots }

func encode(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

func decode(stored string) (salt, key []byte, err error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[3] != fmt.Sprintf("m=%d,t=%d,p=%d", memory, passes, lanes) {
		return nil, nil, fmt.Errorf("stored password is not of the known form")
	}
	b64 := base64.RawStdEncoding
	if salt, err = b64.DecodeString(parts[4]); err != nil {
		return nil, nil, fmt.Errorf("stored password: %w", err)
	}
	if key, err = b64.DecodeString(parts[5]); err != nil {
		return nil, nil, fmt.Errorf("stored password: %w", err)
	}
	return salt, key, nil
}
