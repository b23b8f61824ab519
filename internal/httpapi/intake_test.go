package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/config"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/region"
	"lianzhang/internal/scan"
	"lianzhang/internal/scan/scantest"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// upload sends a file with its kind and options and decodes the answer.
func upload(t *testing.T, c *apitest.Client, kind, file string, options any, body []byte, out any) int {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	raw, err := json.Marshal(options)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"kind": kind, "options": string(raw)} {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", file)
	if err == nil {
		_, err = part.Write(body)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.HTTP.Post(c.Base+"/api/v1/imports", w.FormDataContentType(), &form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answer, out); err != nil {
		t.Fatalf("%d %s: %v", res.StatusCode, answer, err)
	}
	return res.StatusCode
}

type imported struct {
	ID     string `json:"id"`
	State  string `json:"state"`
	Rows   int    `json:"rows"`
	New    int    `json:"new"`
	Same   int    `json:"same"`
	Errors int    `json:"errors"`
	Code   string `json:"code"`
	Report struct {
		Conflicts []struct{ Cell, Theirs, Mine, Settled string }
	} `json:"report"`
	Findings struct {
		Items []struct{ Code, Severity, Cell, Message, Fix string }
	} `json:"-"`
}

func (im *imported) read(t *testing.T, c *apitest.Client) {
	t.Helper()
	if status := c.Do(http.MethodGet, "/api/v1/imports/"+im.ID+"/findings?limit=1000", nil, &im.Findings); status != http.StatusOK {
		t.Fatalf("findings: %d", status)
	}
}

// The web says of every bad input what the other ways in say.
func TestBadInputsOverHTTP(t *testing.T) { storetest.Each(t, badInputsOverHTTP) }

func badInputsOverHTTP(t *testing.T, db *store.DB) {
	c := apitest.Signed(t, db)
	badcase.Seed(t, db)
	before := badcase.Counts(t, db)
	for _, bad := range badcase.All() {
		t.Run(fmt.Sprintf("%d %s", bad.Number, bad.Why), func(t *testing.T) {
			var im imported
			if status := upload(t, c, bad.Kind, bad.File, bad.Options, bad.Bytes, &im); status != http.StatusCreated {
				t.Fatalf("status %d %s", status, im.Code)
			}
			im.read(t, c)
			found := bad.Code == ""
			for _, f := range im.Findings.Items {
				found = found || f.Code == bad.Code && f.Severity == bad.Severity && f.Cell == bad.Cell
			}
			if !found || im.State != "previewed" {
				t.Errorf("want %s %s at %q, got %s %+v", bad.Severity, bad.Code, bad.Cell, im.State, im.Findings)
			}
		})
	}
	if after := badcase.Counts(t, db); !maps.Equal(before, after) {
		t.Errorf("a preview wrote: before %v, after %v", before, after)
	}
}

// An upload is corrected cell by cell, committed in the background, refused a
// second time, and taken back.
func TestImportOverHTTP(t *testing.T) { storetest.Each(t, importOverHTTP) }

func importOverHTTP(t *testing.T, db *store.DB) {
	c := apitest.Signed(t, db)
	before := badcase.Counts(t, db)
	file := []byte("企业名称,所在地区,统一社会信用代码\n演示丙有限公司,330100,9133O100DEM000030Y\n演示丁有限公司,330522,\n")
	var im imported
	upload(t, c, "enterprises", "a.csv", map[string]any{}, file, &im)
	im.read(t, c)
	if im.Errors != 1 || len(im.Findings.Items) == 0 {
		t.Fatalf("%+v", im)
	}
	fix := ""
	for _, f := range im.Findings.Items {
		if f.Code == "USCC_CHECK" {
			fix = f.Fix
		}
	}
	if status := c.Do(http.MethodPost, "/api/v1/imports/"+im.ID+"/commit", map[string]any{}, &im); status != http.StatusConflict || im.Code != "IMPORT_ERRORS" {
		t.Fatalf("a file with an error was taken: %d %+v", status, im)
	}
	if status := c.Do(http.MethodPatch, "/api/v1/imports/"+im.ID, map[string]any{"cells": map[string]string{"csv!C2": fix}}, &im); status != http.StatusOK || im.Errors != 0 || im.New != 2 {
		t.Fatalf("correction: %d %+v", status, im)
	}
	if status := c.Do(http.MethodPost, "/api/v1/imports/"+im.ID+"/commit", map[string]any{}, &im); status != http.StatusAccepted {
		t.Fatalf("commit: %d %+v", status, im)
	}
	wait(t, c, &im, "done")
	if after := badcase.Counts(t, db); after["firm"] != before["firm"]+2 {
		t.Errorf("%d firms, want 2 more than %d", after["firm"], before["firm"])
	}
	var again imported
	upload(t, c, "enterprises", "a.csv", map[string]any{"cells": map[string]string{"csv!C2": fix}}, file, &again)
	again.read(t, c)
	if again.Same != 2 || again.Findings.Items[0].Code != "FILE_SAME" {
		t.Errorf("the same file again: %+v", again)
	}
	if status := c.Do(http.MethodPost, "/api/v1/imports/"+im.ID+"/undo", nil, &im); status != http.StatusOK || im.State != "undone" {
		t.Errorf("undo: %d %+v", status, im)
	}
	var firms int
	if err := db.SQL().QueryRow(`SELECT COUNT(*) FROM firm WHERE deleted = 0`).Scan(&firms); err != nil || firms != 0 {
		t.Errorf("%d firms stand after taking back: %v", firms, err)
	}
	if status, book := c.Raw(http.MethodGet, "/api/v1/imports/"+im.ID+"/errors.xlsx", nil, nil); status != http.StatusOK || !bytes.HasPrefix(book, []byte("PK")) {
		t.Errorf("marked workbook: %d", status)
	}
	if status, book := c.Raw(http.MethodGet, "/api/v1/templates/"+url.PathEscape("enterprises.xlsx"), nil, nil); status != http.StatusOK || !bytes.HasPrefix(book, []byte("PK")) {
		t.Errorf("template: %d %.200s", status, book)
	}
	if status := c.Do(http.MethodGet, "/api/v1/imports/XNOSUCH", nil, nil); status != http.StatusNotFound {
		t.Errorf("an import that is not there: %d", status)
	}
}

func wait(t *testing.T, c *apitest.Client, im *imported, state string) {
	t.Helper()
	for range 200 {
		c.Do(http.MethodGet, "/api/v1/imports/"+im.ID, nil, im)
		if im.State == state {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("state %s, want %s", im.State, state)
}

// A conflict is settled in the import before it can be taken.
func TestConflictOverHTTP(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		badcase.Seed(t, db)
		var bad badcase.Case
		for _, x := range badcase.All() {
			if x.Number == 66 {
				bad = x
			}
		}
		var im imported
		upload(t, c, bad.Kind, bad.File, bad.Options, bad.Bytes, &im)
		if d := im.Report.Conflicts; len(d) != 1 || d[0].Theirs != "100" || d[0].Mine != "120" || d[0].Settled != "" {
			t.Fatalf("conflicts %+v", d)
		}
		if status := c.Do(http.MethodPost, "/api/v1/imports/"+im.ID+"/commit", map[string]any{}, &im); status != http.StatusConflict || im.Code != "IMPORT_ERRORS" {
			t.Fatalf("an open conflict was taken: %d %+v", status, im)
		}
		if status := c.Do(http.MethodPatch, "/api/v1/imports/"+im.ID, map[string]any{"settled": map[string]string{"Sheet1!D2": "both"}}, &im); status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
			t.Errorf("a choice that there is not: %d", status)
		}
		if status := c.Do(http.MethodPatch, "/api/v1/imports/"+im.ID, map[string]any{"settled": map[string]string{"Sheet1!D2": "mine"}}, &im); status != http.StatusOK || im.Errors != 0 || im.Report.Conflicts[0].Settled != "mine" {
			t.Fatalf("settle: %d %+v", status, im)
		}
		if status := c.Do(http.MethodPost, "/api/v1/imports/"+im.ID+"/commit", map[string]any{}, &im); status != http.StatusAccepted {
			t.Fatalf("commit: %d %+v", status, im)
		}
		wait(t, c, &im, "done")
		var revenue int64
		if err := db.SQL().QueryRow(`SELECT revenue FROM firm WHERE uscc = '91330100DEM0000149'`).Scan(&revenue); err != nil || revenue != 120_000_000 {
			t.Errorf("revenue %d fen, want the sheet's: %v", revenue, err)
		}
		if status, book := c.Raw(http.MethodGet, "/api/v1/templates/enterprises.xlsx?filled=true&region=330100", nil, nil); status != http.StatusOK || !bytes.HasPrefix(book, []byte("PK")) {
			t.Errorf("filled template: %d %.200s", status, book)
		}
	})
}

