package list

import (
	"fmt"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/rule"
)

// Subjects is what the rows of a list are about.
type Subjects string

// Subjects of lists. A record kind's own name (project, institute, fund …) is
// a subject too.
const (
	Placed  Subjects = "placed"  // a firm on a node, inside the region
	Outside Subjects = "outside" // a firm on a node, outside the region
	Nodes   Subjects = "node"    // a node of the chain, as diagnosed for the region
	Places  Subjects = "place"   // a place one level below the region
)

// Subject is one candidate for a list, with all that may be said of it.
type Subject struct {
	Key      string         // stable identity: public IDs and node codes
	Values   map[string]any // float64, string, bool, []string; absent is unknown
	Node     string         // code of the node it stands on, if any
	NodeName string
	Evidence []string // public IDs of the records behind it
	Date     string   // date of the data
	Demo     bool
}

// common variables of every subject that stands on a node.
var onNode = rule.Vars{
	"node": rule.Text, "node_name": rule.Text, "node_group": rule.Text, "stage": rule.Text, "stage_name": rule.Text,
	"node_grade": rule.Text, "grade_name": rule.Text,
	"class": rule.Text, "hold": rule.Number, "unstable": rule.Bool,
}

// ofNode are the variables of a diagnosed node beyond onNode.
var ofNode = rule.Vars{
	"verb": rule.Text, "cause": rule.Text,
	"firms_here": rule.Number, "firms_nation": rule.Number, "share_here": rule.Number, "lq": rule.Number,
	"hhi": rule.Number, "suppliers75": rule.Number, "single_source": rule.Bool,
	"dependence": rule.Number, "dependent": rule.Bool, "main_source": rule.Text, "external_note": rule.Text,
	"technologies": rule.Text, "searched_on": rule.Text, "searched_by": rule.Text, "coverage": rule.Number,
	"lead_firm": rule.Text, "firm_names": rule.Text, "outside_names": rule.Text,
	"projects": rule.Number, "project_names": rule.Text, "project_lead": rule.Text, "project_stage": rule.Text,
	"project_due": rule.Text, "investment": rule.Number, "invested": rule.Number,
	"institutes": rule.Number, "institute_names": rule.Text,
}

// ofFirm are the variables of a firm on a node beyond its record and onNode.
var ofFirm = rule.Vars{
	"firm_name": rule.Text, "region_name": rule.Text, "honours": rule.Texts, "honour_names": rule.Text,
	"confidence": rule.Number, "confirmed": rule.Bool, "placed_grade": rule.Text, "product_names": rule.Text,
	"customers": rule.Number, "customer_names": rule.Text, "capacity_text": rule.Text, "sales_here": rule.Number,
}

// ofPlace are the variables of a place one level below the region.
var ofPlace = rule.Vars{
	"place": rule.Text, "place_name": rule.Text, "firms": rule.Number, "revenue": rule.Number,
	"nodes_present": rule.Number, "nodes_strong": rule.Number, "top_nodes": rule.Text, "parks": rule.Text,
	"positioning": rule.Text, "free_area": rule.Text, "lead_names": rule.Text, "share_of_firms": rule.Number,
}

// Vars returns the variables that expressions over these subjects may use.
func (s Subjects) Vars() (rule.Vars, error) {
	switch s {
	case Nodes:
		return merged(onNode, ofNode), nil
	case Places:
		return ofPlace, nil
	case Placed, Outside:
		return merged(recordVars(fact.KindOf("firm")), onNode, ofFirm), nil
	}
	kind := fact.KindOf(string(s))
	if kind == nil {
		return nil, fmt.Errorf("no subjects called %q", s)
	}
	return merged(recordVars(kind), onNode, rule.Vars{"region_name": rule.Text, "inside": rule.Bool, "firm_name": rule.Text}), nil
}

// recordVars declares the fields of a kind of record; a field with options has
// a second variable with its word, role_name for role. Personal fields are left
// out: a list is made to be published.
func recordVars(kind *fact.Kind) rule.Vars {
	vars := rule.Vars{}
	for i := range kind.Fields {
		f := &kind.Fields[i]
		if f.Access() > 0 {
			continue
		}
		switch f.Type {
		case fact.Money, fact.Count, fact.Number, fact.Percent, fact.Year:
			vars[f.ID] = rule.Number
		case fact.Bool:
			vars[f.ID] = rule.Bool
		case fact.List:
			vars[f.ID] = rule.Texts
		case fact.Enum:
			vars[f.ID], vars[f.ID+"_name"] = rule.Text, rule.Text
		default:
			vars[f.ID] = rule.Text
		}
	}
	return vars
}

func merged(all ...rule.Vars) rule.Vars {
	out := rule.Vars{}
	for _, vars := range all {
		for name, t := range vars {
			out[name] = t
		}
	}
	return out
}

// RecordValues turns the shown values of a record into the values of
// variables: money in yuan, the rest as it is. Fields above public are left out.
func RecordValues(kind *fact.Kind, values map[string]any) map[string]any {
	out := make(map[string]any, len(values))
	for i := range kind.Fields {
		f := &kind.Fields[i]
		v, ok := values[f.ID]
		if !ok || v == nil || f.Access() > 0 {
			continue
		}
		switch n := v.(type) {
		case int64:
			out[f.ID] = float64(n)
			if f.Type == fact.Money {
				out[f.ID] = float64(n) / 100
			}
		case string:
			out[f.ID] = n
			switch f.Type {
			case fact.List:
				out[f.ID] = strings.Split(n, "、")
			case fact.Enum:
				if o := f.Option(n); o != nil {
					out[f.ID+"_name"] = o.Zh
				}
			}
		default:
			out[f.ID] = v
		}
	}
	return out
}
