/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "device.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFINE(name) PFN_vk##name vk##name;
VULKAN_FUNCTIONS(DEFINE)
#undef DEFINE

void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	exit(1);
}

void vulkan_must(const char *call, VkResult result)
{
	if (result != VK_SUCCESS)
		fail("%.*s: VkResult %d", (int)strcspn(call, "("), call, result);
}

static VkInstance open_instance(void)
{
	void *library = dlopen("libvulkan.so.1", RTLD_NOW);

	if (!library)
		fail("%s", dlerror());

	PFN_vkGetInstanceProcAddr find =
		(PFN_vkGetInstanceProcAddr)dlsym(library, "vkGetInstanceProcAddr");

	if (!find)
		fail("libvulkan.so.1 has no vkGetInstanceProcAddr");

	const VkApplicationInfo application = { .sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
						.apiVersion = VK_API_VERSION_1_2 };
	const VkInstanceCreateInfo info = { .sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
					    .pApplicationInfo = &application };
	PFN_vkCreateInstance create = (PFN_vkCreateInstance)find(NULL, "vkCreateInstance");
	VkInstance instance;

	VK(create(&info, NULL, &instance));
#define FIND(name)                                                                             \
	vk##name = (PFN_vk##name)find(instance, "vk" #name);                                   \
	if (!vk##name)                                                                         \
		fail("no vk" #name);
	VULKAN_FUNCTIONS(FIND)
#undef FIND
	return instance;
}

struct device device_open(void)
{
	struct device d = { 0 };
	VkInstance instance = open_instance();
	VkPhysicalDeviceProperties properties;
	uint32_t count = 1;
	VkResult result = vkEnumeratePhysicalDevices(instance, &count, &d.physical);

	if ((result != VK_SUCCESS && result != VK_INCOMPLETE) || !count)
		fail("no Vulkan device: vkEnumeratePhysicalDevices: VkResult %d, %u devices",
		     result, count);
	vkGetPhysicalDeviceProperties(d.physical, &properties);
	if (!strstr(properties.deviceName, "Virtio-GPU Venus"))
		fail("the device is \"%s\", not Venus", properties.deviceName);

	const float priority = 1;
	const VkDeviceQueueCreateInfo queue = {
		.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
		.queueCount = 1,
		.pQueuePriorities = &priority
	};
	VkPhysicalDeviceTimelineSemaphoreFeatures timeline = {
		.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TIMELINE_SEMAPHORE_FEATURES
	};
	VkPhysicalDeviceFeatures2 features = {
		.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, .pNext = &timeline
	};

	vkGetPhysicalDeviceFeatures2(d.physical, &features);
	if (!timeline.timelineSemaphore)
		fail("the device has no timeline semaphores");

	const VkDeviceCreateInfo info = { .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
					  .pNext = &timeline,
					  .queueCreateInfoCount = 1,
					  .pQueueCreateInfos = &queue };

	VK(vkCreateDevice(d.physical, &info, NULL, &d.handle));
	vkGetDeviceQueue(d.handle, 0, 0, &d.queue);

	const VkCommandPoolCreateInfo pool = {
		.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO
	};

	VK(vkCreateCommandPool(d.handle, &pool, NULL, &d.pool));
	return d;
}

uint32_t device_memory_type(const struct device *d, uint32_t among,
			    VkMemoryPropertyFlags properties)
{
	VkPhysicalDeviceMemoryProperties m;

	vkGetPhysicalDeviceMemoryProperties(d->physical, &m);
	for (uint32_t i = 0; i < m.memoryTypeCount; i++)
		if (among & 1U << i &&
		    (m.memoryTypes[i].propertyFlags & properties) == properties)
			return i;
	fail("no memory with the properties 0x%x among 0x%x", properties, among);
}

struct shared device_share(const struct device *d, size_t size, VkBufferUsageFlags usage)
{
	struct shared s = { .size = size };
	VkMemoryRequirements needs;
	const VkBufferCreateInfo info = { .sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
					  .size = size,
					  .usage = usage };

	VK(vkCreateBuffer(d->handle, &info, NULL, &s.buffer));
	vkGetBufferMemoryRequirements(d->handle, s.buffer, &needs);

	const VkMemoryAllocateInfo allocation = {
		.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
		.allocationSize = needs.size,
		.memoryTypeIndex =
			device_memory_type(d, needs.memoryTypeBits,
					   VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT |
						   VK_MEMORY_PROPERTY_HOST_COHERENT_BIT),
	};

	VK(vkAllocateMemory(d->handle, &allocation, NULL, &s.memory));
	VK(vkBindBufferMemory(d->handle, s.buffer, s.memory, 0));
	VK(vkMapMemory(d->handle, s.memory, 0, VK_WHOLE_SIZE, 0, &s.map));
	return s;
}

VkShaderModule device_shader(const struct device *d, const uint32_t *words, size_t size)
{
	const VkShaderModuleCreateInfo info = {
		.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO,
		.codeSize = size,
		.pCode = words
	};
	VkShaderModule shader;

	VK(vkCreateShaderModule(d->handle, &info, NULL, &shader));
	return shader;
}

struct kernel device_kernel(const struct device *d, VkShaderModule shader,
			    const struct shared *data)
{
	enum { CONSTANTS = 16 };
	struct kernel k;
	VkDescriptorSetLayout sets;
	VkDescriptorPool pool;
	const VkDescriptorSetLayoutBinding binding = {
		.descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
		.descriptorCount = 1,
		.stageFlags = VK_SHADER_STAGE_COMPUTE_BIT,
	};
	const VkDescriptorSetLayoutCreateInfo sets_info = {
		.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
		.bindingCount = 1,
		.pBindings = &binding,
	};

	VK(vkCreateDescriptorSetLayout(d->handle, &sets_info, NULL, &sets));

	const VkPushConstantRange constants = { VK_SHADER_STAGE_COMPUTE_BIT, 0, CONSTANTS };
	const VkPipelineLayoutCreateInfo layout = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
		.setLayoutCount = 1,
		.pSetLayouts = &sets,
		.pushConstantRangeCount = 1,
		.pPushConstantRanges = &constants,
	};

	VK(vkCreatePipelineLayout(d->handle, &layout, NULL, &k.layout));

	const VkComputePipelineCreateInfo pipeline = {
		.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
		.stage = { .sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
			   .stage = VK_SHADER_STAGE_COMPUTE_BIT,
			   .module = shader,
			   .pName = "main" },
		.layout = k.layout,
	};

	VK(vkCreateComputePipelines(d->handle, VK_NULL_HANDLE, 1, &pipeline, NULL,
				    &k.pipeline));

	const VkDescriptorPoolSize size = { VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1 };
	const VkDescriptorPoolCreateInfo pool_info = {
		.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
		.maxSets = 1,
		.poolSizeCount = 1,
		.pPoolSizes = &size,
	};

	VK(vkCreateDescriptorPool(d->handle, &pool_info, NULL, &pool));

	const VkDescriptorSetAllocateInfo set = {
		.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
		.descriptorPool = pool,
		.descriptorSetCount = 1,
		.pSetLayouts = &sets,
	};

	VK(vkAllocateDescriptorSets(d->handle, &set, &k.set));

	const VkDescriptorBufferInfo buffer = { data->buffer, 0, VK_WHOLE_SIZE };
	const VkWriteDescriptorSet write = {
		.sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
		.dstSet = k.set,
		.descriptorCount = 1,
		.descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
		.pBufferInfo = &buffer,
	};

	vkUpdateDescriptorSets(d->handle, 1, &write, 0, NULL);
	return k;
}

VkCommandBuffer device_begin(const struct device *d)
{
	const VkCommandBufferAllocateInfo info = {
		.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
		.commandPool = d->pool,
		.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
		.commandBufferCount = 1,
	};
	const VkCommandBufferBeginInfo begin = {
		.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO
	};
	VkCommandBuffer commands;

	VK(vkAllocateCommandBuffers(d->handle, &info, &commands));
	VK(vkBeginCommandBuffer(commands, &begin));
	return commands;
}

void device_run(const struct device *d, VkCommandBuffer commands)
{
	const uint64_t limit_ns = 600ULL * 1000 * 1000 * 1000;
	const VkFenceCreateInfo info = { .sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO };
	const VkSubmitInfo submit = { .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
				      .commandBufferCount = 1,
				      .pCommandBuffers = &commands };
	VkFence fence;

	VK(vkEndCommandBuffer(commands));
	VK(vkCreateFence(d->handle, &info, NULL, &fence));
	VK(vkQueueSubmit(d->queue, 1, &submit, fence));
	VK(vkWaitForFences(d->handle, 1, &fence, VK_TRUE, limit_ns));
	vkDestroyFence(d->handle, fence, NULL);
}

void device_barrier(VkCommandBuffer commands)
{
	const VkMemoryBarrier barrier = {
		.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
		.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT,
		.dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT |
				 VK_ACCESS_HOST_READ_BIT,
	};

	vkCmdPipelineBarrier(
		commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT,
		VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_HOST_BIT, 0, 1,
		&barrier, 0, NULL, 0, NULL);
}