// A scanner that is set is asked about every upload: an infected file is refused
// and not kept, and when the scanner fails nothing is taken.
func TestScannedUpload(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		sick := []byte("企业名称,所在地区,地址\n演示丙有限公司,330100," + scan.Pattern() + "\n")
		data := t.TempDir()
		c := apitest.Configured(t, db, config.Config{Scanner: scantest.Finds(t), Data: data}).AsAdmin()
		var im imported
		if status := upload(t, c, "enterprises", "a.csv", map[string]any{}, sick, &im); status != http.StatusCreated || im.Errors != 1 {
			t.Fatalf("%d %+v", status, im)
		}
		im.read(t, c)
		if f := im.Findings.Items; len(f) != 1 || f[0].Code != "FILE_INFECTED" || f[0].Severity != "F" || !strings.Contains(f[0].Message, "Win.Test.EICAR") {
			t.Errorf("%+v", f)
		}
		if status := c.Do(http.MethodPost, "/api/v1/imports/"+im.ID+"/commit", map[string]any{"partial": true}, &im); status == http.StatusAccepted {
			wait(t, c, &im, "failed")
		}
		if left, err := filepath.Glob(filepath.Join(data, "imports", "*")); err != nil || len(left) != 0 {
			t.Errorf("the infected file was kept: %v %v", left, err)
		}
		if status := upload(t, c, "enterprises", "a.csv", map[string]any{}, []byte("企业名称,所在地区\n演示丙有限公司,330100\n"), &im); status != http.StatusCreated || im.Errors != 0 {
			t.Errorf("a clean file: %d %+v", status, im)
		}
		other := apitest.Configured(t, db, config.Config{Scanner: scantest.Fails(t)}).As("other", access.Admin, access.Core, region.Nation)
		if status := upload(t, other, "enterprises", "a.csv", map[string]any{}, sick, &im); status != http.StatusServiceUnavailable || im.Code != "SCAN_FAILED" {
			t.Errorf("a scanner that fails: %d %+v", status, im)
		}
	})
}
