package intake

import (
	"strings"
	"time"

	"lianzhang/internal/date"
	"lianzhang/internal/firm"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/region"
)

// rules are checks over the cells of one row, by kind.
var rules = map[string][]func(*reading){
	"firm":    {firmStatus, firmBranch, firmRegion},
	"project": {dueDay},
	"link":    {selfSupply},
	"node":    {ownParent},
}

func (rd *reading) rules() {
	if place := rd.text("region"); place != "" && !rd.Scope.Sees(region.Code(place)) {
		rd.say("region", note(cell.Wrong, "REGION_SCOPE", "code", place))
	}
	for _, d := range rd.Kind.Disorders(rd.values) {
		rd.say(d.Second.ID, note(cell.Wrong, d.Code(), "first", d.First.Label.Zh, "second", d.Second.Label.Zh))
	}
	for _, rule := range rules[rd.Kind.Name] {
		rule(rd)
	}
}

func (rd *reading) text(field string) string {
	s, _ := rd.values[field].(string)
	return s
}

// firmStatus refuses a lead firm that no longer exists.
func firmStatus(rd *reading) {
	status := rd.text("status")
	if role := rd.text("role"); (role == "lead" || role == "segment") && (status == "revoked" || status == "cancelled") {
		rd.say("status", note(cell.Wrong, "STATUS_CONFLICT", "status", rd.Kind.Field("status").Option(status).Zh, "role", rd.Kind.Field("role").Option(role).Zh))
	}
}

// firmBranch points at branches and individual businesses taken for legal persons.
func firmBranch(rd *reading) {
	name, code, kind := rd.text("name"), rd.text("uscc"), rd.text("legal_kind")
	switch {
	case firm.BranchName(name) && (kind == "" || kind == "legal"):
		rd.say("name", note(cell.Warned, "FIRM_BRANCH", "name", short(name)))
	case firm.Individual(code) && (kind == "" || kind == "legal"):
		rd.say("uscc", note(cell.Warned, "FIRM_INDIVIDUAL", "name", short(name)))
	}
}

// firmRegion points at a code registered elsewhere: the firm may have moved.
func firmRegion(rd *reading) {
	code, place := firm.Region(rd.text("uscc")), rd.text("region")
	if code == "" || len(place) < 6 || strings.HasPrefix(code, "1") && code[:2] == "10" || code[:2] == "00" {
		return
	}
	same := 6
	if strings.HasSuffix(place[:6], "0000") {
		same = 2
	} else if strings.HasSuffix(place[:6], "00") {
		same = 4
	}
	if code[:2] != place[:2] || same >= 4 && code[:4] != place[:4] && !strings.HasSuffix(code, "0000") {
		rd.say("uscc", note(cell.Warned, "USCC_REGION", "code", code, "region", place))
	}
}

// dueDay points at a deadline on a day on which nobody works, and offers the
// next on which people do. Of a year whose calendar is not known only weekends
// are found.
func dueDay(rd *reading) {
	due := rd.text("due")
	day, err := time.Parse(time.DateOnly, due)
	if err != nil {
		return // empty, or a month or a year
	}
	works, holiday := date.Workday(day)
	if works {
		return
	}
	code, next := "DATE_WEEKEND", date.NextWorkday(day).Format(time.DateOnly)
	if holiday != "" {
		code = "DATE_HOLIDAY"
	}
	n := note(cell.Warned, code, "day", due, "next", next, "holiday", holiday)
	n.Suggest = next
	rd.say("due", n)
}

// selfSupply refuses a link from a firm to itself, unless it is marked as
// supply between plants of one firm.
func selfSupply(rd *reading) {
	a, b := rd.values["supplier"], rd.values["buyer"]
	same := a != nil && a == b || rd.stubs["supplier"] != "" && rd.stubs["supplier"] == rd.stubs["buyer"]
	if !same {
		return
	}
	if internal, _ := rd.values["internal"].(bool); internal {
		rd.say("buyer", note(cell.Warned, "EDGE_INTERNAL"))
		return
	}
	rd.say("buyer", note(cell.Wrong, "EDGE_SELF"))
}

// ownParent refuses a node that stands above itself or feeds itself.
func ownParent(rd *reading) {
	code := rd.text("code")
	if code == "" {
		return
	}
	if rd.text("parent") == code || rd.text("parent") == rd.text("name") {
		rd.say("parent", note(cell.Wrong, "CHAIN_CYCLE", "path", code+" → "+code))
	}
	for _, in := range strings.Split(rd.text("inputs"), "、") {
		if in == code {
			rd.say("inputs", note(cell.Wrong, "EDGE_SELF"))
		}
	}
}
