package atlas_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// The same records give the same bytes on both databases.
func TestSameBytesOnBothDatabases(t *testing.T) {
	var first []byte
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := filled(t, db)
		_, r := w.judge(atlas.New(db), "330500")
		body, err := atlas.Canonical(r)
		if err != nil {
			t.Fatal(err)
		}
		again := atlas.New(db)
		if _, r := w.judge(again, "330500"); first == nil {
			first, _ = atlas.Canonical(r)
		}
		if !bytes.Equal(body, first) {
			t.Errorf("another result:\n%s\n%s", body, first)
		}
	})
}

func TestRecordsBecomeVerdicts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := filled(t, db)
		_, r := w.judge(atlas.New(db), "330500")
		cell := verdict(t, r, "nev.cell")
		if cell.Class != diagnosis.Strong || cell.Basis != diagnosis.ByAmount || cell.Measures.Firms != 3 {
			t.Errorf("cell: %s by %s with %d firms, reasons %v", cell.Class, cell.Basis, cell.Measures.Firms, cell.Reasons)
		}
		if len(cell.Evidence.Firms) != 3 || cell.Evidence.Firms[0].Amount == nil || *cell.Evidence.Firms[0].Amount != 8*yi {
			t.Errorf("the output of the product on the node counts, not the firm's revenue: %+v", cell.Evidence.Firms)
		}
		if got := verdict(t, r, "nev.separator"); got.Class != diagnosis.Missing || len(got.Evidence.Searches) != 1 {
			t.Errorf("separator: %s", got.Class)
		}
		if got := verdict(t, r, "nev.electrolyte"); got.Class != diagnosis.Unclear {
			t.Errorf("electrolyte: %s, and nobody looked", got.Class)
		}
		if r.Day != "2026-03-02" || !slices.Equal(r.Sources, []string{"试验数据"}) {
			t.Errorf("day %s, sources %v", r.Day, r.Sources)
		}
	})
}

// A gap closes when evidence arrives, and returns when the evidence goes; both
// times the change names the record.
func TestGapFollowsTheEvidence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := filled(t, db)
		at := atlas.New(db)
		before := w.moment(at)
		project := w.say("project", map[string]any{"name": "隔膜一期", "region": "330522", "chain": "nev", "node": "nev.separator", "stage": "building"})[0]
		during := w.moment(at)
		w.write(func(ctx context.Context, tx *store.Tx) error {
			version, err := tx.NextVersion(ctx)
			if err == nil {
				_, err = tx.ExecContext(ctx, `UPDATE project SET deleted = 1, version = $1 WHERE pid = $2`, version, project)
			}
			return err
		})
		after := w.moment(at)

		closed := diagnosis.Changes(before, during)
		if len(closed) != 1 || closed[0].Node != "nev.separator" || closed[0].To != diagnosis.Potential || !closed[0].Closed {
			t.Fatalf("arrival: %+v", closed)
		}
		if want := []diagnosis.Move{{ID: project, Kind: "project", How: diagnosis.Added}}; !slices.Equal(closed[0].Records, want) {
			t.Errorf("cause of closing: %+v", closed[0].Records)
		}
		back := diagnosis.Changes(during, after)
		if len(back) != 1 || back[0].To != diagnosis.Missing || !back[0].Reopen {
			t.Fatalf("departure: %+v", back)
		}
		if want := []diagnosis.Move{{ID: project, Kind: "project", How: diagnosis.Withdrawn}}; !slices.Equal(back[0].Records, want) {
			t.Errorf("cause of returning: %+v", back[0].Records)
		}
		if same := diagnosis.Changes(before, after); len(same) != 0 {
			t.Errorf("back where it was, and still a change: %+v", same)
		}
	})
}

