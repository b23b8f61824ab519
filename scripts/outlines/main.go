// Command outlines makes the bundled demonstration maps in catalog/maps from
// the GeoJSON outlines of Apache ECharts 4.9 (see catalog/maps/NOTICE.md):
//
//	go run ./scripts/outlines SOURCE_DIR catalog/maps
//
// SOURCE_DIR holds china.geojson and provinces/*.geojson. Lines are thinned so
// that neighbours stay joined; no point is moved and none is added.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// tolerance of thinning in degrees: about 300 m in a province, 1 km in the nation.
const provinceTolerance, nationTolerance = 0.003, 0.01

type collection struct {
	Type     string    `json:"type"`
	Features []feature `json:"features"`
}

type feature struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   geometry       `json:"geometry"`
}

type geometry struct {
	Type        string           `json:"type"`
	Coordinates [][][][2]float64 `json:"coordinates"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: outlines SOURCE_DIR TARGET_DIR")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(source, target string) error {
	if err := convert(filepath.Join(source, "china.geojson"), target, "000000", nationTolerance); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(source, "provinces", "*.geojson"))
	if err != nil || len(files) == 0 {
		return errors.Join(err, errors.New("no provinces/*.geojson in the source folder"))
	}
	for _, f := range files {
		if err := convert(f, target, "", provinceTolerance); err != nil {
			return err
		}
	}
	return nil
}

// convert thins one file; an empty code is read from its features.
func convert(file, target, code string, tolerance float64) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var c collection
	if err := json.Unmarshal(raw, &c); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if code == "" {
		code = provinceOf(filepath.Base(file), c)
	}
	rename(&c)
	thin(&c, tolerance)
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err := json.NewEncoder(z).Encode(c); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(target, code+".geojson.gz"), out.Bytes(), 0o644)
}

// provinceOf reads the province from the first feature that has a code; the
// features of Taiwan have none.
func provinceOf(name string, c collection) string {
	for _, f := range c.Features {
		if code, _ := f.Properties["code"].(string); len(code) == 6 {
			return code[:2] + "0000"
		}
	}
	if strings.HasPrefix(name, "taiwan") {
		return "710000"
	}
	return strings.TrimSuffix(name, ".geojson")
}
