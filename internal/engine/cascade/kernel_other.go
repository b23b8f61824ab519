//go:build !amd64

package cascade

func machine() kernel { return kernelGo }

func (kernel) pullDown(*Coefficients, int, int, []lanes, []lanes, *lanes) bool { return false }
func (kernel) pullUp(*Coefficients, int, int, []lanes, []lanes, *lanes) bool   { return false }
func (kernel) left([]float64, []lanes, *lanes) bool                            { return false }
func (kernel) spread([]float64, *lanes, []lanes, []lanes) bool                 { return false }
func (kernel) reduce([]float64, []lanes, []lanes, *lanes, *sums) bool          { return false }

func (kernel) pullDown32(*Coefficients, int, int, []lanes32, []lanes32, *lanes32) bool { return false }
func (kernel) pullUp32(*Coefficients, int, int, []lanes32, []lanes32, *lanes32) bool   { return false }
func (kernel) left32([]float32, []lanes32, *lanes32) bool                              { return false }
func (kernel) spread32([]float32, *lanes32, []lanes32, []lanes32) bool                 { return false }
func (kernel) reduce32([]float64, []lanes32, []lanes32, *lanes32, *sums32) bool        { return false }
