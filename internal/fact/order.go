package fact

// Disorder is a pair of dates of one record that cannot both be right.
type Disorder struct {
	First, Second *Field // First has to come before Second
	// Missing tells that Second is known and First is not, though it must have
	// been before.
	Missing bool
}

// Code is the code of the message that says so.
func (d Disorder) Code() string {
	if d.Missing {
		return "DATE_NO_START"
	}
	return "DATE_ORDER"
}

// Disorders returns what is wrong with the order of a record's dates, as its
// kind declares it. Dates of different precision are compared as far as both go,
// so that only what is surely wrong is found; the unknown is no mistake.
func (k *Kind) Disorders(values map[string]any) []Disorder {
	var found []Disorder
	for _, pair := range k.Order {
		a, b := text(values, pair[0]), text(values, pair[1])
		if n := min(len(a), len(b)); n > 0 && a[:n] > b[:n] {
			found = append(found, Disorder{First: k.Field(pair[0]), Second: k.Field(pair[1])})
		}
	}
	for _, pair := range k.Needs {
		if text(values, pair[0]) != "" && text(values, pair[1]) == "" {
			found = append(found, Disorder{First: k.Field(pair[1]), Second: k.Field(pair[0]), Missing: true})
		}
	}
	return found
}
