package fact

import "lianzhang/internal/region"

// Source is where facts come from: a file, a register, a person, a publication.
type Source struct {
	ID        int64  `json:"-"`
	PID       string `json:"id"`
	Name      string `json:"name"`
	Publisher string `json:"publisher"`
	URL       string `json:"url,omitempty"`
	Licence   string `json:"licence,omitempty"`
	Rank      int    `json:"rank"`  // higher is trusted more: 90 register, 70 statistics, 50 sheet, 30 public text, 10 inferred
	AsOf      string `json:"as_of"` // date of the data
	Demo      bool   `json:"demo"`  // invented, marked 演示数据 wherever it appears
}

// Claim is what one source said of one subject.
type Claim struct {
	ID      int64          `json:"-"`
	Kind    string         `json:"kind"`
	Subject string         `json:"subject"` // public ID of the record; empty until matched
	Source  int64          `json:"-"`
	AsOf    string         `json:"as_of"`
	GivenBy string         `json:"given_by"` // account
	Import  int64          `json:"-"`        // 0 when typed by hand
	Sheet   string         `json:"sheet,omitempty"`
	Row     int            `json:"row,omitempty"`
	Values  map[string]any `json:"values"` // see [Type] for the Go value of each type
}

// Record is a subject with the values shown.
type Record struct {
	ID      int64          `json:"-"`
	PID     string         `json:"id"`
	Kind    string         `json:"kind"`
	Region  region.Code    `json:"region"`
	Values  map[string]any `json:"values"`
	Source  int64          `json:"-"` // of the claim that won most recently
	AsOf    string         `json:"as_of"`
	Demo    bool           `json:"demo"`
	Version int64          `json:"version"` // data version at which it last changed
}
