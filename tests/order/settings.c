/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The settings. A backend's own are those that its documentation says concern the
 * order of memory (Box64: docs/USAGE.md; FEX: FEXCore/Source/Interface/Config).
 */
#include "order.h"

#define SETTING(id, text, ...)                                                                 \
	static const struct setting setting_##id = { __VA_ARGS__ };                            \
	CASE(id, .summary = text, .flavours = GLIBC, .seconds = 200, .drive = order_drive,     \
	     .data = &setting_##id)

SETTING(default, "as it comes, with a second thread", .mode = "thread");
SETTING(late_thread, "as it comes, with a second thread that came when all had run",
	.mode = "late");
SETTING(shared_memory, "as it comes, without a thread, sharing memory with another process",
	.mode = "shared");
SETTING(signal_handler, "as it comes, in a signal's handler", .mode = "signal");

SETTING(strongmem_1, "BOX64_DYNAREC_STRONGMEM=1", .backends = "box64", .mode = "thread",
	.environment = { "BOX64_DYNAREC_STRONGMEM=1" });
SETTING(strongmem_2, "BOX64_DYNAREC_STRONGMEM=2", .backends = "box64", .mode = "thread",
	.environment = { "BOX64_DYNAREC_STRONGMEM=2" });
SETTING(strongmem_3, "BOX64_DYNAREC_STRONGMEM=3", .backends = "box64", .mode = "thread",
	.environment = { "BOX64_DYNAREC_STRONGMEM=3" });
SETTING(strongmem_4, "BOX64_DYNAREC_STRONGMEM=4, in Box64 since 0.4.2", .backends = "box64",
	.mode = "thread", .environment = { "BOX64_DYNAREC_STRONGMEM=4" });
SETTING(strongmem_1_weakbarrier_2, "BOX64_DYNAREC_STRONGMEM=1 with WEAKBARRIER=2",
	.backends = "box64", .mode = "thread",
	.environment = { "BOX64_DYNAREC_STRONGMEM=1", "BOX64_DYNAREC_WEAKBARRIER=2" });
SETTING(strongmem_3_weakbarrier_0, "BOX64_DYNAREC_STRONGMEM=3 with WEAKBARRIER=0",
	.backends = "box64", .mode = "thread",
	.environment = { "BOX64_DYNAREC_STRONGMEM=3", "BOX64_DYNAREC_WEAKBARRIER=0" });
SETTING(strongmem_3_bigblock_0, "BOX64_DYNAREC_STRONGMEM=3 with BIGBLOCK=0",
	.backends = "box64", .mode = "thread",
	.environment = { "BOX64_DYNAREC_STRONGMEM=3", "BOX64_DYNAREC_BIGBLOCK=0" });
SETTING(strongmem_4_weakbarrier_0, "BOX64_DYNAREC_STRONGMEM=4 with WEAKBARRIER=0",
	.backends = "box64", .mode = "thread",
	.environment = { "BOX64_DYNAREC_STRONGMEM=4", "BOX64_DYNAREC_WEAKBARRIER=0" });
SETTING(interpreter, "BOX64_DYNAREC=0", .backends = "box64", .mode = "thread",
	.bodies = "W8,W8 NONE W8,R8 NONE R8,R8 NONE W8,W8 MFENCE R8,W16 NONE W16,R16 NONE R16",
	.environment = { "BOX64_DYNAREC=0" });

SETTING(vector_tso, "FEX_VECTORTSOENABLED=1", .backends = "fex", .mode = "thread",
	.environment = { "FEX_VECTORTSOENABLED=1" });
SETTING(memcpy_tso, "FEX_MEMCPYSETTSOENABLED=1", .backends = "fex", .mode = "thread",
	.environment = { "FEX_MEMCPYSETTSOENABLED=1" });
SETTING(all_tso, "FEX_VECTORTSOENABLED=1 and FEX_MEMCPYSETTSOENABLED=1", .backends = "fex",
	.mode = "thread",
	.environment = { "FEX_VECTORTSOENABLED=1", "FEX_MEMCPYSETTSOENABLED=1" });
SETTING(no_half_barrier, "FEX_HALFBARRIERTSOENABLED=0", .backends = "fex", .mode = "thread",
	.environment = { "FEX_HALFBARRIERTSOENABLED=0" });
SETTING(no_tso, "FEX_TSOENABLED=0", .backends = "fex", .mode = "thread",
	.environment = { "FEX_TSOENABLED=0" });

/* For `make check`. */
SETTING(quick, "a dozen bodies, as it comes", .mode = "thread",
	.bodies = "W8,W8 NONE W8,R8 NONE R8,R8 NONE W8,W8 MFENCE R8,W8 XADDZ R8,W8 CASFZ R8,"
		  "XCHG NONE R8,W16 NONE W16,R16 NONE R16,WX10 NONE W8,WSTOS NONE W8,"
		  "STR DMB STR,LDR DMB LDR,STR NONE STR,LDR NONE LDR");
