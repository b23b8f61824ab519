#include "go_asm.h"
#include "textflag.h"

#define BROADCAST VBROADCASTSS
#define MUL VMULPS
#define ADD VADDPS
#define SUB VSUBPS
#define MAX VMAXPS
#define MIN VMINPS
#define SIZE 4
#define PULLDOWN ·pullDown32AVX2
#define PULLUP ·pullUp32AVX2
#include "pull256_amd64.h"
#undef PULLDOWN
#undef PULLUP
#define PULLDOWN ·pullDown32AVX512
#define PULLUP ·pullUp32AVX512
#include "pull512_amd64.h"

// func left32AVX2(s *float32, d *lanes32, n int, out *lanes32)
TEXT ·left32AVX2(SB), NOSPLIT, $0-32
	MOVQ s+0(FP), SI
	MOVQ d+8(FP), DI
	MOVQ n+16(FP), CX
	MOVQ out+24(FP), DX
	MOVL $0x3F800000, AX
	VMOVD AX, X7
	VBROADCASTSS X7, Y7
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	TESTQ CX, CX
	JZ   leftEnd
leftFirm:
	VBROADCASTSS (SI), Y2
	VSUBPS (DI), Y7, Y3       // 1 - d
	VSUBPS 32(DI), Y7, Y4
	VMULPS Y3, Y2, Y3
	VMULPS Y4, Y2, Y4
	VADDPS Y3, Y0, Y0
	VADDPS Y4, Y1, Y1
	ADDQ $4, SI
	ADDQ $64, DI
	DECQ CX
	JNZ  leftFirm
leftEnd:
	VMOVUPS Y0, (DX)
	VMOVUPS Y1, 32(DX)
	VZEROUPPER
	RET

// func spread32AVX2(s *float32, a, d, x *lanes32, n int)
TEXT ·spread32AVX2(SB), NOSPLIT, $0-40
	MOVQ s+0(FP), SI
	MOVQ a+8(FP), AX
	MOVQ d+16(FP), DI
	MOVQ x+24(FP), DX
	MOVQ n+32(FP), CX
	VMOVUPS (AX), Y5
	VMOVUPS 32(AX), Y6
	MOVL $0x3F800000, AX
	VMOVD AX, X7
	VBROADCASTSS X7, Y7
	TESTQ CX, CX
	JZ   spreadEnd
spreadFirm:
	VBROADCASTSS (SI), Y2
	VDIVPS Y5, Y2, Y3         // s / a
	VDIVPS Y6, Y2, Y4
	VMINPS Y7, Y3, Y3
	VMINPS Y7, Y4, Y4
	VMULPS (DI), Y3, Y3
	VMULPS 32(DI), Y4, Y4
	VMOVUPS Y3, (DX)
	VMOVUPS Y4, 32(DX)
	ADDQ $4, SI
	ADDQ $64, DI
	ADDQ $64, DX
	DECQ CX
	JNZ  spreadFirm
spreadEnd:
	VZEROUPPER
	RET

// func reduce32AVX2(w *float64, d, u *lanes32, n int, keep *lanes32, out *sums32)
//
// Four lanes at a time are added up in double precision; a block stays in the
// nearest cache between the four passes and the one that clears.
TEXT ·reduce32AVX2(SB), NOSPLIT, $0-48
	MOVQ out+40(FP), BX
	MOVQ d+8(FP), R8
	MOVQ u+16(FP), R9
	MOVQ $4, R10
reduceQuarter:
	MOVQ w+0(FP), SI
	MOVQ n+24(FP), CX
	MOVQ R8, DI
	MOVQ R9, DX
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	TESTQ CX, CX
	JZ   reduceSum
reduceFirm:
	VBROADCASTSD (SI), Y6
	VCVTPS2PD (DI), Y7
	VCVTPS2PD (DX), Y8
	VMAXPD Y8, Y7, Y9
	VMULPD Y9, Y6, Y9
	VMULPD Y7, Y6, Y7
	VMULPD Y8, Y6, Y8
	VADDPD Y9, Y0, Y0
	VADDPD Y7, Y1, Y1
	VADDPD Y8, Y2, Y2
	ADDQ $8, SI
	ADDQ $64, DI
	ADDQ $64, DX
	DECQ CX
	JNZ  reduceFirm
reduceSum:
	VMOVUPD Y0, (BX)
	VMOVUPD Y1, 128(BX)
	VMOVUPD Y2, 256(BX)
	ADDQ $32, BX
	ADDQ $16, R8
	ADDQ $16, R9
	DECQ R10
	JNZ  reduceQuarter

	MOVQ keep+32(FP), AX
	VMOVUPS (AX), Y14
	VMOVUPS 32(AX), Y15
	MOVQ d+8(FP), DI
	MOVQ u+16(FP), DX
	MOVQ n+24(FP), CX
	TESTQ CX, CX
	JZ   reduceEnd
clearFirm:
	VMULPS (DI), Y14, Y0
	VMULPS 32(DI), Y15, Y1
	VMULPS (DX), Y14, Y2
	VMULPS 32(DX), Y15, Y3
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, (DX)
	VMOVUPS Y3, 32(DX)
	ADDQ $64, DI
	ADDQ $64, DX
	DECQ CX
	JNZ  clearFirm
reduceEnd:
	VZEROUPPER
	RET
