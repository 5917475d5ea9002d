/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What the programs of `make gpu` take of Vulkan. Its loader is found when they run,
 * so nothing is linked with it; whatever goes wrong ends the program with one line.
 */
#ifndef VULKAN_DEVICE_H
#define VULKAN_DEVICE_H

#define VK_NO_PROTOTYPES
#include <stddef.h>
#include <stdint.h>
#include <vulkan/vulkan.h>

/* Those of a device, and of an instance. */
#define VULKAN_FUNCTIONS(DO)                                                                   \
	DO(AllocateCommandBuffers)                                                             \
	DO(AllocateDescriptorSets)                                                             \
	DO(AllocateMemory)                                                                     \
	DO(BeginCommandBuffer)                                                                 \
	DO(BindBufferMemory)                                                                   \
	DO(BindImageMemory)                                                                    \
	DO(CmdBeginRenderPass)                                                                 \
	DO(CmdBindDescriptorSets)                                                              \
	DO(CmdBindPipeline)                                                                    \
	DO(CmdCopyImageToBuffer)                                                               \
	DO(CmdDispatch)                                                                        \
	DO(CmdDraw)                                                                            \
	DO(CmdEndRenderPass)                                                                   \
	DO(CmdPipelineBarrier)                                                                 \
	DO(CmdPushConstants)                                                                   \
	DO(CreateBuffer)                                                                       \
	DO(CreateCommandPool)                                                                  \
	DO(CreateComputePipelines)                                                             \
	DO(CreateDescriptorPool)                                                               \
	DO(CreateDescriptorSetLayout)                                                          \
	DO(CreateFence)                                                                        \
	DO(CreateFramebuffer)                                                                  \
	DO(CreateGraphicsPipelines)                                                            \
	DO(CreateImage)                                                                        \
	DO(CreateImageView)                                                                    \
	DO(CreatePipelineLayout)                                                               \
	DO(CreateRenderPass)                                                                   \
	DO(CreateSemaphore)                                                                    \
	DO(CreateShaderModule)                                                                 \
	DO(DestroyFence)                                                                       \
	DO(EndCommandBuffer)                                                                   \
	DO(FreeMemory)                                                                         \
	DO(GetBufferMemoryRequirements)                                                        \
	DO(GetDeviceQueue)                                                                     \
	DO(GetImageMemoryRequirements)                                                         \
	DO(GetSemaphoreCounterValue)                                                           \
	DO(MapMemory)                                                                          \
	DO(QueueSubmit)                                                                        \
	DO(SignalSemaphore)                                                                    \
	DO(UnmapMemory)                                                                        \
	DO(UpdateDescriptorSets)                                                               \
	DO(WaitForFences)                                                                      \
	DO(WaitSemaphores)                                                                     \
	DO(CreateDevice)                                                                       \
	DO(EnumeratePhysicalDevices)                                                           \
	DO(GetPhysicalDeviceFeatures2)                                                         \
	DO(GetPhysicalDeviceMemoryProperties)                                                  \
	DO(GetPhysicalDeviceProperties)

#define DECLARE(name) extern PFN_vk##name vk##name;
VULKAN_FUNCTIONS(DECLARE)
#undef DECLARE

struct device {
	VkPhysicalDevice physical;
	VkDevice handle;
	VkQueue queue; /* family 0: graphics and compute */
	VkCommandPool pool;
};

/* Memory that the program maps and the device uses. */
struct shared {
	VkBuffer buffer;
	VkDeviceMemory memory;
	void *map;
	size_t size; /* bytes */
};

/* A compute shader with one storage buffer and up to 16 bytes of constants. */
struct kernel {
	VkPipeline pipeline;
	VkPipelineLayout layout;
	VkDescriptorSet set;
};

_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A call of Vulkan that must succeed. */
#define VK(call) vulkan_must(#call, call)
void vulkan_must(const char *call, VkResult result);

/* The first device, which must be Venus: any other would answer in its place. */
struct device device_open(void);

/* Which of the device's kinds of memory has all of these properties. */
uint32_t device_memory_type(const struct device *d, uint32_t among,
			    VkMemoryPropertyFlags properties);
struct shared device_share(const struct device *d, size_t size, VkBufferUsageFlags usage);
VkShaderModule device_shader(const struct device *d, const uint32_t *words, size_t size);
struct kernel device_kernel(const struct device *d, VkShaderModule shader,
			    const struct shared *data);

/* Commands are recorded between these; the second waits until they are done. */
VkCommandBuffer device_begin(const struct device *d);
void device_run(const struct device *d, VkCommandBuffer commands);

/* What a shader wrote the next one, or the program, sees. */
void device_barrier(VkCommandBuffer commands);

int memory_command(const char *bytes);
int compute_command(const char *bytes);
int timeline_command(const char *steps);
int triangle_command(const char *file);

#endif
