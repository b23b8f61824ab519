package intake

import "lianzhang/internal/intake/cell"

// refuseClosed refuses rows that would say something of a closed period: of the
// date of the data, or of the year that their figures are of.
func (c *check) refuseClosed(batch []Item) {
	if len(c.closed) == 0 {
		return
	}
	for i := range batch {
		it := &batch[i]
		if it.Values == nil {
			continue
		}
		if p, touched := c.closed.Touched(c.Kind, c.asOfDay(c.Today), it.Values, nil); touched {
			field := ""
			if _, ok := it.Values["year"]; ok && p.Holds(yearOf(it)) {
				field = "year"
			}
			c.say(it, field, note(cell.Wrong, "PERIOD_CLOSED", "period", string(p)))
		}
	}
}

func yearOf(it *Item) string {
	if y, ok := it.Values["year"].(int64); ok {
		return itoa(int(y))
	}
	return ""
}
