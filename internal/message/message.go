// Package message turns a code and its facts into one sentence in the reader's
// language. The sentences are catalog files, one for each language.
package message

import (
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"lianzhang/catalog"
)

// Lang is a language of the interface.
type Lang string

// The two languages of the interface, Chinese first.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

var books = sync.OnceValue(func() map[Lang]map[string]string {
	all := map[Lang]map[string]string{}
	for _, lang := range []Lang{Chinese, English} {
		raw, err := catalog.FS.ReadFile("messages/" + string(lang) + ".yaml")
		if err != nil {
			panic(fmt.Sprintf("message: %v", err))
		}
		book := map[string]string{}
		if err := yaml.Unmarshal(raw, &book); err != nil {
			panic(fmt.Sprintf("message: %s: %v", lang, err))
		}
		all[lang] = book
	}
	return all
})

// Text returns the sentence of code in lang with {name} replaced from params.
// A code without a sentence is returned as it is.
func Text(lang Lang, code string, params map[string]string) string {
	text, ok := books()[lang][code]
	if !ok {
		return code
	}
	for name, value := range params {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// Codes returns all codes of lang, for tests that compare the books.
func Codes(lang Lang) map[string]string { return books()[lang] }

// ParseLang reads an Accept-Language header, a LANG variable or a flag.
// Anything that is not English is Chinese.
func ParseLang(s string) Lang {
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(s)), "en") {
		return English
	}
	return Chinese
}
