package intake

import (
	"strconv"
	"strings"

	"lianzhang/internal/fault"
	"lianzhang/internal/intake/cell"
)

// note makes a [cell.Note]; params are name, value, name, value …
func note(sev cell.Severity, code string, params ...string) cell.Note {
	return cell.Note{Code: code, Severity: sev, Params: fault.New(nil, code, params...).Params}
}

// refuse is a file that is not taken.
func refuse(code string, params ...string) *fault.Coded {
	return fault.New(fault.ErrInvalid, code, params...)
}

func itoa(n int) string { return strconv.Itoa(n) }

func join(list []string) string { return strings.Join(list, "、") }

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
