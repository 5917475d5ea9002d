/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Shaders that count: words which the program wrote, read and changed by the device. */
#include "device.h"

#include "shaders.h"

#include <stdio.h>
#include <stdlib.h>

enum { GROUP = 64, WORDS_A_THREAD = 64 };

static uint32_t word_of(uint32_t i)
{
	return i * 2654435761U ^ i >> 7;
}

static void dispatch(VkCommandBuffer commands, const struct kernel *k,
		     const uint32_t constants[4], size_t threads)
{
	vkCmdPushConstants(commands, k->layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 16, constants);
	vkCmdDispatch(commands, (uint32_t)((threads + GROUP - 1) / GROUP), 1, 1);
	device_barrier(commands);
}

static void bind(VkCommandBuffer commands, const struct kernel *k)
{
	vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, k->pipeline);
	vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, k->layout, 0, 1,
				&k->set, 0, NULL);
}

static size_t words_of(const char *bytes)
{
	const size_t count = strtoul(bytes, NULL, 0) / sizeof(uint32_t);

	if (!count)
		fail("\"%s\" is no number of bytes", bytes);
	return count;
}

/* Three times, as a device that cached what it read first would be right once. */
int memory_command(const char *bytes)
{
	const size_t count = words_of(bytes);
	const struct device d = device_open();
	const struct shared data =
		device_share(&d, count * sizeof(uint32_t), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
	const struct kernel k = device_kernel(
		&d, device_shader(&d, shader_change_comp, sizeof(shader_change_comp)), &data);
	volatile uint32_t *word = data.map;

	for (uint32_t round = 0; round < 3; round++) {
		for (uint32_t i = 0; i < count; i++)
			word[i] = word_of(i + round);

		VkCommandBuffer commands = device_begin(&d);

		bind(commands, &k);
		dispatch(commands, &k, (const uint32_t[4]){ (uint32_t)count }, count);
		device_run(&d, commands);
		for (uint32_t i = 0; i < count; i++)
			if (word[i] != word_of(i + round) * 3 + i)
				fail("round %u, word %u: 0x%08x, wanted 0x%08x", round, i,
				     word[i], word_of(i + round) * 3 + i);
	}
	return 0;
}

static void sum(const struct device *d, const struct shared *data, uint32_t count)
{
	const struct kernel k = device_kernel(
		d, device_shader(d, shader_sum_comp, sizeof(shader_sum_comp)), data);
	volatile uint32_t *word = data->map;
	uint32_t wanted = 0;
	VkCommandBuffer commands = device_begin(d);

	for (uint32_t i = 0; i < count; i++)
		wanted += word[i];
	word[count] = 0;
	bind(commands, &k);
	dispatch(commands, &k, (const uint32_t[4]){ count }, count / WORDS_A_THREAD + 1);
	device_run(d, commands);
	if (word[count] != wanted)
		fail("the sum of %u words: 0x%08x, wanted 0x%08x", count, word[count], wanted);
}

/* The sum tells that no word was lost, or there twice. */
static void sort(const struct device *d, const struct shared *data, uint32_t count)
{
	const struct kernel k = device_kernel(
		d, device_shader(d, shader_sort_comp, sizeof(shader_sort_comp)), data);
	volatile uint32_t *word = data->map;
	uint32_t before = 0;
	uint32_t after = 0;
	VkCommandBuffer commands = device_begin(d);

	for (uint32_t i = 0; i < count; i++)
		before += word[i] * (word[i] | 1);
	bind(commands, &k);
	for (uint32_t block = 2; block <= count; block *= 2)
		for (uint32_t distance = block / 2; distance; distance /= 2)
			dispatch(commands, &k, (const uint32_t[4]){ count, block, distance },
				 count / 2);
	device_run(d, commands);
	for (uint32_t i = 0; i < count; i++) {
		after += word[i] * (word[i] | 1);
		if (i && word[i - 1] > word[i])
			fail("word %u of %u: 0x%08x after 0x%08x", i, count, word[i],
			     word[i - 1]);
	}
	if (before != after)
		fail("sorting has changed the words");
}

int compute_command(const char *bytes)
{
	const size_t count = words_of(bytes);

	if (count & (count - 1))
		fail("%s is no power of two", bytes);

	const struct device d = device_open();
	/* One more, for the sum. */
	const struct shared data = device_share(&d, (count + 1) * sizeof(uint32_t),
						VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);

	for (uint32_t i = 0; i < count; i++)
		((volatile uint32_t *)data.map)[i] = word_of(i);
	sum(&d, &data, (uint32_t)count);
	sort(&d, &data, (uint32_t)count);
	return 0;
}
