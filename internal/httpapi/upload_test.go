package httpapi_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/config"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/intake"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

const uploadsAt = "/api/v1/uploads/"

// tus sends one request of the protocol and returns the answer; its body is read.
func tus(t *testing.T, c *apitest.Client, method, path string, body []byte, header map[string]string) *http.Response {
	t.Helper()
	req, err := http.NewRequest(method, c.Base+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return res
}

// begin begins an upload and returns its ID.
func begin(t *testing.T, c *apitest.Client, name string, size int) string {
	t.Helper()
	res := tus(t, c, "POST", uploadsAt, nil, map[string]string{"Upload-Length": strconv.Itoa(size), "Upload-Metadata": "filename " + base64.StdEncoding.EncodeToString([]byte(name))})
	id := res.Header.Get("Location")
	if res.StatusCode != http.StatusCreated || len(id) != 32 || strings.Contains(id, "/") {
		t.Fatalf("begin: %d, Location %q", res.StatusCode, id)
	}
	return id
}

func patch(offset int) map[string]string {
	return map[string]string{"Upload-Offset": strconv.Itoa(offset), "Content-Type": "application/offset+octet-stream"}
}

// cutOff sends the first bytes of what was announced and hangs up.
func cutOff(t *testing.T, c *apitest.Client, id string, body []byte, sent int) {
	t.Helper()
	at, err := url.Parse(c.Base)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Fatal(err)
	}
	var cookies []string
	for _, k := range c.HTTP.Jar.Cookies(at) {
		cookies = append(cookies, k.Name+"="+k.Value)
	}
	fmt.Fprintf(conn, "PATCH %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: %d\r\n\r\n", uploadsAt+id, at.Host, strings.Join(cookies, "; "), len(body))
	if _, err := conn.Write(body[:sent]); err != nil {
		t.Fatal(err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
}

// A connection drops in the middle of a file. The sender asks how much arrived,
// sends the rest, and the file is checked whole; one that differs is dropped.
func TestUploadGoesOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		data := t.TempDir()
		c := apitest.Configured(t, db, config.Config{Data: data}).AsAdmin()
		file := []byte("企业名称,所在地区\r\n" + strings.Repeat("演示丙有限公司,330100\r\n", 4000))
		sum := sha256.Sum256(file)
		id := begin(t, c, "企业\u202E.csv", len(file))
		cutOff(t, c, id, file, 50_000)
		offset := 0
		for range 200 { // until the server has noticed
			res := tus(t, c, "HEAD", uploadsAt+id, nil, nil)
			if offset, _ = strconv.Atoi(res.Header.Get("Upload-Offset")); offset > 0 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if offset == 0 || offset > 50_000 {
			t.Fatalf("%d bytes arrived, want up to 50,000", offset)
		}
		var im imported
		ask := map[string]any{"upload": id, "kind": "enterprises", "sha256": hex.EncodeToString(sum[:])}
		if status := c.Do("POST", "/api/v1/imports/from-upload", ask, &im); status != http.StatusConflict || im.Code != "UPLOAD_UNFINISHED" {
			t.Errorf("half a file: %d %+v", status, im)
		}
		if res := tus(t, c, "PATCH", uploadsAt+id, file[10:], patch(10)); res.StatusCode != http.StatusConflict {
			t.Errorf("from a wrong offset: %d", res.StatusCode)
		}
		if res := tus(t, c, "PATCH", uploadsAt+id, file[offset:], patch(offset)); res.StatusCode != http.StatusNoContent {
			t.Fatalf("the rest: %d", res.StatusCode)
		}
		if status := c.Do("POST", "/api/v1/imports/from-upload", ask, &im); status != http.StatusCreated || im.Rows != 4000 || im.State != "previewed" {
			t.Fatalf("the whole file: %d %+v", status, im)
		}
		if kept, err := os.ReadFile(intake.KeptAt(data, im.ID)); err != nil || !bytes.Equal(kept, file) {
			t.Errorf("%d bytes were kept: %v", len(kept), err)
		}
		if status := c.Do("POST", "/api/v1/imports/from-upload", ask, &im); status != http.StatusNotFound {
			t.Errorf("taken twice: %d", status)
		}
		bad := begin(t, c, "a.csv", len(file))
		tus(t, c, "PATCH", uploadsAt+bad, append([]byte("x"), file[1:]...), patch(0))
		ask["upload"] = bad
		if status := c.Do("POST", "/api/v1/imports/from-upload", ask, &im); status != http.StatusConflict || im.Code != "UPLOAD_DIGEST" {
			t.Errorf("another file: %d %+v", status, im)
		}
		if left, err := filepath.Glob(filepath.Join(data, "uploads", "*")); err != nil || len(left) != 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	})
}

