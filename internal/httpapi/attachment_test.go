package httpapi_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/config"
	"lianzhang/internal/httpapi"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/region"
	"lianzhang/internal/scan"
	"lianzhang/internal/scan/scantest"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

type attached struct {
	httpapi.AttachmentView
	Code string `json:"code"`
}

// attach hangs a file on a record as a browser does.
func attach(t *testing.T, c *apitest.Client, at, name string, body []byte, class string, out any) int {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	if class != "" {
		if err := w.WriteField("class", class); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(body)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.HTTP.Post(c.Base+at+"/attachments", w.FormDataContentType(), &form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil {
		err = json.Unmarshal(answer, out)
	}
	if err != nil {
		t.Fatalf("%d %s: %v", res.StatusCode, answer, err)
	}
	return res.StatusCode
}

func dot(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file is hung on a record, listed, saved byte for byte and never shown in
// place, deleted and taken back.
func TestAttachment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		data := t.TempDir()
		c := apitest.Configured(t, db, config.Config{Data: data}).AsAdmin()
		at := "/api/v1/records/firm/" + fill(t, db, "firm", map[string]any{"name": "甲有限公司", "region": "330522"})[0]
		picture := dot(t)
		var a attached
		if status := attach(t, c, at, "厂房 照片\u202E.png", picture, "", &a); status != http.StatusCreated || a.Media != "image/png" || a.Name != "厂房 照片.png" || a.Class != "internal" || a.Size != int64(len(picture)) {
			t.Fatalf("attach: %d %+v", status, a)
		}
		var list struct{ Items []attached }
		if status := c.Do("GET", at+"/attachments", nil, &list); status != 200 || len(list.Items) != 1 || list.Items[0].SHA256 != a.SHA256 {
			t.Errorf("list: %d %+v", status, list)
		}
		file := "/api/v1/attachments/" + a.ID + "/file"
		res, err := c.HTTP.Get(c.Base + file)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		got, err := io.ReadAll(res.Body)
		if err != nil || !bytes.Equal(got, picture) {
			t.Errorf("%d bytes, want %d: %v", len(got), len(picture), err)
		}
		shown, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
		if err != nil || shown != "attachment" || params["filename"] != "厂房 照片.png" || res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Content-Security-Policy") != "default-src 'none'; sandbox" {
			t.Errorf("headers %v: %v", res.Header, err)
		}
		one := "/api/v1/attachments/" + a.ID
		if status := c.Do("DELETE", one, nil, nil); status != http.StatusNoContent {
			t.Errorf("delete: %d", status)
		}
		for _, path := range []string{one, file} {
			if status, _ := c.Raw("GET", path, nil, nil); status != http.StatusNotFound {
				t.Errorf("%s after deleting: %d", path, status)
			}
		}
		if status := c.Do("POST", one+"/restore", nil, &a); status != 200 {
			t.Errorf("restore: %d %+v", status, a)
		}
		if status, body := c.Raw("GET", file, nil, nil); status != 200 || !bytes.Equal(body, picture) {
			t.Errorf("after restoring: %d", status)
		}
		if status := c.Do("POST", one+"/restore", nil, &a); status != http.StatusNotFound || a.Code != "BIN_EMPTY" {
			t.Errorf("restored twice: %d %+v", status, a)
		}
	})
}

