package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/store"
)

// Names of the sheets that our own workbooks carry besides the data.
const (
	metaSheet    = "_meta"
	listSheet    = "_lists"
	helpSheet    = "填写说明"
	summarySheet = "导入结果"
)

// TemplateVersion is the major version of the templates. One that is more than
// two versions older is refused: its columns may mean something else.
const TemplateVersion = 1

// ownSheet tells whether a sheet is one that our workbooks add.
func ownSheet(info *sheet.Info) bool {
	switch info.Name {
	case metaSheet, listSheet, helpSheet, summarySheet:
		return true
	}
	return false
}

// checkTemplate reads the hidden sheet of our templates, if there is one.
func (c *check) checkTemplate() error {
	for i := range c.file.Sheets {
		if c.file.Sheets[i].Name != metaSheet {
			continue
		}
		meta := map[string]string{}
		err := c.file.Rows(c.ctx, i, func(r *sheet.Row) error {
			if len(r.Cells) >= 2 && len(meta) < 20 {
				meta[r.Cells[0].Text] = r.Cells[1].Text
			}
			return nil
		})
		if err != nil {
			return err
		}
		return c.judgeTemplate(meta)
	}
	return nil
}

func (c *check) judgeTemplate(meta map[string]string) error {
	if kind := meta["kind"]; kind != "" && kind != c.Kind.Name {
		return refuse("TEMPLATE_KIND", "have", kind, "want", c.Kind.Label.Zh)
	}
	c.mark = readMark(meta)
	c.report.mark = c.mark
	v, err := strconv.Atoi(meta["version"])
	switch {
	case err != nil:
		return nil
	case v > TemplateVersion:
		c.log.add(finding("", 0, 0, "", note(cell.Warned, "TEMPLATE_NEWER", "have", itoa(v))))
	case TemplateVersion-v > 2:
		return refuse("TEMPLATE_OLD", "have", itoa(v), "now", itoa(TemplateVersion))
	case v < TemplateVersion:
		c.log.add(finding("", 0, 0, "", note(cell.Warned, "TEMPLATE_AGED", "have", itoa(v), "now", itoa(TemplateVersion))))
	}
	return nil
}

// Names of the mark of the ledger on the hidden sheet.
const (
	metaVersion = "data_version"
	metaClaim   = "claim"
	metaAt      = "at"
)

// readMark returns when the sheet was made, or nil when it does not tell.
func readMark(meta map[string]string) *store.Mark {
	var m store.Mark
	for name, n := range map[string]*int64{metaVersion: &m.Version, metaClaim: &m.Claim, metaAt: &m.At} {
		v, err := strconv.ParseInt(meta[name], 10, 64)
		if err != nil || v < 0 {
			return nil
		}
		*n = v
	}
	return &m
}

// writeMeta writes the hidden sheet. Figures are text, so that no spreadsheet
// rounds them.
func writeMeta(book *excelize.File, kind *fact.Kind, mark *store.Mark) error {
	lines := [][]any{{"kind", kind.Name}, {"version", itoa(TemplateVersion)}}
	if mark != nil {
		for name, n := range map[string]int64{metaVersion: mark.Version, metaClaim: mark.Claim, metaAt: mark.At} {
			lines = append(lines, []any{name, strconv.FormatInt(n, 10)})
		}
		slices.SortFunc(lines[2:], func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	}
	for i, line := range lines {
		if err := book.SetSheetRow(metaSheet, fmt.Sprintf("A%d", i+1), &line); err != nil {
			return err
		}
	}
	return nil
}
