package intake

import (
	"strconv"

	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
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
