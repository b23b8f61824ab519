package cli

import (
	"math"
	"strconv"

	"lianzhang/internal/engine/inventory"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/plain"
)

// readFirm reads sector, final demand, output and wanted stock of a firm.
func (d *dynamics) readFirm(t *plain.Table) error {
	k, err := t.Sector(0)
	if err != nil {
		return err
	}
	if k > math.MaxInt32 {
		return t.Refuse("range", t.Text("sector"))
	}
	d.input.Sector = append(d.input.Sector, uint32(k))
	d.derived = !t.Has("final_demand")
	if d.derived && !t.Has("output") {
		return plain.Bad(d.firmsFile, 1, "column", "final_demand")
	}
	final, known, err := amount(t, "final_demand")
	if err != nil {
		return err
	}
	if !d.derived && !known {
		return t.Refuse("gap", "final_demand")
	}
	d.input.FinalDemand = append(d.input.FinalDemand, final)
	output, known, err := amount(t, "output")
	if err != nil {
		return err
	}
	if !known {
		if d.derived {
			return t.Refuse("gap", "output")
		}
		output = math.NaN()
	}
	d.output = append(d.output, output)
	if !t.Has("inventory") {
		return nil
	}
	days, known, err := amount(t, "inventory")
	if !known {
		days = d.opt.Days
	}
	d.input.Days = append(d.input.Days, days)
	return err
}

// amount reads a cell that is empty or a number not below zero.
func amount(t *plain.Table, column string) (float64, bool, error) {
	v, known, err := t.Float(column)
	if err == nil && v < 0 {
		err = t.Refuse("range", t.Text(column))
	}
	return v, known, err
}

// settle gives firms without a column final_demand what is left of their output,
// and warns where output and sales do not agree.
func (d *dynamics) settle(run *analysis, net *network.Network) {
	if d.input.Sector == nil { // a file without firms
		d.input = inventory.Firms{Sector: []uint32{}, FinalDemand: []float64{}}
	}
	sold := net.Out().Sums()
	apart, below := 0, 0
	for i, output := range d.output {
		switch {
		case math.IsNaN(output):
		case d.derived:
			d.input.FinalDemand[i] = max(0, output-sold[i])
			if output < sold[i] {
				below++
			}
		case math.Abs(sold[i]+d.input.FinalDemand[i]-output) > 0.001*output+0.001:
			apart++
		}
	}
	if below > 0 {
		run.warn("%d 家企业的 output 小于对企业的销售额，最终需求按零计 / output of %d firms is below their sales to firms; final demand taken as zero", below, below)
	}
	if apart > 0 {
		run.warn("%d 家企业的 output 与销售额加最终需求不一致，以后者为准 / output of %d firms differs from sales and final demand, which count", apart, apart)
	}
}

// readDamage reads what is lost, by whom, from when and for how long.
func (d *dynamics) readDamage() error {
	t, err := plain.OpenTable(d.damageFile, "firm_id", "loss")
	if err != nil {
		return err
	}
	defer t.Close()
	hit := map[uint32]bool{}
	for {
		ok, err := t.Next()
		if !ok || err != nil {
			return err
		}
		damage, err := d.damage(t)
		if err != nil {
			return err
		}
		if hit[damage.Firm] {
			return t.Refuse("twice", t.Text("firm_id"))
		}
		hit[damage.Firm] = true
		d.damages = append(d.damages, damage)
	}
}

func (d *dynamics) damage(t *plain.Table) (inventory.Damage, error) {
	var damage inventory.Damage
	firm, ok := d.firms.Number(t.Text("firm_id"))
	if !ok {
		return damage, t.Refuse("unknown", t.Text("firm_id"))
	}
	loss, known, err := t.Float("loss")
	if err != nil {
		return damage, err
	}
	if !known || loss < 0 || loss > 1 {
		return damage, t.Refuse("share", t.Text("loss"))
	}
	damage = inventory.Damage{Firm: firm, Loss: loss}
	if word := t.Text("recovery"); word != "" {
		if damage.Recovery, ok = inventory.Recoveries[word]; !ok {
			return damage, t.Refuse("recovery", word)
		}
	}
	if damage.Days, known, err = amount(t, "days"); err != nil {
		return damage, err
	}
	if damage.Recovery != inventory.Never && (!known || damage.Days == 0 || damage.Days > 1e6) {
		return damage, t.Refuse("range", t.Text("days"))
	}
	if text := t.Text("start"); text != "" {
		if damage.Start, err = strconv.Atoi(text); err != nil || damage.Start < 0 {
			return damage, t.Refuse("range", text)
		}
	}
	return damage, nil
}
