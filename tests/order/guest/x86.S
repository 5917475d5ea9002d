/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The x86_64 bodies: an access to x, something between, an access to y. A body's
 * name is what it is made of, by which the runner knows what it means
 * (tests/order/operations.c).
 *
 * x, y and z are in rbx, rbp and r12; r13 is memory of nobody else; r8 and the
 * vector registers hold what is stored.
 */

/* Stores. */
.macro op_W1 a
	mov	%r8b, (\a)
.endm
.macro op_W2 a
	mov	%r8w, (\a)
.endm
.macro op_W4 a
	mov	%r8d, (\a)
.endm
.macro op_W8 a
	mov	%r8, (\a)
.endm
.macro op_W16 a
	movdqa	%xmm0, (\a)
.endm
.macro op_W32 a
	vmovdqa	%ymm0, (\a)
.endm
.macro op_WMMX a
	movq	%mm0, (\a)
.endm
.macro op_WX4 a
	flds	(%r13)
	fstps	(\a)
.endm
.macro op_WX8 a
	fldl	(%r13)
	fstpl	(\a)
.endm
.macro op_WX10 a
	fldt	(%r13)
	fstpt	(\a)
.endm
.macro op_WPUSH a
	mov	%rsp, %r15
	lea	8(\a), %rsp
	push	%r8
	mov	%r15, %rsp
.endm
.macro op_WCALL a
	mov	%rsp, %r15
	lea	8(\a), %rsp
	call	1f
1:	mov	%r15, %rsp
.endm
.macro op_WSTOS a
	mov	\a, %rdi
	mov	%r8, %rax
	mov	$8, %ecx
	rep stosq
.endm
.macro op_WMOVS a
	mov	\a, %rdi
	mov	%r13, %rsi
	mov	$64, %ecx
	rep movsb
.endm
.macro op_WNT8 a
	movnti	%r8, (\a)
.endm
.macro op_WNT16 a
	movntdq	%xmm0, (\a)
.endm
/* Not aligned: within 16 bytes, across 16, across 64. */
.macro op_W8A4 a
	mov	%r8, 4(\a)
.endm
.macro op_W8A12 a
	mov	%r8, 12(\a)
.endm
.macro op_W8A60 a
	mov	%r8, 60(\a)
.endm
.macro op_W4A1 a
	mov	%r8d, 1(\a)
.endm
.macro op_W16A8 a
	movdqu	%xmm0, 8(\a)
.endm
.macro op_W16A56 a
	movdqu	%xmm0, 56(\a)
.endm

/* Loads. */
.macro op_R1 a
	movzbl	(\a), %eax
.endm
.macro op_R2 a
	movzwl	(\a), %eax
.endm
.macro op_R4 a
	mov	(\a), %eax
.endm
.macro op_R8 a
	mov	(\a), %rax
.endm
.macro op_R16 a
	movdqa	(\a), %xmm1
.endm
.macro op_R32 a
	vmovdqa	(\a), %ymm1
.endm
.macro op_RMMX a
	movq	(\a), %mm1
.endm
.macro op_RX4 a
	flds	(\a)
	fstps	(%r13)
.endm
.macro op_RX8 a
	fldl	(\a)
	fstpl	(%r13)
.endm
.macro op_RX10 a
	fldt	(\a)
	fstpt	(%r13)
.endm
.macro op_RPOP a
	mov	%rsp, %r15
	mov	\a, %rsp
	pop	%rax
	mov	%r15, %rsp
.endm
.macro op_RMOVS a
	mov	\a, %rsi
	mov	%r13, %rdi
	mov	$64, %ecx
	rep movsb
.endm
.macro op_R8A4 a
	mov	4(\a), %rax
.endm
.macro op_R8A12 a
	mov	12(\a), %rax
.endm
.macro op_R8A60 a
	mov	60(\a), %rax
.endm
.macro op_R4A1 a
	mov	1(\a), %eax
.endm
.macro op_R16A8 a
	movdqu	8(\a), %xmm1
.endm
.macro op_R16A56 a
	movdqu	56(\a), %xmm1
.endm
.macro op_RCMP a
	cmp	%r8, (\a)
