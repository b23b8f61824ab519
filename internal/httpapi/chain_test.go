package httpapi_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/store/storetest"
)

type chainItem struct {
	ID, Kind, Tier string
	Nodes          int
}

// Templates and taken-up chains are one list, by id, in pages.
func TestListChains(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	made := map[string]any{"id": "hz.nev", "region": "330500", "name": map[string]string{"zh": "湖州新能源汽车", "en": "Huzhou vehicles"}, "base": "nev", "size": 150_000_000_000_00}
	if status := c.Do(http.MethodPost, "/api/v1/chains", made, nil); status != http.StatusCreated {
		t.Fatalf("create: %d", status)
	}
	var list struct {
		Items []chainItem
		Next  string
	}
	var ids []string
	for cursor := ""; ; cursor = list.Next {
		list.Items, list.Next = nil, ""
		c.Do(http.MethodGet, "/api/v1/chains?limit=2&cursor="+cursor, nil, &list)
		for _, x := range list.Items {
			ids = append(ids, x.ID)
			if x.ID == "hz.nev" && (x.Kind != "region" || x.Tier != chain.TierHundredBillion || x.Nodes < 60) {
				t.Errorf("chain %+v", x)
			}
		}
		if list.Next == "" {
			break
		}
	}
	if got := strings.Join(ids, " "); got != "changxing-new-energy hz.nev ic nev" {
		t.Errorf("ids %s", got)
	}
}

// A small place that takes a whole cycle up must say why.
func TestWholeCycleMustBeAnswered(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	body := map[string]any{"id": "cx.nev", "region": "330522", "name": map[string]string{"zh": "长兴新能源汽车", "en": "Changxing vehicles"}, "base": "nev"}
	var problem struct{ Code string }
	if status := c.Do(http.MethodPost, "/api/v1/chains", body, &problem); status != http.StatusConflict || problem.Code != "CHAIN_WHOLE_CYCLE" {
		t.Errorf("%d %s", status, problem.Code)
	}
	var look struct {
		Created  bool
		Warnings []chain.Warning
	}
	if status := c.Do(http.MethodPost, "/api/v1/chains?dry_run=true", body, &look); status != http.StatusCreated || look.Created || len(look.Warnings) != 1 {
		t.Errorf("dry run: %d %+v", status, look)
	}
	body["answer"] = "只做电池配套"
	if status := c.Do(http.MethodPost, "/api/v1/chains", body, nil); status != http.StatusCreated {
		t.Errorf("answered: %d", status)
	}
}

// The four maps come in one form; a place outside the scope is not found.
func TestChainMaps(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	var m struct {
		Lanes, Groups, Edges []any
		Nodes                []struct{ X, Y, W, H int }
		Width                int
		Region               string
	}
	for path, lanes := range map[string]int{"map": 3, "technology": 4, "application": 2} {
		if status := c.Do(http.MethodGet, "/api/v1/chains/nev/"+path, nil, &m); status != http.StatusOK || len(m.Lanes) != lanes || len(m.Edges) == 0 || m.Nodes[0].W == 0 || m.Region != "000000" {
			t.Errorf("%s: %d, %d lanes, %d edges", path, status, len(m.Lanes), len(m.Edges))
		}
	}
	if status := c.Do(http.MethodGet, "/api/v1/chains/nev/regions", nil, nil); status != http.StatusOK {
		t.Errorf("regions: %d", status)
	}
	county := c.As("county", access.Reader, access.Internal, "330522")
	if status := county.Do(http.MethodGet, "/api/v1/chains/nev/map?region=110000", nil, nil); status != http.StatusNotFound {
		t.Errorf("a place outside the scope: %d", status)
	}
	if status := county.Do(http.MethodPost, "/api/v1/chains/nev/editions", map[string]string{"region": "330522", "version": "1"}, nil); status != http.StatusForbidden {
		t.Errorf("a reader publishes: %d", status)
	}
	if status := c.Do(http.MethodGet, "/api/v1/chains/no-such/map", nil, nil); status != http.StatusNotFound {
		t.Errorf("no such chain: %d", status)
	}
}