// moment keeps a diagnosis and reads it back.
func (w *world) moment(at *atlas.Atlas) *diagnosis.Moment {
	w.t.Helper()
	b, r := w.judge(at, "330500")
	kept, err := atlas.Keep(b, r)
	if err != nil {
		w.t.Fatal(err)
	}
	var back diagnosis.Kept
	w.write(func(ctx context.Context, tx *store.Tx) error {
		pid, err := tx.KeepDiagnosis(ctx, kept)
		if err != nil {
			return err
		}
		if again, err := tx.KeepDiagnosis(ctx, kept); again != pid || err != nil {
			w.t.Errorf("the same diagnosis was kept twice: %s, %s, %v", pid, again, err)
		}
		back, err = tx.KeptDiagnosis(ctx, access.Whole(), pid)
		return err
	})
	if back.SHA256 != atlas.Sum([]byte(back.Result)) || back.Result != kept.Result {
		w.t.Error("a kept diagnosis came back changed")
	}
	m, err := atlas.Moment(back)
	if err != nil {
		w.t.Fatal(err)
	}
	return &m
}

// Thresholds may not be younger than the data, nor change after their first use.
func TestThresholdsAreAdmitted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		filled(t, db)
		ctx := context.Background()
		at := atlas.New(db)
		shipped := at.Sets()[0]
		ask := func(old, new string) error {
			set, err := diagnosis.ParseThresholds(bytes.Replace(shipped.Body, []byte(old), []byte(new), 1))
			if err != nil {
				t.Fatal(err)
			}
			_, err = at.Board(ctx, atlas.Ask{Template: nev(t), Set: set})
			return err
		}
		if err := ask("", ""); err != nil {
			t.Fatalf("the shipped set: %v", err)
		}
		if code := codeOf(ask("strong: 0.60", "strong: 0.50")); code != "THRESHOLDS_CHANGED" {
			t.Errorf("edited after its first use: %s", code)
		}
		if code := codeOf(ask(`dated: "2026-01-15"`, `dated: "2026-03-03"`)); code != "THRESHOLDS_YOUNG" {
			t.Errorf("younger than the data: %s", code)
		}
		if used, err := atlas.CheckSets(ctx, db); err != nil || len(used) != 1 || used[0].SHA256 != shipped.SHA256 {
			t.Errorf("used sets: %v, %v", used, err)
		}
		w := &world{t: t, db: db}
		w.write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.ExecContext(ctx, `UPDATE threshold_set SET sha256 = $1`, strings.Repeat("0", 64))
			return err
		})
		if _, err := atlas.CheckSets(ctx, db); codeOf(err) != "THRESHOLDS_CHANGED" {
			t.Errorf("the doctor did not see that the shipped file is not the one used: %v", err)
		}
	})
}

func codeOf(err error) string {
	var coded *fault.Coded
	if errors.As(err, &coded) {
		return coded.Code
	}
	return ""
}

// A new write is seen at once; without one the same board is shared, also by
// many who ask at the same time.
func TestBoardsAreSharedByVersion(t *testing.T) {
	w := filled(t, storetest.SQLite(t))
	at := atlas.New(w.db)
	boards := make([]*atlas.Board, 8)
	var wg sync.WaitGroup
	for i := range boards {
		wg.Go(func() {
			b, err := at.Board(context.Background(), atlas.Ask{Template: nev(t)})
			if err != nil {
				t.Error(err)
				return
			}
			b.Result("330500")
			boards[i] = b
		})
	}
	wg.Wait()
	for _, b := range boards {
		if b != boards[0] {
			t.Error("two boards for one data version")
		}
	}
	w.say("survey", map[string]any{"region": "330500", "chain": "nev", "node": "nev.electrolyte", "searched_on": "2026-01-20", "searched_by": "经信局", "coverage": 95.0})
	b, r := w.judge(at, "330500")
	if b == boards[0] || verdict(t, r, "nev.electrolyte").Class != diagnosis.Missing {
		t.Error("a search was recorded and the old board answered")
	}
}

