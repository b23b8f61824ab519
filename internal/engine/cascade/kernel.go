package cascade

// kernel is the kind of machine code that lanes are computed with.
type kernel uint8

const (
	kernelGo     kernel = iota // no machine code of our own
	kernelAVX2                 // two registers of 256 bits a line
	kernelAVX512               // one of 512 bits where lines are pulled, else as AVX2
)