.endm

/* Locked ones, on 0 that is there. CASF fails. */
.macro op_XCHG a
	mov	%r8, %rax
	xchg	%rax, (\a)
.endm
.macro op_XADD a
	mov	$1, %eax
	lock xadd %rax, (\a)
.endm
.macro op_LADD a
	lock addl $1, (\a)
.endm
.macro op_CAS a
	xor	%eax, %eax
	lock cmpxchg %r8, (\a)
.endm
.macro op_CASF a
	mov	$5, %eax
	lock cmpxchg %r8, (\a)
.endm
.macro op_CAS16 a
	mov	%rbx, %r14
	xor	%eax, %eax
	xor	%edx, %edx
	mov	%r8, %rcx
	lea	(\a), %r15
	mov	%r8, %rbx
	lock cmpxchg16b (%r15)
	mov	%r14, %rbx
.endm
.macro op_CAS16F a
	mov	%rbx, %r14
	mov	$5, %eax
	xor	%edx, %edx
	mov	%r8, %rcx
	lea	(\a), %r15
	mov	%r8, %rbx
	lock cmpxchg16b (%r15)
	mov	%r14, %rbx
.endm

.macro CAS8B a, expected
	mov	%rbx, %r14
	mov	$\expected, %eax
	xor	%edx, %edx
	mov	%r8, %rcx
	lea	(\a), %r15
	mov	%r8, %rbx
	lock cmpxchg8b (%r15)
	mov	%r14, %rbx
.endm
.macro op_CAS8B a
	CAS8B	\a, 0
.endm
.macro op_CAS8BF a
	CAS8B	\a, 5
.endm

/* Between. */
.macro mid_NONE
.endm
.macro mid_MFENCE
	mfence
.endm
.macro mid_SFENCE
	sfence
.endm
.macro mid_LFENCE
	lfence
.endm
.macro mid_CPUID
	mov	%rbx, %r14
	xor	%eax, %eax
	cpuid
	mov	%r14, %rbx
.endm
.macro mid_XCHGZ
	op_XCHG	%r12
.endm
.macro mid_XADDZ
	op_XADD	%r12
.endm
.macro mid_CASZ
	op_CAS	%r12
.endm
.macro mid_CASFZ
	op_CASF	%r12
.endm
.macro mid_CAS16FZ
	op_CAS16F %r12
.endm
.macro mid_CAS8BFZ
	op_CAS8BF %r12
.endm
.macro mid_LORSP
	lock orl $0, (%rsp)
.endm
.macro mid_JMP
	jmp	1f
	ud2
1:
.endm
.macro mid_JCC
	test	%r8, %r8
	jnz	1f
	ud2
1:
.endm
.macro mid_CALL
	call	nothing
.endm
.macro mid_PAD
	.rept 24
	lea	3(%r9), %r9
	imul	%r8, %r9
	.endr
.endm

.macro ENTER
	push	%rbx
	push	%rbp
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	mov	%rdi, %rbx
	mov	%rsi, %rbp
	mov	%rdx, %r12
	mov	%rcx, %r13
	mov	$0x0101010101010101, %r8
	movq	%r8, %xmm0
	punpcklqdq %xmm0, %xmm0
	mov	%r8, (%r13)
	movw	$0x3fff, 8(%r13)
.endm
.macro LEAVE
	emms
	pop	%r15
	pop	%r14
	pop	%r13
	pop	%r12
	pop	%rbp
	pop	%rbx
	ret
.endm
.macro AVX_ON
	vinsertf128 $1, %xmm0, %ymm0, %ymm0
.endm

.macro TABLE name, needs
	.pushsection .rodata
8:	.asciz	"\name"
	.popsection
	.pushsection .data.rel.ro, "aw"
	.quad	8b, 9b, \needs
	.popsection
.endm

.macro BODY a, mid, b, needs=0
	.p2align 6
9:	ENTER
	.if \needs == 1
	AVX_ON
	.endif
	.if \needs == 2 || \needs == 0
	movq	%r8, %mm0
	.endif
	op_\a	%rbx
	mid_\mid
	op_\b	%rbp
	LEAVE
	TABLE	"\a \mid \b", \needs