// An upload is there for who began it and for nobody else, and the way in is as
// narrow as the protocol.
func TestUploadGuard(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		other := c.As("other", access.Admin, access.Core, region.Nation)
		reader := c.As("reader", access.Reader, access.Public, region.Nation)
		id := begin(t, c, "a.csv", 5)
		override := patch(0)
		override["X-HTTP-Method-Override"] = "DELETE"
		for why, k := range map[string]struct {
			who          *apitest.Client
			method, path string
			header       map[string]string
			want         int
		}{
			"another account asks":        {other, "HEAD", uploadsAt + id, nil, 404},
			"another account sends":       {other, "PATCH", uploadsAt + id, patch(0), 404},
			"another account drops":       {other, "DELETE", uploadsAt + id, nil, 404},
			"a reader begins":             {reader, "POST", uploadsAt, map[string]string{"Upload-Length": "5"}, 403},
			"larger than any file":        {c, "POST", uploadsAt, map[string]string{"Upload-Length": "104857601"}, 413},
			"of unknown length":           {c, "POST", uploadsAt, map[string]string{"Upload-Defer-Length": "1"}, 501},
			"empty":                       {c, "POST", uploadsAt, map[string]string{"Upload-Length": "0"}, 400},
			"the bytes are not given out": {c, "GET", uploadsAt + id, nil, 405},
			"a path":                      {c, "HEAD", uploadsAt + "..%2f..%2fetc%2fpasswd", nil, 404},
			"another method in a header":  {c, "POST", uploadsAt, override, 400},
		} {
			if res := tus(t, k.who, k.method, k.path, nil, k.header); res.StatusCode != k.want {
				t.Errorf("%s: %d, want %d", why, res.StatusCode, k.want)
			}
		}
		if res := tus(t, c, "HEAD", uploadsAt+id, nil, nil); res.StatusCode != 200 || res.Header.Get("Upload-Offset") != "0" {
			t.Errorf("it is still there: %d %q", res.StatusCode, res.Header.Get("Upload-Offset"))
		}
		for range 19 {
			begin(t, c, "a.csv", 5)
		}
		if res := tus(t, c, "POST", uploadsAt, nil, map[string]string{"Upload-Length": "5"}); res.StatusCode != http.StatusTooManyRequests {
			t.Errorf("a twenty-first upload under way: %d", res.StatusCode)
		}
		if res := tus(t, c, "DELETE", uploadsAt+id, nil, nil); res.StatusCode != http.StatusNoContent {
			t.Errorf("given up: %d", res.StatusCode)
		}
	})
}

// Files go when their time is over, and not before.
func TestClean(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, data := context.Background(), t.TempDir()
		c := apitest.Configured(t, db, config.Config{Data: data}).AsAdmin()
		half := begin(t, c, "a.csv", 9)
		tus(t, c, "PATCH", uploadsAt+half, []byte("1234"), patch(0))
		var im imported
		upload(t, c, "enterprises", "a.csv", map[string]any{}, []byte("企业名称,所在地区\n演示丙有限公司,330100\n"), &im)
		at := "/api/v1/records/firm/" + fill(t, db, "firm", map[string]any{"name": "甲有限公司", "region": "330522"})[0]
		var stays, goes attached
		attach(t, c, at, "a.png", dot(t), "", &stays)
		attach(t, c, at, "b.png", dot(t), "", &goes)
		c.Do("DELETE", "/api/v1/attachments/"+goes.ID, nil, nil)
		stray := filepath.Join(data, "imports", "XSTRAY.bin")
		if err := os.WriteFile(stray, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		now := storetest.Clock() // the rows are of that instant; so be the files
		err := filepath.WalkDir(data, func(path string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Chtimes(path, now, now))
		})
		if err != nil {
			t.Fatal(err)
		}
		clean := func(after time.Duration) intake.Cleaned {
			t.Helper()
			done, err := intake.Clean(ctx, db, data, now.Add(after))
			if err != nil {
				t.Fatal(err)
			}
			return done
		}
		if done := clean(0); done != (intake.Cleaned{}) {
			t.Errorf("at once: %+v", done)
		}
		if done := clean(25 * time.Hour); done.Uploads != 1 || done.Imports != 1 || done.Attachments != 0 || done.Bytes < 5 {
			t.Errorf("after a day: %+v, want the half upload and the stray", done)
		}
		if _, err := os.Stat(intake.KeptAt(data, im.ID)); err != nil {
			t.Errorf("the import's file: %v", err)
		}
		if done := clean(31 * 24 * time.Hour); done.Imports != 1 || done.Attachments != 1 {
			t.Errorf("after thirty days: %+v", done)
		}
		if status, body := c.Raw("GET", "/api/v1/imports/"+im.ID+"/errors.xlsx", nil, nil); status != http.StatusConflict || !bytes.Contains(body, []byte("IMPORT_FILE_GONE")) {
			t.Errorf("the workbook of a file that is gone: %d %s", status, body)
		}
		if status, _ := c.Raw("GET", "/api/v1/attachments/"+stays.ID+"/file", nil, nil); status != 200 {
			t.Errorf("an attachment that was not deleted: %d", status)
		}
		if left, err := filepath.Glob(filepath.Join(data, "uploads", "*")); err != nil || len(left) != 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	})
}
