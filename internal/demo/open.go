package demo

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"lianzhang/catalog"
)

// open reads a table of catalog/open as rows by column name.
func open(name string) []map[string]string {
	rows, err := readTable(catalog.FS, "open/"+name)
	if err != nil {
		panic(fmt.Sprintf("demo: %v", err)) // compiled in
	}
	return rows
}

// readTable reads a CSV file, compressed or not, as rows by column name. A file
// that is not there gives no rows: what ships beside the program may be absent.
func readTable(fsys fs.FS, name string) ([]map[string]string, error) {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	reader := csv.NewReader(r)
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var rows []map[string]string
	for {
		record, err := reader.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		row := make(map[string]string, len(header))
		for i, column := range header {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
}
