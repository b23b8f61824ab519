package pairing_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/pairing"
)

func TestTerms(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "，。": "", "铝": "铝", "铝合金": "铝合 合金", "6061铝合金ABC-Ｄ５": "6061 铝合 合金 abc d5", "轴承 Bearing": "轴承 bearing",
		"减速、器": "减速 器", "naïve": "naïve",
	} {
		if got := strings.Join(pairing.Terms(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Two documents of 2 terms and one of 1, so the mean is 5/3.
func TestBM25ByHand(t *testing.T) {
	l := pairing.NewLibrary([]string{"铝合金", "铝合 铝合", "钢铁"})
	hits := l.Search("铝合，铝合金", 5, nil)
	idf := func(df float64) float64 { return math.Log(1 + (3-df+0.5)/(df+0.5)) }
	part := func(tf, length float64) float64 { return tf * 2.2 / (tf + 1.2*(0.25+0.75*length/(5.0/3))) }
	want := []pairing.Hit{{Doc: 0, Score: idf(2)*part(1, 2) + idf(1)*part(1, 2)}, {Doc: 1, Score: idf(2) * part(2, 2)}}
	if len(hits) != 2 || hits[0].Doc != 0 || hits[1].Doc != 1 {
		t.Fatalf("%+v", hits)
	}
	for i := range want {
		if math.Abs(hits[i].Score-want[i].Score) > 1e-12 {
			t.Errorf("%d: %v, want %v", i, hits[i].Score, want[i].Score)
		}
	}
}

func TestSearchDegenerate(t *testing.T) {
	empty, blank := pairing.NewLibrary(nil), pairing.NewLibrary([]string{"", "，"})
	for name, hits := range map[string][]pairing.Hit{
		"no documents": empty.Search("铝合金", 5, nil), "blank documents": blank.Search("铝合金", 5, nil),
		"blank query": pairing.NewLibrary([]string{"铝合金"}).Search("", 5, nil), "none asked for": pairing.NewLibrary([]string{"铝合金"}).Search("铝合金", 0, nil),
	} {
		if len(hits) != 0 {
			t.Errorf("%s: %v", name, hits)
		}
	}
	same := pairing.NewLibrary([]string{"轴承", "轴承", "轴承"})
	if hits := same.Search("轴承", 2, nil); len(hits) != 2 || hits[0].Doc != 0 || hits[1].Doc != 1 {
		t.Errorf("equals stand in order: %v", hits)
	}
	if hits := same.Search("轴承", 2, func(d int) bool { return d > 0 }); len(hits) != 2 || hits[0].Doc != 1 || hits[1].Doc != 2 {
		t.Errorf("what is filtered takes no place: %v", hits)
	}
}

// Against scoring every document straight from the formula and sorting all.
func TestSearchAgainstAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.Map(rapid.IntRange(0, 6), func(k int) string { return string(rune('a' + k)) })
		text := rapid.Map(rapid.SliceOfN(word, 0, 8), func(w []string) string { return strings.Join(w, " ") })
		texts := rapid.SliceOfN(text, 0, 12).Draw(t, "texts")
		query := text.Draw(t, "query")
		k := rapid.IntRange(1, 14).Draw(t, "k")
		want := scoreAll(texts, query)
		got := pairing.NewLibrary(texts).Search(query, k, nil)
		if len(got) != min(k, len(want)) {
			t.Fatalf("%d hits, want %d", len(got), min(k, len(want)))
		}
		for i, h := range got {
			if math.Abs(h.Score-want[i].Score) > 1e-12 {
				t.Fatalf("hit %d: %v, want %v", i, h, want[i])
			}
			if i > 0 && (got[i-1].Score < h.Score || (got[i-1].Score == h.Score && got[i-1].Doc > h.Doc)) {
				t.Fatalf("out of order: %v", got)
			}
		}
	})
}

func scoreAll(texts []string, query string) []pairing.Hit {
	count := func(text, term string) (n float64) {
		for _, w := range strings.Fields(text) {
			if w == term {
				n++
			}
		}
		return n
	}
	total := 0.0
	for _, text := range texts {
		total += float64(len(strings.Fields(text)))
	}
	words := strings.Fields(query)
	slices.Sort(words)
	var hits []pairing.Hit
	for d, text := range texts {
		sum := 0.0
		for _, term := range slices.Compact(slices.Clone(words)) {
			df := 0.0
			for _, other := range texts {
				df += min(1, count(other, term))
			}
			if tf := count(text, term); tf > 0 {
				length := float64(len(strings.Fields(text))) / (total / float64(len(texts)))
				sum += math.Log(1+(float64(len(texts))-df+0.5)/(df+0.5)) * tf * 2.2 / (tf + 1.2*(0.25+0.75*length))
			}
		}
		if sum > 0 {
			hits = append(hits, pairing.Hit{Doc: d, Score: sum})
		}
	}
	slices.SortStableFunc(hits, func(a, b pairing.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}

func TestRerank(t *testing.T) {
	hits := []pairing.Hit{{Doc: 7, Score: 4}, {Doc: 3, Score: 2}, {Doc: 5, Score: 1}}
	got := pairing.Rerank(hits, []float64{10, 30, math.NaN()}, []float64{1, 2})
	for i, want := range []pairing.Hit{{Doc: 3, Score: 2.5}, {Doc: 7, Score: 1}, {Doc: 5, Score: 0.25}} {
		if got[i] != want {
			t.Errorf("%d: %v, want %v", i, got[i], want)
		}
	}
	if hits[0].Score != 4 {
		t.Error("the hits given were changed")
	}
	if got := pairing.Rerank(hits, []float64{5, 5, 5}, []float64{0, 1}); got[0].Doc != 7 || got[0].Score != 0 {
		t.Errorf("a feature that is alike moves nobody: %v", got)
	}
	if got := pairing.Rerank(nil, nil, []float64{1}); len(got) != 0 {
		t.Errorf("no hits: %v", got)
	}
}

func BenchmarkSearch(b *testing.B) {
	const docs = 100_000
	rng := rand.New(rand.NewPCG(1, 1))
	// Characters follow a law like that of language: few are common, most are rare.
	zipf := rand.NewZipf(rng, 1.1, 20, 3000)
	sentence := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteRune(rune(0x4e00 + zipf.Uint64()))
		}
		return s.String()
	}
	texts := make([]string, docs)
	for d := range texts {
		texts[d] = fmt.Sprintf("%s %d", sentence(20+rng.IntN(40)), rng.IntN(5000))
	}
	l := pairing.NewLibrary(texts)
	queries := make([]string, 64)
	for q := range queries {
		queries[q] = sentence(12)
	}
	b.Run("100k documents", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			l.Search(queries[i%len(queries)], 20, nil)
		}
	})
	b.Run("100k documents, build", func(b *testing.B) {
		for b.Loop() {
			pairing.NewLibrary(texts)
		}
	})
}
