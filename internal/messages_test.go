package internal_test

import (
	"testing"

	"lianzhang/internal/message"
)

// Both books can be read and have a sentence for every code.
func TestMessagesInBothLanguages(t *testing.T) {
	zh, en := message.Codes(message.Chinese), message.Codes(message.English)
	for code := range zh {
		if en[code] == "" {
			t.Errorf("%s has no English sentence", code)
		}
	}
	for code := range en {
		if zh[code] == "" {
			t.Errorf("%s has no Chinese sentence", code)
		}
	}
}
