package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// in runs a writing transaction of the program itself.
func in(t testing.TB, db *store.DB, do func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), access.System(), do); err != nil {
		t.Fatal(err)
	}
}

// register adds a source of the given rank and returns its ID.
func register(t testing.TB, db *store.DB, pid string, rank int) int64 {
	t.Helper()
	var id int64
	in(t, db, func(tx *store.Tx) (err error) {
		id, err = tx.AddSource(context.Background(), fact.Source{PID: pid, Name: pid, Rank: rank})
		return err
	})
	return id
}

type values = map[string]any

// say puts claims of one source in one transaction.
func say(t testing.TB, db *store.DB, kind string, source int64, list ...values) []fact.Outcome {
	t.Helper()
	var out []fact.Outcome
	in(t, db, func(tx *store.Tx) (err error) {
		claims := make([]fact.Claim, len(list))
		for i, v := range list {
			claims[i] = fact.Claim{Source: source, AsOf: "2025-12-31", GivenBy: "tester", Values: v}
		}
		out, err = tx.PutClaims(context.Background(), fact.KindOf(kind), claims, store.PutOptions{})
		return err
	})
	return out
}

func changes(out []fact.Outcome) []fact.Change {
	list := make([]fact.Change, len(out))
	for i, o := range out {
		list[i] = o.Change
	}
	return list
}

const (
	usccA = "91330500MA2B4T6K0A"
	usccB = "91330500MA2B4T6K1B"
)

func TestClaimsFindTheirRecord(t *testing.T) {
	base := values{"name": "浙江超威电源有限公司", "region": "330522", "uscc": usccA}
	for why, c := range map[string]struct {
		second values
		same   bool
	}{
		"the same code under another name":              {values{"name": "超威电源集团有限公司", "uscc": usccA, "region": "330522"}, true},
		"the same name in the same province":            {values{"name": "浙江 超威电源有限公司", "region": "330500"}, true},
		"the same name without a place":                 {values{"name": "浙江超威电源有限公司"}, true},
		"the same name in another province":             {values{"name": "浙江超威电源有限公司", "region": "410100"}, false},
		"the same name and place but another code":      {values{"name": "浙江超威电源有限公司", "region": "330522", "uscc": usccB}, false},
		"another legal suffix":                          {values{"name": "浙江超威电源股份有限公司", "region": "330522"}, false},
		"an invented code does not hide a lesser match": {values{"name": "浙江超威电源有限公司", "region": "330522", "phone": "1"}, true},
	} {
		t.Run(why, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db *store.DB) {
				src := register(t, db, "Q1", 50)
				first := say(t, db, "firm", src, base)
				second := say(t, db, "firm", src, c.second)
				if same := first[0].Subject == second[0].Subject; same != c.same {
					t.Errorf("same record: %v, want %v", same, c.same)
				}
			})
		})
	}
}

func TestOutcomes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		low, high := register(t, db, "Q1", 50), register(t, db, "Q2", 90)
		row := values{"name": "甲有限公司", "region": "330522", "employees": int64(10)}
		if got := changes(say(t, db, "firm", low, row, row)); !cmp.Equal(got, []fact.Change{fact.New, fact.Same}) {
			t.Errorf("a new record and its repetition: %v", got)
		}
		if got := changes(say(t, db, "firm", low, row)); !cmp.Equal(got, []fact.Change{fact.Same}) {
			t.Errorf("the same file again: %v", got)
		}
		got := say(t, db, "firm", high, values{"name": "甲有限公司", "region": "330522", "employees": int64(12)})
		want := []fact.Difference{{Field: "employees", Old: int64(10), New: int64(12)}}
		if got[0].Change != fact.Changed || !cmp.Equal(got[0].Differences, want) {
			t.Errorf("a better source: %+v", got[0])
		}
		if got := changes(say(t, db, "firm", low, values{"name": "甲有限公司", "region": "330522", "employees": int64(99)})); got[0] != fact.Same {
			t.Errorf("a lesser source changed what is shown: %v", got)
		}
	})
}

func TestSeveralFits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		two := say(t, db, "firm", src,
			values{"name": "同名有限公司", "region": "330522", "uscc": usccA},
			values{"name": "同名有限公司", "region": "330523", "uscc": usccB})
		third := say(t, db, "firm", src, values{"name": "同名有限公司", "region": "330500"})[0]
		if third.Change != fact.New || len(third.Rivals) != 2 || third.Rivals[0] != two[0].Subject || third.Rivals[1] != two[1].Subject {
			t.Errorf("a name that fits two firms went to %+v", third)
		}
	})
}

func TestOwnersPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		firm := say(t, db, "firm", src, values{"name": "甲有限公司", "region": "330522", "park": "330522-Z01"})[0].Subject
		product := say(t, db, "product", src, values{"firm": firm, "name": "电池"})[0].Subject
		place := func() (got string) {
			if err := db.SQL().QueryRow(`SELECT region FROM product WHERE pid = $1`, product).Scan(&got); err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got := place(); got != "330522-Z01" {
			t.Errorf("a product lies in %s", got)
		}
		better := register(t, db, "Q2", 90)
		say(t, db, "firm", better, values{"name": "甲有限公司", "region": "330522", "park": "330522-Z02"})
		if got := place(); got != "330522-Z02" {
			t.Errorf("after the firm moved the product lies in %s", got)
		}
	})
}

func TestRefusedClaims(t *testing.T) {
	for why, c := range map[string]struct {
		kind   string
		give   values
		kindOf error
	}{
		"a field the kind lacks":         {"firm", values{"name": "甲", "colour": "red"}, fault.ErrInvalid},
		"text where money belongs":       {"firm", values{"name": "甲", "revenue": "1万"}, fault.ErrInvalid},
		"an option that does not exist":  {"firm", values{"name": "甲", "status": "asleep"}, fault.ErrInvalid},
		"half a person":                  {"firm", values{"name": "甲", "employees": 1.5}, fault.ErrInvalid},
		"NUL in a name":                  {"firm", values{"name": "甲\x00"}, fault.ErrInvalid},
		"a product of a firm not stored": {"product", values{"firm": "F000000000000", "name": "电池"}, fault.ErrInvalid},
	} {
		t.Run(why, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db *store.DB) {
				src := register(t, db, "Q1", 50)
				err := db.Write(context.Background(), access.System(), func(tx *store.Tx) error {
					_, err := tx.PutClaims(context.Background(), fact.KindOf(c.kind), []fact.Claim{{Source: src, Values: c.give}}, store.PutOptions{})
					return err
				})
				if !errors.Is(err, c.kindOf) {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

// One code cannot be shown on two firms, whatever the claims name as subject.
func TestOneCodeOneFirm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		out := say(t, db, "firm", src, values{"name": "甲", "region": "330522", "uscc": usccA}, values{"name": "乙", "region": "330522"})
		err := db.Write(context.Background(), access.System(), func(tx *store.Tx) error {
			_, err := tx.PutClaims(context.Background(), fact.KindOf("firm"), []fact.Claim{{Subject: out[1].Subject, Source: src, Values: values{"uscc": usccA}}}, store.PutOptions{})
			return err
		})
		if !errors.Is(err, fault.ErrConflict) {
			t.Errorf("got %v", err)
		}
	})
}

// A trial says what the write would do and leaves no trace.
func TestTrial(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		say(t, db, "firm", src, values{"name": "甲有限公司", "region": "330522", "employees": int64(10)})
		var claims []fact.Claim
		for i := range 2500 { // more than one chunk, with repetitions across chunks
			claims = append(claims, fact.Claim{Source: src, AsOf: "2026", Values: values{"name": fmt.Sprintf("第%d有限公司", i%2000), "region": "330522"}})
		}
		claims = append(claims, fact.Claim{Source: src, AsOf: "2026", Values: values{"name": "甲有限公司", "region": "330522", "employees": int64(11)}})
		count := func(out []fact.Outcome) map[fact.Change]int {
			m := map[fact.Change]int{}
			for _, o := range out {
				m[o.Change]++
			}
			return m
		}
		var tried, done []fact.Outcome
		err := db.Read(context.Background(), access.System(), func(tx *store.Tx) (err error) {
			tried, err = tx.TryClaims(context.Background(), fact.KindOf("firm"), claims, store.PutOptions{})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		in(t, db, func(tx *store.Tx) (err error) {
			done, err = tx.PutClaims(context.Background(), fact.KindOf("firm"), claims, store.PutOptions{})
			return err
		})
		if got := count(tried); got[fact.New] != 2000 || got[fact.Changed] < 1 {
			t.Errorf("tried: %v", got)
		}
		if got := count(done); got[fact.New] != 2000 || got[fact.Changed] != 1 || got[fact.Same] != 500 {
			t.Errorf("done: %v", got)
		}
	})
}

// A transaction that changes records raises the data version once.
func TestVersionRisesOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		say(t, db, "firm", src, values{"name": "甲", "region": "330522"}, values{"name": "乙", "region": "330522"})
		in(t, db, func(tx *store.Tx) error {
			v, err := tx.DataVersion(context.Background())
			if v != 1 {
				t.Errorf("version %d after one writing transaction", v)
			}
			return err
		})
	})
}
