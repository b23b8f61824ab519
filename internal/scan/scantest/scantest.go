// Package scantest has a small real scanner for tests of the rooms that ask one.
package scantest

import (
	"os"
	"path/filepath"
	"testing"
)

// Finds is the setting of a program that finds the test pattern and nothing else.
func Finds(t testing.TB) string {
	return Script(t, `if grep -q EICAR "$1"; then echo "$1: Win.Test.EICAR FOUND"; exit 1; fi
echo "$1: OK"
`)
}

// Fails is the setting of a program that never comes to a verdict.
func Fails(t testing.TB) string { return Script(t, "exit 2\n") }

// Script is the setting of a shell script that gets the path as $1.
func Script(t testing.TB, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "scanner.sh")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o700); err != nil {
		t.Fatal(err)
	}
	return "exec:" + path
}
