package diagnosis

import "lianzhang/internal/region"

// Kept is a diagnosis stored to be compared later.
type Kept struct {
	Number      int64       `json:"-"` // order of arrival
	PID         string      `json:"id"`
	Chain       string      `json:"chain"`
	Region      region.Code `json:"region"`
	Scope       Scope       `json:"scope"`
	DataVersion int64       `json:"data_version"`
	Day         string      `json:"day"`
	Thresholds  string      `json:"thresholds"` // version
	Template    string      `json:"template_version"`
	SHA256      string      `json:"sha256"` // of Result
	Result      string      `json:"-"`      // canonical
	Evidence    string      `json:"-"`      // see [Behind]
	By          string      `json:"by"`
	At          int64       `json:"at"` // UTC milliseconds
}

// Answer is what somebody answered to a warning.
type Answer struct {
	Chain  string      `json:"chain"`
	Region region.Code `json:"region"`
	Code   string      `json:"code"`
	Text   string      `json:"answer"`
	By     string      `json:"by"`
	At     int64       `json:"at"` // UTC milliseconds
}
