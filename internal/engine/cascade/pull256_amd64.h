// Two pulls over lines of 64 bytes in pairs of 256-bit registers. Before this
// file is included, PULLDOWN and PULLUP name the two, and BROADCAST, MUL, ADD,
// SUB, MAX and MIN are the instructions for the type of a lane of SIZE bytes.
// The product is rounded before it is added, as in Go.

// R8 rows of pointers, R9 rows left, R10 links of slots, R11 other ends,
// R12 shares, R13 lines of the other ends, SI old and DI new lines of the rows,
// CX the link, Y12 and Y13 ones, Y14 and Y15 the largest rise.
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
	VMOVUPS (BX), Y12; \
	MOVQ pull_rise(AX), BX; \
	VMOVUPS (BX), Y14; \
	VMOVUPS 32(BX), Y15

#define LINK \
	MOVL (R11)(CX*4), BX; \
	SHLQ $6, BX; \
	BROADCAST (R12)(CX*SIZE), Y2; \
	MUL (R13)(BX*1), Y2, Y3; \
	MUL 32(R13)(BX*1), Y2, Y2; \
	ADD Y3, Y0, Y0; \
	ADD Y2, Y1, Y1; \
	INCQ CX

// ROW takes the loss of a row in A and B and goes on to the next.
#define ROW(A, B) \
	MIN Y12, A, A; \
	MIN Y12, B, B; \
	SUB (SI), A, Y2; \
	SUB 32(SI), B, Y3; \
	MAX Y2, Y14, Y14; \
	MAX Y3, Y15, Y15; \
	VMOVUPS A, (DI); \
	VMOVUPS B, 32(DI); \
	ADDQ $64, SI; \
	ADDQ $64, DI; \
	DECQ R9

#define END \
	MOVQ a+0(FP), AX; \
	MOVQ pull_rise(AX), BX; \
	VMOVUPS Y14, (BX); \
	VMOVUPS Y15, 32(BX); \
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
	VXORPS Y4, Y4, Y4         // the largest sum
	VXORPS Y5, Y5, Y5
	CMPL AX, (R8)
	JAE  downStore
downSlot:
	INCQ AX
	MOVL (R10)(AX*4), DX      // the end of its links
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
downLink:
	LINK
	CMPL CX, DX
	JB   downLink
	MAX  Y0, Y4, Y4
	MAX  Y1, Y5, Y5
	CMPL AX, (R8)
	JB   downSlot
downStore:
	ROW(Y4, Y5)
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
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	CMPL CX, DX
	JAE  upStore
upLink:
	LINK
	CMPL CX, DX
	JB   upLink
upStore:
	ROW(Y0, Y1)
	JNZ  upRow
upEnd:
	END

#undef BEGIN
#undef LINK
#undef ROW
#undef END
