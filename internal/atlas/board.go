package atlas

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"runtime"
	"sync"
	"sync/atomic"

	"lianzhang/internal/chain"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

// named is how many firms of a node a result names.
const named = 20

// keptPlaces is how many places' results a board keeps.
const keptPlaces = 128

// Board is a measured chain with the results already asked for.
type Board struct {
	*diagnosis.Board
	Template *chain.Template
	mu       sync.Mutex
	results  map[region.Code]*diagnosis.Result
}

func newBoard(b *diagnosis.Board, t *chain.Template) *Board {
	return &Board{Board: b, Template: t, results: map[region.Code]*diagnosis.Result{}}
}

// Result returns the diagnosis of a place with evidence and draws. It is shared
// and must not be changed.
func (b *Board) Result(place region.Code) *diagnosis.Result {
	b.mu.Lock()
	r := b.results[place]
	b.mu.Unlock()
	if r != nil {
		return r
	}
	r = b.Diagnose(place, diagnosis.Options{Named: named})
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.results) >= keptPlaces {
		clear(b.results)
	}
	b.results[place] = r
	return r
}

// Results judges several places, as many at a time as there are processors.
func (b *Board) Results(places []region.Code) []*diagnosis.Result {
	out := make([]*diagnosis.Result, len(places))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(places)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(places)); i = next.Add(1) - 1 {
				out[i] = b.Result(places[i])
			}
		})
	}
	wg.Wait()
	return out
}

// Canonical returns the one way to write a result: JSON with keys in the order
// of the documentation, no spaces, one line end. Same input, same bytes.
func Canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// Sum returns the SHA-256 of bytes in hexadecimal.
func Sum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
