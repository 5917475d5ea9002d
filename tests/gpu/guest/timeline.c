/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A timeline semaphore, raised in turn by the program and by the device. The program is
 * first: a submission that waits for what the program has yet to signal is never done
 * on llvmpipe behind Venus, for arm64 programs as well (Mesa 25.0.7, virglrenderer 1.1.0).
 */
#include "device.h"

#include <stdlib.h>

static VkSemaphore make(const struct device *d)
{
	const VkSemaphoreTypeCreateInfo type = {
		.sType = VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO,
		.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE,
	};
	const VkSemaphoreCreateInfo info = { .sType = VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO,
					     .pNext = &type };
	VkSemaphore semaphore;

	VK(vkCreateSemaphore(d->handle, &info, NULL, &semaphore));
	return semaphore;
}

/* The device, when the semaphore is at `value`, raises it by one. */
static void submit(const struct device *d, VkSemaphore semaphore, uint64_t value)
{
	const uint64_t next = value + 1;
	const VkPipelineStageFlags stage = VK_PIPELINE_STAGE_ALL_COMMANDS_BIT;
	const VkTimelineSemaphoreSubmitInfo values = {
		.sType = VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO,
		.waitSemaphoreValueCount = 1,
		.pWaitSemaphoreValues = &value,
		.signalSemaphoreValueCount = 1,
		.pSignalSemaphoreValues = &next,
	};
	const VkSubmitInfo info = { .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
				    .pNext = &values,
				    .waitSemaphoreCount = 1,
				    .pWaitSemaphores = &semaphore,
				    .pWaitDstStageMask = &stage,
				    .signalSemaphoreCount = 1,
				    .pSignalSemaphores = &semaphore };

	VK(vkQueueSubmit(d->queue, 1, &info, VK_NULL_HANDLE));
}

static VkResult wait(const struct device *d, VkSemaphore semaphore, uint64_t value,
		     uint64_t limit_ns)
{
	const VkSemaphoreWaitInfo info = { .sType = VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO,
					   .semaphoreCount = 1,
					   .pSemaphores = &semaphore,
					   .pValues = &value };

	return vkWaitSemaphores(d->handle, &info, limit_ns);
}

int timeline_command(const char *steps)
{
	const uint64_t limit_ns = 300ULL * 1000 * 1000 * 1000;
	const uint64_t last = 2 * strtoul(steps, NULL, 0);
	const struct device d = device_open();
	VkSemaphore semaphore = make(&d);
	uint64_t value;

	for (uint64_t now = 0; now < last; now += 2) {
		const VkSemaphoreSignalInfo signal = {
			.sType = VK_STRUCTURE_TYPE_SEMAPHORE_SIGNAL_INFO,
			.semaphore = semaphore,
			.value = now + 1,
		};

		VK(vkSignalSemaphore(d.handle, &signal));
		VK(vkGetSemaphoreCounterValue(d.handle, semaphore, &value));
		if (value != now + 1)
			fail("the semaphore is at %llu, wanted %llu", (unsigned long long)value,
			     (unsigned long long)now + 1);
		submit(&d, semaphore, now + 1);
		VK(wait(&d, semaphore, now + 2, limit_ns));
		VK(vkGetSemaphoreCounterValue(d.handle, semaphore, &value));
		if (value != now + 2)
			fail("the semaphore is at %llu, wanted %llu", (unsigned long long)value,
			     (unsigned long long)now + 2);
	}
	return 0;
}
