/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The controls written by hand: x and y are in x0 and x1, z in x2. */

	.arch	armv8.3-a+lse

.macro op_STR a
	str	x8, [\a]
.endm
.macro op_STLR a
	stlr	x8, [\a]
.endm
.macro op_STRQ a
	str	q0, [\a]
.endm
.macro op_STP a
	stp	x8, x8, [\a]
.endm
.macro op_LDR a
	ldr	x9, [\a]
.endm
.macro op_LDAR a
	ldar	x9, [\a]
.endm
.macro op_LDAPR a
	ldapr	x9, [\a]
.endm
.macro op_LDRQ a
	ldr	q1, [\a]
.endm
.macro op_SWPAL a
	swpal	x8, x9, [\a]
.endm

.macro mid_NONE
.endm
.macro mid_DMB
	dmb	ish
.endm
.macro mid_DMBLD
	dmb	ishld
.endm
.macro mid_DMBST
	dmb	ishst
.endm
.macro mid_LDADDAL
	mov	x10, #1
	ldaddal	x10, x11, [x2]
.endm
.macro mid_LDADD
	mov	x10, #1
	ldadd	x10, x11, [x2]
.endm
.macro mid_CASALF
	mov	x10, #5
	casal	x10, x8, [x2]
.endm
.macro mid_LOOPEX
5:	ldaxr	x10, [x2]
	add	x10, x10, #1
	stlxr	w11, x10, [x2]
	cbnz	w11, 5b
.endm
.macro mid_LOOPDMB
	mid_LOOPEX
	dmb	ish
.endm
/* What was loaded decides whether, or where, the next access is. */
.macro mid_CONTROL
	cbnz	x9, 5f
5:
.endm
.macro mid_ADDRESS
	eor	x10, x9, x9
	add	x1, x1, x10
.endm

.macro TABLE name, run, needs=0
	.pushsection .rodata
8:	.asciz	"\name"
	.popsection
	.pushsection .data.rel.ro, "aw"
	.xword	8b, \run, \needs
	.popsection
.endm

.macro BODY a, mid, b, needs=0
	.p2align 6
9:	mov	x8, #0x0101
	movk	x8, #0x0101, lsl #16
	fmov	d0, x8
	op_\a	x0
	mid_\mid
	op_\b	x1
	ret
	TABLE	"\a \mid \b", 9b, \needs
.endm

	.text
	.pushsection .data.rel.ro, "aw"
	.globl	bodies
	.p2align 3
bodies:
	.popsection

	.irp mid, NONE,DMB,DMBLD,DMBST
	BODY	STR, \mid, STR
	BODY	LDR, \mid, LDR
	BODY	LDR, \mid, STR
	BODY	STR, \mid, LDR
	.endr
	BODY	STLR, NONE, STLR
	BODY	STR, NONE, STLR
	BODY	STLR, NONE, STR
	BODY	LDAR, NONE, LDAR
	BODY	LDAR, NONE, LDR
	BODY	LDR, NONE, LDAR
	BODY	LDAPR, NONE, LDAPR, 4
	BODY	LDAPR, NONE, STR, 4
	BODY	STLR, NONE, LDAR
	BODY	STLR, NONE, LDAPR, 4
	BODY	STR, LDADDAL, LDR, 3
	BODY	STR, LDADD, LDR, 3
	BODY	STR, CASALF, LDR, 3
	BODY	STR, LOOPEX, LDR
	BODY	STR, LOOPDMB, LDR
	BODY	STR, LOOPDMB, STR
	BODY	SWPAL, NONE, LDR, 3
	BODY	SWPAL, NONE, LDAPR, 4
	BODY	STRQ, NONE, STRQ
	BODY	STRQ, DMBST, STRQ
	BODY	LDRQ, NONE, LDRQ
	BODY	LDRQ, DMBLD, LDRQ
	BODY	STP, DMB, STR
	BODY	LDR, CONTROL, STR
	BODY	LDR, CONTROL, LDR
	BODY	LDR, ADDRESS, LDR

	TABLE	"SRLX NONE SRLX", c11_ww_relaxed
	TABLE	"LRLX NONE LRLX", c11_rr_relaxed
	TABLE	"LRLX NONE SRLX", c11_rw_relaxed
	TABLE	"SRLX NONE LRLX", c11_wr_relaxed
	TABLE	"SREL NONE SREL", c11_ww_acqrel
	TABLE	"LACQ NONE LACQ", c11_rr_acqrel
	TABLE	"LACQ NONE SREL", c11_rw_acqrel
	TABLE	"SREL NONE LACQ", c11_wr_acqrel
	TABLE	"SSC NONE SSC", c11_ww_seqcst
	TABLE	"LSC NONE LSC", c11_rr_seqcst
	TABLE	"LSC NONE SSC", c11_rw_seqcst
	TABLE	"SSC NONE LSC", c11_wr_seqcst

	.pushsection .data.rel.ro, "aw"
	.xword	0, 0, 0
	.popsection
	.section .note.GNU-stack, "", @progbits
