package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

// What was imported comes out again, as a sheet, as JSON lines and whole; a
// command that makes no sense touches no file.
func TestExport(t *testing.T) {
	dir := t.TempDir()
	data, sheet, kept := filepath.Join(dir, "data"), filepath.Join(dir, "f.csv"), filepath.Join(dir, "kept")
	for path, text := range map[string]string{sheet: "企业名称,所在地区,营业收入（万元）\n=甲电池有限公司,330522,120.5\n乙有限公司,320500,3000\n", kept: "as it was"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, got := runImport(t, "enterprises", sheet, "--data", data); code != cli.ExitOK || got.New != 2 {
		t.Fatalf("import: exit %d, %+v", code, got)
	}
	for why, c := range map[string]struct {
		args []string
		code int
		want []string
		not  string
	}{
		"a sheet":                  {[]string{"enterprises"}, cli.ExitOK, []string{"企业名称", "'=甲电池有限公司", "120.5", "乙有限公司"}, ""},
		"only one place":           {[]string{"enterprises", "--region", "330000"}, cli.ExitOK, []string{"甲电池"}, "乙有限公司"},
		"JSON lines":               {[]string{"enterprises", "--format", "json"}, cli.ExitOK, []string{`"revenue":120500000`}, "id_"},
		"everything":               {[]string{"--canonical"}, cli.ExitOK, []string{`{"source":`, `{"record":`, `{"claim":`}, ""},
		"nothing named":            {nil, cli.ExitUsage, nil, ""},
		"both named":               {[]string{"enterprises", "--canonical"}, cli.ExitUsage, nil, ""},
		"a kind that is not one":   {[]string{"nothing", "-o", kept}, cli.ExitNotFound, nil, ""},
		"a format that is not one": {[]string{"enterprises", "--format", "doc", "-o", kept}, cli.ExitUsage, nil, ""},
	} {
		var out, errs bytes.Buffer
		code := cli.Main(context.Background(), append(append([]string{"export"}, c.args...), "--data", data), &out, &errs)
		if code != c.code {
			t.Errorf("%s: exit %d, want %d: %s", why, code, c.code, errs.String())
		}
		for _, w := range c.want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: no %s in %s", why, w, out.String())
			}
		}
		if c.not != "" && strings.Contains(out.String(), c.not) {
			t.Errorf("%s: %s in %s", why, c.not, out.String())
		}
	}
	if text, err := os.ReadFile(kept); err != nil || string(text) != "as it was" {
		t.Errorf("a refused command wrote %q, %v", text, err)
	}
}
