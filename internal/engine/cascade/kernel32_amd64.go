package cascade

import "unsafe"

var ones32 = lanes32{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}

func (k kernel) pullDown32(c *Coefficients, from, to int, x, d []lanes32, rise *lanes32) bool {
	a := pull{
		rowPtr: &c.slotPtr[from], rows: to - from, linkPtr: &c.linkPtr[0],
		other: unsafe.SliceData(c.supplier), share: unsafe.Pointer(unsafe.SliceData(c.f32.down)),
		from: unsafe.Pointer(&x[0]), old: unsafe.Pointer(&d[from]), next: unsafe.Pointer(&d[from]),
		ones: unsafe.Pointer(&ones32), rise: unsafe.Pointer(rise),
	}
	switch k {
	case kernelAVX512:
		pullDown32AVX512(&a)
	case kernelAVX2:
		pullDown32AVX2(&a)
	}
	return k != kernelGo
}

func (k kernel) pullUp32(c *Coefficients, from, to int, u, next []lanes32, rise *lanes32) bool {
	a := pull{
		rowPtr: &c.upPtr[from], rows: to - from,
		other: unsafe.SliceData(c.buyer), share: unsafe.Pointer(unsafe.SliceData(c.f32.up)),
		from: unsafe.Pointer(&u[0]), old: unsafe.Pointer(&u[from]), next: unsafe.Pointer(&next[from]),
		ones: unsafe.Pointer(&ones32), rise: unsafe.Pointer(rise),
	}
	switch k {
	case kernelAVX512:
		pullUp32AVX512(&a)
	case kernelAVX2:
		pullUp32AVX2(&a)
	}
	return k != kernelGo
}

func (k kernel) left32(s []float32, d []lanes32, out *lanes32) bool {
	if k == kernelGo {
		return false
	}
	left32AVX2(unsafe.SliceData(s), unsafe.SliceData(d), len(s), out)
	return true
}

func (k kernel) spread32(s []float32, a *lanes32, d, x []lanes32) bool {
	if k == kernelGo {
		return false
	}
	spread32AVX2(unsafe.SliceData(s), a, unsafe.SliceData(d), unsafe.SliceData(x), len(s))
	return true
}

func (k kernel) reduce32(w []float64, d, u []lanes32, keep *lanes32, out *sums32) bool {
	if k == kernelGo {
		return false
	}
	reduce32AVX2(unsafe.SliceData(w), unsafe.SliceData(d), unsafe.SliceData(u), len(w), keep, out)
	return true
}

//go:noescape
func pullDown32AVX2(a *pull)

//go:noescape
func pullUp32AVX2(a *pull)

//go:noescape
func pullDown32AVX512(a *pull)

//go:noescape
func pullUp32AVX512(a *pull)

//go:noescape
func left32AVX2(s *float32, d *lanes32, n int, out *lanes32)

//go:noescape
func spread32AVX2(s *float32, a, d, x *lanes32, n int)

//go:noescape
func reduce32AVX2(w *float64, d, u *lanes32, n int, keep *lanes32, out *sums32)