// Plants count where they stand; the registered scope leaves everything with
// the head office.
func TestScopes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := filled(t, db)
		firm := w.say("firm", map[string]any{"name": "总部在省城的电池有限公司", "region": "330100", "revenue": int64(100 * yi)})[0]
		w.place(firm, "nev.cell", "330100")
		w.say("establishment",
			map[string]any{"firm": firm, "name": "新昌工厂", "establishment_kind": "plant", "region": "330624", "output": int64(70 * yi)},
			map[string]any{"firm": firm, "name": "老工厂", "establishment_kind": "plant", "region": "330626", "output": int64(9 * yi), "until": "2024-06"},
			map[string]any{"firm": firm, "name": "总部", "establishment_kind": "head", "region": "330100", "reason": "总部2020年迁至省城，工厂仍在原地"})
		at := atlas.New(db)
		for scope, want := range map[diagnosis.Scope]map[string]int64{
			diagnosis.InPlace:    {"330624": 1, "330626": 0, "330100": 0},
			diagnosis.Registered: {"330624": 0, "330626": 0, "330100": 1},
		} {
			b, err := at.Board(context.Background(), atlas.Ask{Template: nev(t), Scope: scope})
			if err != nil {
				t.Fatal(err)
			}
			for place, firms := range want {
				if got := verdict(t, b.Result(code(place)), "nev.cell").Measures.Firms; got != firms {
					t.Errorf("%s in %s: %d firms, want %d", scope, place, got, firms)
				}
			}
		}
		_, r := w.judge(at, "330100")
		if len(r.Breaks) != 1 || !strings.Contains(r.Breaks[0].Reason, "总部") {
			t.Errorf("the break in the series and its reason: %+v", r.Breaks)
		}
	})
}

// Every reason and warning has a sentence in both languages.
func TestSentences(t *testing.T) {
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		for _, code := range []string{
			diagnosis.ReasonNobodyLooked, diagnosis.ReasonFoundNotRecorded, diagnosis.ReasonSearchedNone, diagnosis.ReasonOnNode,
			diagnosis.ReasonBeside, diagnosis.ReasonLowGrade, diagnosis.ReasonVolume, diagnosis.ReasonTooMuchMissing, diagnosis.ReasonFloor,
			diagnosis.ReasonSingleFirm, diagnosis.ReasonConcentrated, diagnosis.ReasonDependent, diagnosis.ReasonSingleSource,
		} {
			if text := atlas.Reason(code, lang); strings.HasPrefix(text, "DIAG_") {
				t.Errorf("%s has no sentence in %s", code, lang)
			}
		}
		for _, code := range []string{
			diagnosis.WarnWholeCycle, diagnosis.WarnLibrary, diagnosis.WarnNoBase, diagnosis.WarnFewPeers, diagnosis.WarnCounts, diagnosis.WarnDemo, diagnosis.WarnBreak,
		} {
			if message.Text(lang, code, nil) == code {
				t.Errorf("%s has no sentence in %s", code, lang)
			}
		}
	}
}

// A node is one in every chain it stands in, and a place's own nodes are judged
// on its own map only.
func TestMapsOfPlaces(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := filled(t, db)
		at := atlas.New(db)
		ctx := context.Background()
		firms := func(id string, place region.Code, node string) int64 {
			t.Helper()
			template, err := at.Map(ctx, id, place)
			if err != nil {
				t.Fatal(err)
			}
			b, err := at.Board(ctx, atlas.Ask{Template: template})
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range b.Result(place).Nodes {
				if v.ID == node {
					return v.Measures.Firms
				}
			}
			return -1
		}
		if n := firms("changxing-new-energy", "330500", "nev.cell"); n != 3 {
			t.Errorf("firms placed on a shared node under another chain: %d, want 3", n)
		}
		w.say("node", map[string]any{"chain": "nev", "code": "cx.local", "name": "本地特色环节", "region": "330500", "stage": "upstream"})
		if here, there := firms("nev", "330500", "cx.local"), firms("nev", "340100", "cx.local"); here != 0 || there != -1 {
			t.Errorf("a local node: %d firms here, %d there; want 0 and no such node", here, there)
		}
	})
}
