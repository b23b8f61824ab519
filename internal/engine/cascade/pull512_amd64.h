// Two pulls over lines of 64 bytes in 512-bit registers. Before this
// file is included, PULLDOWN and PULLUP name the two, and BROADCAST, MUL, ADD,
// SUB, MAX and MIN are the instructions for the type of a lane of SIZE bytes.
// The product is rounded before it is added, as in Go.

// R8 rows of pointers, R9 rows left, R10 links of slots, R11 other ends,
// R12 shares, R13 lines of the other ends, SI old and DI new lines of the rows,
// CX the link, Z12 ones, Z14 the largest rise.
#define BEGIN \
	MOVQ a+0(FP), AX; \
	MOVQ pull_rowPtr(AX), R8; \
	MOVQ pull_rows(AX), R9; \
	MOVQ pull_linkPtr(AX), R10; \
	MOVQ pull_other(AX), R11; \
	MOVQ pull_share(AX), R12; \
	MOVQ pull_from(AX), R13; \
	MOVQ pull_old(AX), SI; \
	MOVQ pull_next(AX), DI; \
	MOVQ pull_ones(AX), BX; \
	VMOVUPS (BX), Z12; \
	MOVQ pull_rise(AX), BX; \
	VMOVUPS (BX), Z14

#define LINK \
	MOVL (R11)(CX*4), BX; \
	SHLQ $6, BX; \
	BROADCAST (R12)(CX*SIZE), Z2; \
	MUL (R13)(BX*1), Z2, Z3; \
	ADD Z3, Z0, Z0; \
	INCQ CX

// ROW takes the loss of a row in A and goes on to the next.
#define ROW(A) \
	MIN Z12, A, A; \
	SUB (SI), A, Z2; \
	MAX Z2, Z14, Z14; \
	VMOVUPS A, (DI); \
	ADDQ $64, SI; \
	ADDQ $64, DI; \
	DECQ R9

#define END \
	MOVQ a+0(FP), AX; \
	MOVQ pull_rise(AX), BX; \
	VMOVUPS Z14, (BX); \
	VZEROUPPER; \
	RET

// func PULLDOWN(a *pull)
TEXT PULLDOWN(SB), NOSPLIT, $0-8
	BEGIN
	MOVL (R8), AX             // the slot
	MOVL (R10)(AX*4), CX
	TESTQ R9, R9
	JZ   downEnd
downRow:
	ADDQ $4, R8
	VXORPS X4, X4, X4         // the largest sum
	CMPL AX, (R8)
	JAE  downStore
downSlot:
	INCQ AX
	MOVL (R10)(AX*4), DX      // the end of its links
	VXORPS X0, X0, X0
downLink:
	LINK
	CMPL CX, DX
	JB   downLink
	MAX  Z0, Z4, Z4
	CMPL AX, (R8)
	JB   downSlot
downStore:
	ROW(Z4)
	JNZ  downRow
downEnd:
	END

// func PULLUP(a *pull)
TEXT PULLUP(SB), NOSPLIT, $0-8
	BEGIN
	MOVL (R8), CX
	TESTQ R9, R9
	JZ   upEnd
upRow:
	ADDQ $4, R8
	MOVL (R8), DX
	VXORPS X0, X0, X0
	CMPL CX, DX
	JAE  upStore
upLink:
	LINK
	CMPL CX, DX
	JB   upLink
upStore:
	ROW(Z0)
	JNZ  upRow
upEnd:
	END

#undef BEGIN
#undef LINK
#undef ROW
#undef END
