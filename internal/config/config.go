// Package config is the one struct of settings: flags first, then LIANZHANG_…
// variables, then the defaults here.
package config

import (
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"lianzhang/internal/fault"
	"lianzhang/internal/scan"
)

// Config is how one run of the program is set up.
type Config struct {
	Data  string // folder of the embedded database and of files
	DB    string // postgres:// URL; empty means SQLite inside Data
	Addr  string // address to listen on
	Share string // folder with data that ships beside the program
	Demo  bool   // load the demonstration data
	Lang  string // zh or en
	URL   string // how people reach the program, such as https://chain.example; empty means http://Addr
	Cert  string // file of the TLS certificate chain; empty means plain HTTP
	Key   string // file of the certificate's key
	// Scanner is the virus scanner that every file from outside is shown to:
	// exec:/path args, clamd://host:port or clamd:/socket; empty means none.
	Scanner string
	// Version is what this build calls itself; not a setting.
	Version string
}

// Default returns the settings of a run without flags.
func Default() Config {
	return Config{
		Data:  env("LIANZHANG_DATA", "var"),
		DB:    env("LIANZHANG_DB", ""),
		Addr:  env("LIANZHANG_ADDR", "127.0.0.1:8080"),
		Share: env("LIANZHANG_SHARE", shareBeside()),
		Lang:  env("LIANZHANG_LANG", env("LANG", "zh")),
		URL:   env("LIANZHANG_URL", ""),
		Cert:  env("LIANZHANG_TLS_CERT", ""),
		Key:   env("LIANZHANG_TLS_KEY", ""),

		Scanner: env("LIANZHANG_SCANNER", ""),
	}
}

// Target is what the store opens: the URL, or the database file.
func (c Config) Target() string {
	if c.DB != "" {
		return c.DB
	}
	return filepath.Join(c.Data, "lianzhang.db")
}

// Shown is the target as people may see it: without a password.
func (c Config) Shown() string {
	if u, err := url.Parse(c.Target()); err == nil && u.User != nil {
		return u.Redacted()
	}
	return c.Target()
}

// Check returns all mistakes of the settings at once.
func (c Config) Check() []*fault.Coded {
	var found []*fault.Coded
	add := func(setting, value string) {
		found = append(found, fault.New(fault.ErrInvalid, "CONFIG_WRONG", "setting", setting, "value", value))
	}
	if c.DB != "" && !strings.HasPrefix(c.DB, "postgres://") && !strings.HasPrefix(c.DB, "postgresql://") {
		add("--db", c.Shown())
	}
	if host, port, err := net.SplitHostPort(c.Addr); err != nil || strings.Contains(host, "/") || port == "" {
		add("--addr", c.Addr)
	}
	if u, err := url.Parse(c.URL); c.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "") {
		add("--url", c.URL)
	}
	if (c.Cert == "") != (c.Key == "") {
		add("--tls-cert / --tls-key", c.Cert+c.Key)
	}
	if _, err := scan.New(c.Scanner); err != nil {
		add("--scanner", c.Scanner)
	}
	if c.Data == "" {
		add("--data", "")
	}
	return found
}

func env(name, fallback string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return fallback
}

// shareBeside finds the data folder that ships with the program: beside the
// executable, in its parent, or in the working folder.
func shareBeside() string {
	if exe, err := os.Executable(); err == nil {
		for _, dir := range []string{filepath.Join(filepath.Dir(exe), "share"), filepath.Join(filepath.Dir(exe), "..", "share")} {
			if st, err := os.Stat(dir); err == nil && st.IsDir() {
				return dir
			}
		}
	}
	return "share"
}
