package fact

// Change is what a claim did to what is shown.
type Change string

// The three outcomes of a claim.
const (
	New     Change = "new"     // the record did not exist
	Changed Change = "changed" // some shown value is different now
	Same    Change = "same"    // nothing shown changed; the claim may still stand in the ledger
)

// Outcome says what became of one claim.
type Outcome struct {
	Subject string `json:"id"` // public ID of the record
	Claim   int64  `json:"-"`  // 0 when the very same claim stood already
	Change  Change `json:"change"`
	// Differences are the fields whose shown value changed, by field ID; only of
	// a changed record.
	Differences []Difference `json:"differences,omitempty"`
	// Rivals are public IDs of records that the claim fits as well; a person
	// has to say whether they are one.
	Rivals []string `json:"rivals,omitempty"`
	// Outside tells, of a trial, that the write would be refused: the record
	// lies outside the actor's scope, or would.
	Outside bool `json:"outside,omitempty"`
}

// Difference is one field before and after; nil is unknown.
type Difference struct {
	Field string `json:"field"`
	Old   any    `json:"old"`
	New   any    `json:"new"`
}
