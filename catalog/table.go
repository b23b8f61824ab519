package catalog

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// Rows returns the rows of an embedded CSV file, compressed or not, without its
// header. It panics when the file is missing or broken: it is compiled in and
// tested.
func Rows(name string) [][]string {
	f, err := FS.Open(name)
	if err != nil {
		panic(fmt.Sprintf("catalog: %v", err))
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			panic(fmt.Sprintf("catalog: %s: %v", name, err))
		}
	}
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("catalog: %s: %v", name, err))
	}
	return rows[1:]
}
