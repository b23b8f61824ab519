// Package config is the one struct of settings: flags first, then LIANZHANG_…
// variables, then the defaults here.
package config

import (
	"os"
	"path/filepath"
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
	}
}

// Target is what the store opens: the URL, or the database file.
func (c Config) Target() string {
	if c.DB != "" {
		return c.DB
	}
	return filepath.Join(c.Data, "lianzhang.db")
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
