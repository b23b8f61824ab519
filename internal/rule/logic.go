package rule

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// isUnknown tells whether v carries no value.
func isUnknown(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case float64:
		return math.IsNaN(x)
	}
	return false
}

// logic is Kleene's "and" and "or".
func logic(args ...any) (any, error) {
	op := args[0].(string)
	decides := op == "or" || op == "||" // the value that settles the matter alone
	unknown := false
	for _, arg := range args[1:] {
		if arg == nil {
			unknown = true
			continue
		}
		b, ok := arg.(bool)
		if !ok {
			return nil, fmt.Errorf("%s needs conditions, not %T", op, arg)
		}
		if b == decides {
			return decides, nil
		}
	}
	if unknown {
		return nil, nil
	}
	return !decides, nil
}

func not(args ...any) (any, error) {
	if args[0] == nil {
		return nil, nil
	}
	b, ok := args[0].(bool)
	if !ok {
		return nil, fmt.Errorf("not needs a condition, not %T", args[0])
	}
	return !b, nil
}

// compare answers a comparison; with an unknown on either side the answer is
// unknown.
func compare(args ...any) (any, error) {
	op, left, right := args[0].(string), args[1], args[2]
	if isUnknown(left) || isUnknown(right) {
		return nil, nil
	}
	switch op {
	case "in":
		return isIn(left, right)
	case "contains", "startsWith", "endsWith":
		return textual(op, left, right)
	}
	if a, ok := number(left); ok {
		if b, ok := number(right); ok {
			return ordered(op, a, b)
		}
	}
	switch a := left.(type) {
	case string:
		if b, ok := right.(string); ok {
			return ordered(op, a, b)
		}
	case bool:
		if b, ok := right.(bool); ok {
			switch op {
			case "==":
				return a == b, nil
			case "!=":
				return a != b, nil
			}
		}
	}
	return nil, fmt.Errorf("cannot compare %T %s %T", left, op, right)
}

func ordered[T float64 | string](op string, a, b T) (any, error) {
	switch op {
	case "==":
		return a == b, nil
	case "!=":
		return a != b, nil
	case "<":
		return a < b, nil
	case "<=":
		return a <= b, nil
	case ">":
		return a > b, nil
	default:
		return a >= b, nil
	}
}

func isIn(left, right any) (any, error) {
	switch set := right.(type) {
	case []string:
		s, ok := left.(string)
		return ok && slices.Contains(set, s), nil
	case []any:
		for _, item := range set {
			if same, err := compare("==", left, item); err == nil && same == true {
				return true, nil
			}
		}
		return false, nil
	}
	return nil, fmt.Errorf("in needs a list, not %T", right)
}

func textual(op string, left, right any) (any, error) {
	a, ok1 := left.(string)
	b, ok2 := right.(string)
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("%s needs texts, not %T and %T", op, left, right)
	}
	switch op {
	case "contains":
		return strings.Contains(a, b), nil
	case "startsWith":
		return strings.HasPrefix(a, b), nil
	default:
		return strings.HasSuffix(a, b), nil
	}
}

// sum is arithmetic: unknown with anything is unknown, and so is a division by
// zero. "+" joins texts.
func sum(args ...any) (any, error) {
	op, left, right := args[0].(string), args[1], args[2]
	if isUnknown(left) || isUnknown(right) {
		return nil, nil
	}
	if a, ok := left.(string); ok && op == "+" {
		if b, ok := right.(string); ok {
			return a + b, nil
		}
	}
	a, ok1 := number(left)
	b, ok2 := number(right)
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("cannot compute %T %s %T", left, op, right)
	}
	switch op {
	case "+":
		return a + b, nil
	case "-":
		return a - b, nil
	case "*":
		return a * b, nil
	}
	if b == 0 {
		return nil, nil
	}
	return a / b, nil
}

func number(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case int:
		return float64(n), true
	case int64:
		return float64(n), true
	}
	return 0, false
}

// has tells whether a list holds a text; of an unknown list it is unknown.
func has(args ...any) (any, error) {
	if isUnknown(args[0]) {
		return nil, nil
	}
	list, ok := args[0].([]string)
	s, isText := args[1].(string)
	if !ok || !isText {
		return nil, fmt.Errorf("has needs a list and a text")
	}
	return slices.Contains(list, s), nil
}

// known tells whether a value is known at all; it is never unknown itself.
func known(args ...any) (any, error) { return !isUnknown(args[0]), nil }
