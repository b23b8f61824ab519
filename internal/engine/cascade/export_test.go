package cascade

// Kernels are the kinds of machine code that this machine can run, the plain one first.
func Kernels() []string { return []string{"go", "avx2", "avx512"}[:machine()+1] }

// WithKernel returns the same coefficients on one of [Kernels].
func (c *Coefficients) WithKernel(k int) *Coefficients {
	with := *c
	with.kernel = kernel(k)
	return &with
}

// AllWide returns the same coefficients, with every scenario side by side from the start.
func (c *Coefficients) AllWide() *Coefficients {
	with := *c
	with.narrow = -1
	return &with
}
