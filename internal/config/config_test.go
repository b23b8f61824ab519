package config_test

import (
	"strings"
	"testing"

	"lianzhang/internal/config"
)

// All mistakes are reported at once, and no password is shown.
func TestCheck(t *testing.T) {
	cases := map[string]struct {
		change func(*config.Config)
		wrong  int
	}{
		"as it comes":                  {func(*config.Config) {}, 0},
		"IPv6":                         {func(c *config.Config) { c.Addr = "[::1]:8080" }, 0},
		"every address":                {func(c *config.Config) { c.Addr = ":8080" }, 0},
		"address without a port":       {func(c *config.Config) { c.Addr = "127.0.0.1" }, 1},
		"another kind of database":     {func(c *config.Config) { c.DB = "mysql://u:secret@h/d" }, 1},
		"certificate without its key":  {func(c *config.Config) { c.Cert = "a.pem" }, 1},
		"public address with a path":   {func(c *config.Config) { c.URL = "https://a.example/below" }, 1},
		"public address without https": {func(c *config.Config) { c.URL = "a.example" }, 1},
		"a scanner by a bare name":     {func(c *config.Config) { c.Scanner = "clamscan" }, 1},
		"a scanner daemon":             {func(c *config.Config) { c.Scanner = "clamd://127.0.0.1:3310" }, 0},
		"three at once":                {func(c *config.Config) { c.Addr, c.URL, c.Data = "x", "y", "" }, 3},
	}
	for why, k := range cases {
		c := config.Default()
		k.change(&c)
		found := c.Check()
		if len(found) != k.wrong {
			t.Errorf("%s: %d mistakes %v, want %d", why, len(found), found, k.wrong)
		}
		for _, f := range found {
			if strings.Contains(f.Params["value"], "secret") {
				t.Errorf("%s: a password is shown: %s", why, f.Params["value"])
			}
		}
	}
}