.endm

.macro SINGLE a, needs=0
	.p2align 6
9:	ENTER
	.if \needs == 1
	AVX_ON
	.endif
	.if \needs == 0
	movq	%r8, %mm0
	.endif
	op_\a	%rbx
	LEAVE
	TABLE	"\a", \needs
.endm

/* One access in a loop of two rounds. */
.macro LOOP a
	.p2align 6
9:	ENTER
	mov	$2, %r9d
2:	op_\a	%rbx
	mov	%rbp, %rbx
	dec	%r9d
	jnz	2b
	LEAVE
	TABLE	"\a LOOP \a", 0
.endm

	.text
	.p2align 4
nothing:
	ret

	.pushsection .data.rel.ro, "aw"
	.globl	bodies
	.p2align 3
bodies:
	.popsection

/* The same size in both: WW, RR, RW, WR. */
	.irp n, 1,2,4,8,16,MMX,X4,X8,X10,8A4,8A12,8A60,4A1,16A8,16A56
	SINGLE	W\n
	BODY	W\n, NONE, W\n
	BODY	R\n, NONE, R\n
	BODY	R\n, NONE, W\n
	BODY	W\n, MFENCE, R\n
	.endr
	SINGLE	W32, 1
	BODY	W32, NONE, W32, 1
	BODY	R32, NONE, R32, 1
	BODY	R32, NONE, W32, 1
	BODY	W32, MFENCE, R32, 1

/* Something beside, then a flag of eight bytes; a flag, then something else. */
	.irp n, 1,2,4,16,MMX,X4,X8,X10,STOS,MOVS,PUSH,CALL,8A12,8A60,16A56
	BODY	W\n, NONE, W8
	BODY	W8, NONE, W\n
	.endr
	BODY	W32, NONE, W8, 1
	.irp n, 1,2,4,16,MMX,X4,X8,X10,MOVS,POP,CMP,8A12,8A60,16A56
	BODY	R8, NONE, R\n
	BODY	R\n, NONE, R8
	.endr
	BODY	R8, NONE, R32, 1
	BODY	WPUSH, NONE, WPUSH
	BODY	RPOP, NONE, RPOP
	BODY	WNT8, NONE, W8
	BODY	WNT8, SFENCE, W8
	BODY	WNT16, NONE, W8
	BODY	WNT16, SFENCE, W8
	BODY	WNT8, MFENCE, W8
	BODY	WNT16, MFENCE, W8
	BODY	WNT8, LORSP, W8
	BODY	WNT16, LORSP, W8

/* In one block with other code, and in several. */
	.irp mid, JMP,JCC,CALL,PAD
	BODY	W8, \mid, W8
	BODY	R8, \mid, R8
	BODY	R8, \mid, W8
	BODY	W16, \mid, W16
	BODY	R16, \mid, R16
	.endr
	LOOP	W8
	LOOP	R8
	LOOP	W16
	LOOP	R16

/* What orders a store before a later load, and what doesn't. */
	.irp mid, NONE,SFENCE,LFENCE,CPUID,XCHGZ,XADDZ,CASZ,CASFZ,CAS8BFZ,LORSP
	BODY	W8, \mid, R8
	.endr
	BODY	W8, CAS16FZ, R8, 2
	.irp mid, XADDZ,CASFZ,LORSP
	BODY	W16, \mid, R16
	.endr
	.irp a, XCHG,XADD,LADD,CAS,CAS8B
	SINGLE	\a
	BODY	\a, NONE, R8
	BODY	\a, NONE, W8
	BODY	W8, NONE, \a
	BODY	R8, NONE, \a
	.endr
	SINGLE	CAS16, 2
	BODY	CAS16, NONE, R8, 2
	BODY	CAS16, NONE, W8, 2
	BODY	W8, NONE, CAS16, 2
	BODY	R8, NONE, CAS16, 2
	BODY	XCHG, NONE, R16
	BODY	XADD, NONE, R16

	.pushsection .data.rel.ro, "aw"
	.quad	0, 0, 0
	.popsection
	.section .note.GNU-stack, "", @progbits
