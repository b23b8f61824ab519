package httpapi

import (
	"strings"

	"lianzhang/internal/message"
)

// reasons are the beginnings of huma's English sentences about one value and
// the codes under which the catalog has them. What follows is the limit.
var reasons = []struct{ begins, code string }{
	{"expected required property ", "ARG_REQUIRED"},
	{"required ", "ARG_REQUIRED"},
	{"unexpected property", "ARG_UNKNOWN"},
	{"expected value to be one of ", "ARG_ONE_OF"},
	{"expected number >= ", "ARG_AT_LEAST"},
	{"expected number <= ", "ARG_AT_MOST"},
	{"expected length >= ", "ARG_LENGTH_AT_LEAST"},
	{"expected length <= ", "ARG_LENGTH_AT_MOST"},
	{"expected array length >= ", "ARG_ITEMS_AT_LEAST"},
	{"expected array length <= ", "ARG_ITEMS_AT_MOST"},
	{"expected string to match pattern ", "ARG_PATTERN"},
	{"expected string to be ", "ARG_FORMAT"},
	{"expected boolean", "ARG_BOOLEAN"},
	{"expected integer", "ARG_INTEGER"},
	{"expected number", "ARG_NUMBER"},
	{"expected string", "ARG_STRING"},
	{"expected array", "ARG_ARRAY"},
	{"expected object", "ARG_OBJECT"},
	{"invalid integer", "ARG_INTEGER"},
	{"invalid float", "ARG_NUMBER"},
	{"invalid boolean", "ARG_BOOLEAN"},
}

// reason says in the reader's language what is wrong with one value.
func reason(lang message.Lang, said string) string {
	for _, r := range reasons {
		if rest, ok := strings.CutPrefix(said, r.begins); ok {
			rest = strings.TrimSuffix(rest, " to be present")
			return message.Text(lang, r.code, map[string]string{"limit": strings.Trim(rest, `"`)})
		}
	}
	return said
}
