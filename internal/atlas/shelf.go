package atlas

import (
	"context"
	"sync"
)

// shelf keeps what was built, by key and data version. The first who asks for
// something builds it, the others wait for it; a newer version replaces an
// older one, and the one not asked for longest goes when the shelf is full.
type shelf[K comparable, V any] struct {
	mu    sync.Mutex
	slots map[K]*slot[V]
	turn  int64
	size  int
}

type slot[V any] struct {
	version int64
	ready   chan struct{}
	value   V
	err     error
	asked   int64
}

// get returns the value for key at version, building it when needed. A build
// that fails is forgotten; who waited for it tries again.
func (s *shelf[K, V]) get(ctx context.Context, key K, version int64, build func() (V, error)) (V, error) {
	return s.next(ctx, key, version, func(func() V) (V, error) { return build() })
}

// next is get for what is made of its own earlier version, which build may ask
// for; it is the zero value when none is kept.
func (s *shelf[K, V]) next(ctx context.Context, key K, version int64, build func(earlier func() V) (V, error)) (V, error) {
	for {
		s.mu.Lock()
		if s.slots == nil {
			s.slots = map[K]*slot[V]{}
		}
		s.turn++
		at := s.slots[key]
		if at == nil || at.version < version {
			earlier := at
			at = &slot[V]{version: version, ready: make(chan struct{}), asked: s.turn}
			s.slots[key] = at
			s.evict(key)
			s.mu.Unlock()
			at.value, at.err = build(func() V { return earlier.built(ctx) })
			if at.err != nil {
				s.restore(key, at, earlier)
			}
			close(at.ready)
			return at.value, at.err
		}
		at.asked = s.turn
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			var none V
			return none, ctx.Err()
		case <-at.ready:
		}
		if at.err == nil {
			return at.value, nil
		}
		if ctx.Err() != nil {
			return at.value, ctx.Err()
		}
	}
}

// built waits for the value of a slot; it is the zero value when there is no
// slot, or when building failed or takes longer than the caller waits.
func (at *slot[V]) built(ctx context.Context) V {
	var none V
	if at == nil {
		return none
	}
	select {
	case <-ctx.Done():
		return none
	case <-at.ready:
	}
	if at.err != nil {
		return none
	}
	return at.value
}

// restore forgets a slot whose building failed; the earlier one, if any, is the
// best that is known.
func (s *shelf[K, V]) restore(key K, failed, earlier *slot[V]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.slots[key] != failed {
		return
	}
	if earlier != nil && earlier.err == nil {
		s.slots[key] = earlier
		return
	}
	delete(s.slots, key)
}

// evict makes room; the slot just made stays.
func (s *shelf[K, V]) evict(keep K) {
	for len(s.slots) > s.size {
		var oldest K
		first := true
		for k, at := range s.slots {
			if k != keep && (first || at.asked < s.slots[oldest].asked) {
				oldest, first = k, false
			}
		}
		if first {
			return
		}
		delete(s.slots, oldest)
	}
}
