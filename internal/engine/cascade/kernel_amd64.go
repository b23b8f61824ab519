package cascade

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// machine returns the best kernel of the processor at hand.
func machine() kernel {
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512DQ:
		return kernelAVX512
	case cpu.X86.HasAVX2:
		return kernelAVX2
	}
	return kernelGo
}

// pull is what the machine code needs to pull rows of links: pointers to the
// first row, link, share and line.
type pull struct {
	rowPtr    *uint32
	rows      int
	linkPtr   *uint32 // downstream only
	other     *uint32
	share     unsafe.Pointer // float64 or float32
	from      unsafe.Pointer // lines of the other ends
	old, next unsafe.Pointer // lines of the rows
	ones      unsafe.Pointer // a line
	rise      unsafe.Pointer // a line
}

var ones = lanes{1, 1, 1, 1, 1, 1, 1, 1}

func (k kernel) pullDown(c *Coefficients, from, to int, x, d []lanes, rise *lanes) bool {
	a := pull{
		rowPtr: &c.slotPtr[from], rows: to - from, linkPtr: &c.linkPtr[0],
		other: unsafe.SliceData(c.supplier), share: unsafe.Pointer(unsafe.SliceData(c.down)),
		from: unsafe.Pointer(&x[0]), old: unsafe.Pointer(&d[from]), next: unsafe.Pointer(&d[from]),
		ones: unsafe.Pointer(&ones), rise: unsafe.Pointer(rise),
	}
	switch k {
	case kernelAVX512:
		pullDownAVX512(&a)
	case kernelAVX2:
		pullDownAVX2(&a)
	}
	return k != kernelGo
}

func (k kernel) pullUp(c *Coefficients, from, to int, u, next []lanes, rise *lanes) bool {
	a := pull{
		rowPtr: &c.upPtr[from], rows: to - from,
		other: unsafe.SliceData(c.buyer), share: unsafe.Pointer(unsafe.SliceData(c.up)),
		from: unsafe.Pointer(&u[0]), old: unsafe.Pointer(&u[from]), next: unsafe.Pointer(&next[from]),
		ones: unsafe.Pointer(&ones), rise: unsafe.Pointer(rise),
	}
	switch k {
	case kernelAVX512:
		pullUpAVX512(&a)
	case kernelAVX2:
		pullUpAVX2(&a)
	}
	return k != kernelGo
}

func (k kernel) left(s []float64, d []lanes, out *lanes) bool {
	if k == kernelGo {
		return false
	}
	leftAVX2(unsafe.SliceData(s), unsafe.SliceData(d), len(s), out)
	return true
}

func (k kernel) spread(s []float64, a *lanes, d, x []lanes) bool {
	if k == kernelGo {
		return false
	}
	spreadAVX2(unsafe.SliceData(s), a, unsafe.SliceData(d), unsafe.SliceData(x), len(s))
	return true
}

func (k kernel) reduce(w []float64, d, u []lanes, keep *lanes, out *sums) bool {
	if k == kernelGo {
		return false
	}
	reduceAVX2(unsafe.SliceData(w), unsafe.SliceData(d), unsafe.SliceData(u), len(w), keep, out)
	return true
}

//go:noescape
func pullDownAVX2(a *pull)

//go:noescape
func pullUpAVX2(a *pull)

//go:noescape
func pullDownAVX512(a *pull)

//go:noescape
func pullUpAVX512(a *pull)

//go:noescape
func leftAVX2(s *float64, d *lanes, n int, out *lanes)

//go:noescape
func spreadAVX2(s *float64, a, d, x *lanes, n int)

//go:noescape
func reduceAVX2(w *float64, d, u *lanes, n int, keep *lanes, out *sums)
