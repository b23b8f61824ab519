// Package rule evaluates the typed, sandboxed expressions of the catalog: who
// is a lead firm, what belongs on a list, when to warn.
//
// Logic has three values. A comparison with an unknown is unknown; "and", "or"
// and "not" follow Kleene, so that "a or b" is true when a is true although b
// is unknown. An expression cannot loop, call out or change anything.
//
// Numbers are float64; amounts of money are in yuan, with wan and yi as
// multipliers: revenue >= 100 * yi.
package rule

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
)

// Type is the type of a variable.
type Type int

// Types of variable. The Go values are float64, string, bool and []string.
const (
	Number Type = iota + 1
	Text
	Bool
	Texts
)

// Vars declares the variables that an expression may use.
type Vars map[string]Type

// Truth is the value of a condition.
type Truth int

// The three values.
const (
	Unknown Truth = iota
	False
	True
)

// Expression is a checked expression, ready to be evaluated; it is safe for
// concurrent use.
type Expression struct {
	text    string
	program *vm.Program
	uses    []string
}

// SyntaxError says what is wrong in an expression, and where: line from 1,
// column from 0.
type SyntaxError struct {
	Text         string
	Line, Column int
	Message      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d column %d: %s in %q", e.Line, e.Column, e.Message, e.Text)
}

// maxNodes bounds the size of an expression.
const maxNodes = 400

// Compile checks text against vars. It returns a [*SyntaxError] for an unknown
// name, a wrong type or a slip of the pen.
func Compile(text string, vars Vars) (*Expression, error) {
	env := map[string]any{"wan": float64(1e4), "yi": float64(1e8)}
	for name, t := range vars {
		env[name] = sample(t)
	}
	uses := &names{known: vars}
	allowed := []expr.Option{
		expr.Env(env), expr.DisableAllBuiltins(), expr.MaxNodes(maxNodes),
		expr.Optimize(false), // the optimiser folds "in" and ranges before they become three-valued
		expr.Function("has", has, new(func([]string, string) bool)),
		expr.Function("known", known, new(func(any) bool)),
		expr.Patch(uses),
	}
	// Types are checked on the expression as written; replacing the operators
	// takes the types away.
	if _, err := expr.Compile(text, allowed...); err != nil {
		return nil, syntax(text, err)
	}
	if uses.loops {
		return nil, &SyntaxError{Text: text, Line: 1, Message: "loops are not allowed"}
	}
	program, err := expr.Compile(text, append(allowed,
		expr.Function("__logic", logic), expr.Function("__compare", compare), expr.Function("__sum", sum),
		expr.Function("__not", not), expr.Patch(threeValued{}))...)
	if err != nil {
		return nil, syntax(text, err)
	}
	return &Expression{text: text, program: program, uses: uses.sorted()}, nil
}

// syntax says where the mistake is, as far as it is known.
func syntax(text string, err error) *SyntaxError {
	var at *file.Error
	if errors.As(err, &at) {
		return &SyntaxError{Text: text, Line: at.Line, Column: at.Column, Message: at.Message}
	}
	return &SyntaxError{Text: text, Line: 1, Message: err.Error()}
}

// sample is a value that stands for the type while checking.
func sample(t Type) any {
	switch t {
	case Number:
		return float64(0)
	case Bool:
		return false
	case Texts:
		return []string{}
	default:
		return ""
	}
}

// Text returns the expression as written.
func (e *Expression) Text() string { return e.text }

// Uses returns the variables that the expression reads, sorted.
func (e *Expression) Uses() []string { return e.uses }

// Value evaluates the expression. values maps variables to float64, string,
// bool or []string; a variable that is nil or absent is unknown. The result is
// nil when unknown.
func (e *Expression) Value(values map[string]any) (any, error) {
	env := make(map[string]any, len(e.uses)+2)
	env["wan"], env["yi"] = float64(1e4), float64(1e8)
	for _, name := range e.uses {
		env[name] = values[name]
	}
	out, err := expr.Run(e.program, env)
	if err != nil {
		return nil, fmt.Errorf("evaluate %q: %w", e.text, err)
	}
	return out, nil
}

// Holds evaluates a condition.
func (e *Expression) Holds(values map[string]any) (Truth, error) {
	out, err := e.Value(values)
	if err != nil {
		return Unknown, err
	}
	switch v := out.(type) {
	case nil:
		return Unknown, nil
	case bool:
		if v {
			return True, nil
		}
		return False, nil
	}
	return Unknown, fmt.Errorf("%q is not a condition: it gives %T", e.text, out)
}

// Missing returns the variables of the expression that values does not know:
// the facts to ask for.
func (e *Expression) Missing(values map[string]any) []string {
	var missing []string
	for _, name := range e.uses {
		if isUnknown(values[name]) {
			missing = append(missing, name)
		}
	}
	return missing
}

// names collects the variables of an expression and notices loops.
type names struct {
	known Vars
	found map[string]bool
	loops bool
}

// Visit implements [ast.Visitor].
func (n *names) Visit(node *ast.Node) {
	switch id := (*node).(type) {
	case *ast.PredicateNode, *ast.BuiltinNode:
		n.loops = true
	case *ast.IdentifierNode:
		if _, isVar := n.known[id.Value]; isVar {
			if n.found == nil {
				n.found = map[string]bool{}
			}
			n.found[id.Value] = true
		}
	}
}

func (n *names) sorted() []string {
	list := make([]string, 0, len(n.found))
	for name := range n.found {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

var comparisons = []string{"==", "!=", "<", "<=", ">", ">=", "in", "contains", "startsWith", "endsWith"}

// threeValued replaces operators by functions that know the unknown.
type threeValued struct{}

// Visit implements [ast.Visitor].
func (threeValued) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.BinaryNode:
		name := ""
		switch {
		case n.Operator == "and" || n.Operator == "&&" || n.Operator == "or" || n.Operator == "||":
			name = "__logic"
		case slices.Contains(comparisons, n.Operator):
			name = "__compare"
		case strings.Contains("+-*/", n.Operator):
			name = "__sum"
		default:
			return
		}
		ast.Patch(node, call(name, &ast.StringNode{Value: n.Operator}, n.Left, n.Right))
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			ast.Patch(node, call("__not", n.Node))
		}
	}
}

func call(name string, args ...ast.Node) ast.Node {
	return &ast.CallNode{Callee: &ast.IdentifierNode{Value: name}, Arguments: args}
}
