/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* From an encoding to bytes (SDM volume 2, chapter 2). */
#include "form.h"

#include <string.h>

enum { MOD_REGISTER = 3, RM_SIB = 4, RM_DISPLACEMENT = 5 };

static void put(struct code *code, uint64_t value, size_t bytes)
{
	for (size_t i = 0; i < bytes && code->length < CODE_MOST; i++)
		code->bytes[code->length++] = (uint8_t)(value >> (8 * i));
}

static uint8_t extension_of(const struct encoding *e, const struct dressing *d, uint8_t *x)
{
	const struct address *a = &d->address;

	*x = e->memory && a->index != FORMS_NO_REGISTER ? a->index >> 3 : 0;
	if (!e->memory)
		return e->rm >> 3;
	return a->base != FORMS_NO_REGISTER ? a->base >> 3 : 0;
}

static void put_vex(const struct encoding *e, const struct dressing *d, struct code *code)
{
	uint8_t x;
	const uint8_t b = extension_of(e, d, &x);
	const uint8_t r = e->reg >> 3;
	const unsigned tail =
		(unsigned)(~e->vvvv & 0xf) << 3 | (unsigned)e->long_vector << 2 | e->pp;

	if (e->map == 1 && !e->wide && !x && !b && !d->three_vex) {
		put(code, 0xc5, 1);
		put(code, (unsigned)!r << 7 | tail, 1);
		return;
	}
	put(code, 0xc4, 1);
	put(code, (unsigned)!r << 7 | (unsigned)!x << 6 | (unsigned)!b << 5 | e->map, 1);
	put(code, (unsigned)e->wide << 7 | tail, 1);
}

static void put_legacy(const struct encoding *e, const struct dressing *d, struct code *code)
{
	static const uint8_t maps[][2] = { { 0 }, { 0x0f }, { 0x0f, 0x38 }, { 0x0f, 0x3a } };
	uint8_t x;
	const uint8_t b = extension_of(e, d, &x);
	const unsigned rex = 0x40 | (unsigned)e->wide << 3 | (unsigned)(e->reg >> 3) << 2 |
			     (unsigned)x << 1 | b;

	if (rex != 0x40 || d->null_rex)
		put(code, rex, 1);
	for (int i = 0; i < (e->map > 1 ? 2 : e->map); i++)
		put(code, maps[e->map][i], 1);
}

static void put_memory(const struct encoding *e, const struct address *a, struct code *code)
{
	static const uint8_t scales[] = { [1] = 0, [2] = 1, [4] = 2, [8] = 3 };
	const unsigned reg = (unsigned)(e->reg & 7) << 3;
	const bool base = a->base != FORMS_NO_REGISTER;
	const bool index = a->index != FORMS_NO_REGISTER;
	const unsigned mod = !base			  ? 0
			     : a->displacement_bytes == 1 ? 1
			     : a->displacement_bytes	  ? 2
							  : 0;

	if (a->relative) {
		put(code, reg | RM_DISPLACEMENT, 1);
	} else if (base && !index && (a->base & 7) != RM_SIB) {
		put(code, mod << 6 | reg | (a->base & 7), 1);
	} else {
		put(code, mod << 6 | reg | RM_SIB, 1);
		put(code,
		    (unsigned)(index ? scales[a->scale] << 6 | (a->index & 7) << 3
				     : RM_SIB << 3) |
			    (base ? a->base & 7 : RM_DISPLACEMENT),
		    1);
	}
	put(code, (uint32_t)a->displacement, base ? a->displacement_bytes : 4);
}

void encode(const struct encoding *e, bool has_modrm, const struct dressing *d,
	    struct code *code)
{
	code->length = 0;
	for (size_t i = 0; i < d->padding_count; i++)
		put(code, d->padding[i], 1);
	if (d->address.segment)
		put(code, d->address.segment, 1);
	if (d->address.short_address)
		put(code, 0x67, 1);
	for (size_t i = 0; i < e->prefix_count; i++)
		put(code, e->prefixes[i], 1);
	if (e->vex)
		put_vex(e, d, code);
	else
		put_legacy(e, d, code);
	put(code, e->opcode, 1);
	if (has_modrm && e->memory)
		put_memory(e, &d->address, code);
	else if (has_modrm)
		put(code, MOD_REGISTER << 6 | (unsigned)(e->reg & 7) << 3 | (e->rm & 7), 1);
	put(code, (uint32_t)d->address.displacement, d->offset_bytes);
	put(code, d->immediate, d->immediate_bytes);
}

bool decode(const struct code *code, ZydisDecodedInstruction *decoded,
	    ZydisDecodedOperand *operands)
{
	static ZydisDecoder decoder;
	static bool ready;

	if (!ready) {
		ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
		/* What these give a name to are NOPs elsewhere. */
		ZydisDecoderEnableMode(&decoder, ZYDIS_DECODER_MODE_MPX, ZYAN_FALSE);
		ZydisDecoderEnableMode(&decoder, ZYDIS_DECODER_MODE_CLDEMOTE, ZYAN_FALSE);
		ready = true;
	}
	return ZYAN_SUCCESS(
		ZydisDecoderDecodeFull(&decoder, code->bytes, CODE_MOST, decoded, operands));
}
