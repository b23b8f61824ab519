package cascade

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
)

// Run follows one scenario to its end. It refuses, with a [*ValueError], a firm
// that is not there or stands twice and a share outside [0, 1]; it returns the
// error of ctx when that ends first.
func (c *Coefficients) Run(ctx context.Context, scenario Scenario) (Index, Losses, error) {
	if err := scenario.check(c.Len()); err != nil {
		return Index{}, Losses{}, err
	}
	s := c.spare.Get().(*single)
	defer c.spare.Put(s)
	if err := s.end(ctx, scenario); err != nil {
		return Index{}, Losses{}, err
	}
	return s.index(), s.losses(), nil
}

// end follows a scenario from start to end.
func (s *single) end(ctx context.Context, scenario Scenario) error {
	s.start(scenario)
	for goesOn := true; goesOn; {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.step()
		goesOn = s.goesOn()
	}
	return nil
}

// Follow follows scenarios one by one, some on other threads at the same time,
// and calls each for every one in the order given, with its losses; an error of
// each ends it. It refuses what [Coefficients.Run] refuses before the first call.
func (c *Coefficients) Follow(ctx context.Context, scenarios []Scenario, threads int, each func(k int, index Index, losses Losses) error) error {
	if err := c.refuse(scenarios, threads); err != nil {
		return err
	}
	type end struct {
		index  Index
		losses Losses
		err    error
	}
	ends := make([]end, min(threads, len(scenarios)))
	singles := make([]*single, len(ends))
	for from := 0; from < len(scenarios); from += len(ends) {
		some := ends[:min(len(ends), len(scenarios)-from)]
		var work sync.WaitGroup
		for t := range some {
			work.Go(func() {
				if singles[t] == nil {
					singles[t] = newSingle(c)
				}
				e := &some[t]
				if e.err = singles[t].end(ctx, scenarios[from+t]); e.err == nil {
					e.index, e.losses = singles[t].index(), singles[t].losses()
				}
			})
		}
		work.Wait()
		for t, e := range some {
			if e.err != nil {
				return e.err
			}
			if err := each(from+t, e.index, e.losses); err != nil {
				return err
			}
		}
	}
	return nil
}

// refuse checks scenarios and threads.
func (c *Coefficients) refuse(scenarios []Scenario, threads int) error {
	for k, s := range scenarios {
		if err := s.check(c.Len()); err != nil {
			return fmt.Errorf("scenario %d: %w", k, err)
		}
	}
	if threads < 1 {
		return ErrOption
	}
	return nil
}

// All returns the index of every seed, in the order of seeds: what is lost when
// that firm fails alone. See [Coefficients.Each].
func (c *Coefficients) All(ctx context.Context, seeds []uint32, threads int, progress func(done, total int)) ([]Index, error) {
	scenarios := make([]Scenario, len(seeds))
	for k, f := range seeds {
		scenarios[k] = Failure(f)
	}
	return c.Each(ctx, scenarios, threads, progress)
}

// Each returns the index of every scenario, in the order given. Scenarios are
// followed side by side on as many threads as asked for (at least 1), which changes
// no bit of the result. Progress may be nil; it is called by one goroutine at a time
// with the number of scenarios that are done. Each refuses what Run refuses, and
// returns the error of ctx when that ends first.
func (c *Coefficients) Each(ctx context.Context, scenarios []Scenario, threads int, progress func(done, total int)) ([]Index, error) {
	if err := c.refuse(scenarios, threads); err != nil {
		return nil, err
	}
	if len(scenarios) <= few && !c.opt.SinglePrecision {
		return c.one(ctx, scenarios, progress)
	}
	q := &queue{scenarios: scenarios, order: c.alike(scenarios), results: make([]Index, len(scenarios)), progress: progress}
	var work sync.WaitGroup
	errs := make([]error, min(threads, (len(scenarios)+width-1)/width))
	for t := range errs {
		work.Go(func() { errs[t] = newBatch(c, q.next, q.deliver).run(ctx) })
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return q.results, nil
}

// few scenarios are followed sooner, and with less memory, one by one.
const few = 2

func (c *Coefficients) one(ctx context.Context, scenarios []Scenario, progress func(done, total int)) ([]Index, error) {
	s := c.spare.Get().(*single)
	defer c.spare.Put(s)
	results := make([]Index, len(scenarios))
	for k, scenario := range scenarios {
		if err := s.end(ctx, scenario); err != nil {
			return nil, err
		}
		results[k] = s.index()
		if progress != nil {
			progress(k+1, len(scenarios))
		}
	}
	return results, nil
}

// alike orders scenarios so that similar ones are followed side by side: by the
// place of their first firm, which is by market, sector and number of links.
func (c *Coefficients) alike(scenarios []Scenario) []int {
	place := make([]uint32, len(scenarios))
	order := make([]int, len(scenarios))
	for k, s := range scenarios {
		order[k] = k
		if len(s) > 0 {
			place[k] = c.rank[s[0].Firm]
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(place[a], place[b]), cmp.Compare(a, b)) })
	return order
}

// queue hands scenarios to the batches and collects what they deliver.
type queue struct {
	mu        sync.Mutex
	scenarios []Scenario
	order     []int
	taken     int
	done      int
	results   []Index
	progress  func(done, total int)
}

func (q *queue) next() (int, Scenario, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.taken == len(q.order) {
		return 0, nil, false
	}
	number := q.order[q.taken]
	q.taken++
	return number, q.scenarios[number], true
}

func (q *queue) deliver(number int, index Index) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.results[number] = index
	q.done++
	if q.progress != nil {
		q.progress(q.done, len(q.order))
	}
}