// What is refused leaves nothing behind, neither a row nor a byte.
func TestAttachmentRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		data := t.TempDir()
		c := apitest.Configured(t, db, config.Config{Data: data, Scanner: scantest.Finds(t)}).AsAdmin()
		at := "/api/v1/records/firm/" + fill(t, db, "firm", map[string]any{"name": "甲有限公司", "region": "330522"})[0]
		huge := bytes.Clone(dot(t))
		binary.BigEndian.PutUint32(huge[16:], 60_000)
		binary.BigEndian.PutUint32(huge[20:], 60_000)
		binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
		for why, k := range map[string]struct {
			name, code string
			body       []byte
		}{
			"sixty thousand pixels each way": {"a.png", "ATTACHMENT_PIXELS", huge},
			"a page called a document":       {"a.pdf", "ATTACHMENT_TYPE", []byte("<html>")},
			"infected":                       {"a.txt", "FILE_INFECTED", []byte(scan.Pattern())},
			"empty":                          {"a.txt", "FILE_EMPTY", nil},
		} {
			var a attached
			if status := attach(t, c, at, k.name, k.body, "", &a); status != http.StatusBadRequest || a.Code != k.code {
				t.Errorf("%s: %d %s, want %s", why, status, a.Code, k.code)
			}
		}
		var a attached
		if status := attach(t, c, "/api/v1/records/firm/FNOBODY", "a.png", dot(t), "", &a); status != http.StatusNotFound {
			t.Errorf("on no record: %d %+v", status, a)
		}
		if left, err := filepath.Glob(filepath.Join(data, "attachments", "*", "*")); err != nil || len(left) != 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
		var n int
		if err := db.SQL().QueryRow(`SELECT COUNT(*) FROM attachment`).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows: %v", n, err)
		}
	})
}

// Who does not see the record, or not the file's class, is told that there is
// no such file; who may only read cannot attach.
func TestAttachmentScope(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		at := "/api/v1/records/firm/" + fill(t, db, "firm", map[string]any{"name": "甲有限公司", "region": "330522"})[0]
		var open, closed attached
		attach(t, c, at, "a.png", dot(t), "public", &open)
		attach(t, c, at, "b.png", dot(t), "core", &closed)
		elsewhere := c.As("elsewhere", access.Editor, access.Core, region.Code("440000"))
		reader := c.As("reader", access.Reader, access.Public, region.Nation)
		for _, k := range []struct {
			who  *apitest.Client
			id   string
			want int
		}{{elsewhere, open.ID, 404}, {elsewhere, closed.ID, 404}, {reader, open.ID, 200}, {reader, closed.ID, 404}} {
			if status, _ := k.who.Raw("GET", "/api/v1/attachments/"+k.id+"/file", nil, nil); status != k.want {
				t.Errorf("file %s: %d, want %d", k.id, status, k.want)
			}
		}
		if status := elsewhere.Do("DELETE", "/api/v1/attachments/"+open.ID, nil, nil); status != http.StatusNotFound {
			t.Errorf("delete from elsewhere: %d", status)
		}
		var a attached
		if status := attach(t, reader, at, "a.png", dot(t), "", &a); status != http.StatusForbidden {
			t.Errorf("a reader attaches: %d", status)
		}
		var list struct{ Items []attached }
		reader.Do("GET", at+"/attachments", nil, &list)
		if len(list.Items) != 1 {
			t.Errorf("a reader sees %d files, want the public one", len(list.Items))
		}
	})
}

// The files of a record that is merged into another are found on that one.
func TestAttachmentFollowsMerge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		ids := fill(t, db, "firm", map[string]any{"name": "甲有限公司", "region": "330522"}, map[string]any{"name": "甲股份有限公司", "region": "330522"})
		var a attached
		attach(t, c, "/api/v1/records/firm/"+ids[1], "a.png", dot(t), "", &a)
		if status, body := c.Raw("POST", "/api/v1/records/firm/"+ids[0]+"/merge", map[string]any{"other": ids[1], "reason": "同一家"}, nil); status >= 300 {
			t.Fatalf("merge: %d %s", status, body)
		}
		var list struct{ Items []attached }
		c.Do("GET", "/api/v1/records/firm/"+ids[0]+"/attachments", nil, &list)
		if len(list.Items) != 1 || list.Items[0].ID != a.ID {
			t.Errorf("on the survivor: %+v", list)
		}
		if status, _ := c.Raw("GET", "/api/v1/attachments/"+a.ID+"/file", nil, nil); status != 200 {
			t.Errorf("the file: %d", status)
		}
	})
}
