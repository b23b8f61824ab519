package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/cli"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/scan"
)

// A file goes onto a record, into the canonical export and a backup, out of both
// again, and is refused with the codes of the other ways in.
func TestAttachOnTheCommandLine(t *testing.T) {
	data, away := t.TempDir(), t.TempDir()
	db := openData(t, data)
	badcase.Seed(t, db)
	var firm string
	if err := db.SQL().QueryRow(`SELECT pid FROM firm WHERE uscc = '91330100DEM0000149'`).Scan(&firm); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		code := cli.Main(context.Background(), append(args, "--data", data, "--lang", "zh"), &out, &errs)
		return code, out.String(), errs.String()
	}
	write := func(name, body string) string {
		path := filepath.Join(away, name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	code, out, errs := run("attach", "add", "enterprises", firm, write("批复.txt", "同意。"), "--output", "json")
	var added struct {
		Items []struct{ ID, Media, SHA256 string }
	}
	if code != 0 || json.Unmarshal([]byte(out), &added) != nil || len(added.Items) != 1 || added.Items[0].Media != "text/plain" {
		t.Fatalf("add: exit %d %s %s", code, out, errs)
	}
	id := added.Items[0].ID
	for name, want := range map[string]string{"a.html": "ATTACHMENT_TYPE", "a.pdf": "ATTACHMENT_MISMATCH"} {
		body := map[string]string{"a.html": "<html>", "a.pdf": "只是文字"}[name]
		if code, _, errs := run("attach", "add", "enterprises", firm, write(name, body)); code == 0 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d %s", name, code, errs)
		}
	}
	if code, _, errs := run("attach", "add", "enterprises", firm, write("e.txt", scan.Pattern())); code != 0 || !strings.Contains(errs, "FILE_EICAR") {
		t.Errorf("the test pattern without a scanner: exit %d %s", code, errs)
	}
	if code, out, _ := run("export", "--canonical"); code != 0 || !strings.Contains(out, `{"attachment":{"id":"`+id) || !strings.Contains(out, added.Items[0].SHA256) {
		t.Errorf("canonical export: exit %d", code)
	}
	backup := filepath.Join(away, "b.zip")
	if code, _, errs := run("backup", backup); code != 0 {
		t.Fatalf("backup: exit %d %s", code, errs)
	}
	if code, _, errs := run("attach", "rm", id); code != 0 {
		t.Errorf("rm: exit %d %s", code, errs)
	}
	if code, _, _ := run("attach", "get", id); code != cli.ExitNotFound {
		t.Errorf("get after rm: exit %d", code)
	}
	if code, _, errs := run("attach", "restore", id); code != 0 {
		t.Errorf("restore: exit %d %s", code, errs)
	}
	other := t.TempDir()
	var o, e bytes.Buffer
	if code := cli.Main(context.Background(), []string{"restore", backup, "--data", other}, &o, &e); code != 0 {
		t.Fatalf("restore: exit %d %s", code, e.String())
	}
	o.Reset()
	if code := cli.Main(context.Background(), []string{"attach", "get", id, "--data", other}, &o, &e); code != 0 || o.String() != "同意。" {
		t.Errorf("from the backup: exit %d %q %s", code, o.String(), e.String())
	}
	if code, out, _ := run("attach", "ls", "enterprises", firm, "--output", "json"); code != 0 || strings.Count(out, `"id"`) != 2 {
		t.Errorf("ls: exit %d %s", code, out)
	}
}