// What is published can be listed, shown and compared.
func TestChainEditions(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	var e chain.Edition
	if status := c.Do(http.MethodPost, "/api/v1/chains/ic/editions", map[string]string{"region": "340100", "version": "2026-1", "note": "首版"}, &e); status != http.StatusCreated || len(e.SHA256) != 64 || e.Date != "2026-03-02" {
		t.Fatalf("publish: %d %+v", status, e)
	}
	var d chain.Difference
	if status := c.Do(http.MethodGet, "/api/v1/chains/ic/diff?region=340100&from=2026-1", nil, &d); status != http.StatusOK || !d.Empty() {
		t.Errorf("diff: %d %+v", status, d)
	}
	var shown struct{ Edition *chain.Edition }
	if c.Do(http.MethodGet, "/api/v1/chains/ic/map?region=340100&edition=2026-03-02", nil, &shown); shown.Edition == nil || shown.Edition.PID != e.PID {
		t.Errorf("shown %+v", shown.Edition)
	}
	var joint struct {
		Publishers []any
		Holders    map[string][]string
	}
	if status := c.Do(http.MethodGet, "/api/v1/chains/nev/joint?regions=110000,120000,130000", nil, &joint); status != http.StatusOK || len(joint.Publishers) != 3 || len(joint.Holders["nev.cell"]) != 3 {
		t.Errorf("joint: %d %+v", status, joint.Publishers)
	}
}

// The drawing is well-formed XML that names nothing outside itself.
func TestChainSVG(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	status, body := c.Raw(http.MethodGet, "/api/v1/chains/nev/map.svg?paper=A3&unit=%3Cscript%3E&place=a%26b", nil, nil)
	if status != http.StatusOK || !bytes.HasPrefix(body, []byte("<svg")) || bytes.Contains(body, []byte("<script")) {
		t.Fatalf("%d %.80s", status, body)
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	for {
		_, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := bytes.Count(body, []byte("http")); n != 1 {
		t.Errorf("%d addresses; only the namespace may stand there", n)
	}
}

// The picture says what the screen says: the class of every node, the legend,
// the day of the data, who drew it and the map number; an edition only counts.
func TestChainSVGCarriesClasses(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	at := "/api/v1/chains/nev/map.svg?region=330500&unit=%E9%95%BF%E5%85%B4%E9%93%BE%E5%8A%9E&map_number=GS(2024)0650"
	status, body := c.Raw(http.MethodGet, at, nil, nil)
	var marks struct{ Items []chain.Mark }
	c.Do(http.MethodGet, "/api/v1/chains/nev/marks?region=330500", nil, &marks)
	if status != http.StatusOK || len(marks.Items) == 0 {
		t.Fatalf("%d, %d marks", status, len(marks.Items))
	}
	unknown := 0
	for _, m := range marks.Items {
		if m.Class == "unknown" {
			unknown++
		}
	}
	const inLegend = 1
	if n := bytes.Count(body, []byte(">?</text>")); n != unknown+inLegend {
		t.Errorf("%d nodes are unknown, the picture marks %d", unknown, n-inLegend)
	}
	for _, want := range []string{"图例", "数据日期 ", "制图单位 长兴链办", "GS(2024)0650", "湖州市"} {
		if !bytes.Contains(body, []byte(want)) {
			t.Errorf("the picture lacks %s", want)
		}
	}
	if _, bare := c.Raw(http.MethodGet, at+"&marks=false", nil, nil); bytes.Contains(bare, []byte(">?</text>")) {
		t.Error("the template alone carries classes")
	}
}

// A catalogue is taken up once, and its history can be read.
func TestCatalogues(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	var list struct {
		Items []struct {
			ID       string
			Editions []struct {
				Count          int
				Added, Removed []string
			}
		}
	}
	c.Do(http.MethodGet, "/api/v1/catalogues", nil, &list)
	for _, x := range list.Items {
		if x.ID == "hefei" && (len(x.Editions) != 2 || x.Editions[0].Count != 12 || x.Editions[1].Count != 16 || len(x.Editions[0].Added) != 2) {
			t.Errorf("history %+v", x.Editions)
		}
	}
	for _, want := range []int{21, 0} {
		var done struct{ Count int }
		if status := c.Do(http.MethodPost, "/api/v1/catalogues/guangzhou/chains", nil, &done); status != http.StatusOK || done.Count != want {
			t.Errorf("%d, took up %d, want %d", status, done.Count, want)
		}
	}
	other := c.As("xian", access.Editor, access.Internal, "610100")
	if status := other.Do(http.MethodPost, "/api/v1/catalogues/guangzhou/chains", nil, nil); status != http.StatusForbidden {
		t.Errorf("another city takes it up: %d", status)
	}
}

// BenchmarkChainMap answers the map of 3,000 nodes and 10,000 edges, laid out
// before, as every request after the first finds it.
func BenchmarkChainMap(b *testing.B) {
	c := apitest.Signed(b, storetest.SQLite(b))
	for b.Loop() {
		if status, body := c.Raw(http.MethodGet, "/api/v1/chains/sample-3000-10000-7/map", nil, nil); status != http.StatusOK {
			b.Fatalf("%d %.200s", status, body)
		}
	}
}
