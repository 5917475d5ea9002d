/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A triangle, drawn into an image that no display shows. */
#include "device.h"

#include "picture.h"
#include "shaders.h"

#include <stdio.h>

#define FORMAT VK_FORMAT_R8G8B8A8_UNORM

struct target {
	VkImage image;
	VkImageView view;
	VkRenderPass pass;
	VkFramebuffer frame;
};

static void make_image(const struct device *d, struct target *t)
{
	VkMemoryRequirements needs;
	VkDeviceMemory memory;
	const VkImageCreateInfo info = {
		.sType = VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO,
		.imageType = VK_IMAGE_TYPE_2D,
		.format = FORMAT,
		.extent = { PICTURE_SIDE, PICTURE_SIDE, 1 },
		.mipLevels = 1,
		.arrayLayers = 1,
		.samples = VK_SAMPLE_COUNT_1_BIT,
		.usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT,
	};

	VK(vkCreateImage(d->handle, &info, NULL, &t->image));
	vkGetImageMemoryRequirements(d->handle, t->image, &needs);

	const VkMemoryAllocateInfo allocation = {
		.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
		.allocationSize = needs.size,
		.memoryTypeIndex = device_memory_type(d, needs.memoryTypeBits, 0),
	};

	VK(vkAllocateMemory(d->handle, &allocation, NULL, &memory));
	VK(vkBindImageMemory(d->handle, t->image, memory, 0));

	const VkImageViewCreateInfo view = {
		.sType = VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO,
		.image = t->image,
		.viewType = VK_IMAGE_VIEW_TYPE_2D,
		.format = FORMAT,
		.subresourceRange = { VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1 },
	};

	VK(vkCreateImageView(d->handle, &view, NULL, &t->view));
}

static void make_pass(const struct device *d, struct target *t)
{
	const VkAttachmentDescription attachment = {
		.format = FORMAT,
		.samples = VK_SAMPLE_COUNT_1_BIT,
		.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR,
		.storeOp = VK_ATTACHMENT_STORE_OP_STORE,
		.finalLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
	};
	const VkAttachmentReference reference = {
		.layout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL
	};
	const VkSubpassDescription subpass = { .colorAttachmentCount = 1,
					       .pColorAttachments = &reference };
	const VkSubpassDependency copied = {
		.dstSubpass = VK_SUBPASS_EXTERNAL,
		.srcStageMask = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT,
		.dstStageMask = VK_PIPELINE_STAGE_TRANSFER_BIT,
		.srcAccessMask = VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
		.dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT,
	};
	const VkRenderPassCreateInfo info = { .sType =
						      VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO,
					      .attachmentCount = 1,
					      .pAttachments = &attachment,
					      .subpassCount = 1,
					      .pSubpasses = &subpass,
					      .dependencyCount = 1,
					      .pDependencies = &copied };

	VK(vkCreateRenderPass(d->handle, &info, NULL, &t->pass));

	const VkFramebufferCreateInfo frame = {
		.sType = VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO,
		.renderPass = t->pass,
		.attachmentCount = 1,
		.pAttachments = &t->view,
		.width = PICTURE_SIDE,
		.height = PICTURE_SIDE,
		.layers = 1
	};

	VK(vkCreateFramebuffer(d->handle, &frame, NULL, &t->frame));
}

static VkPipeline make_pipeline(const struct device *d, const struct target *t)
{
	VkPipelineLayout layout;
	VkPipeline pipeline;
	const VkPipelineLayoutCreateInfo layout_info = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO
	};

	VK(vkCreatePipelineLayout(d->handle, &layout_info, NULL, &layout));

	const VkPipelineShaderStageCreateInfo stages[] = {
		{ .sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
		  .stage = VK_SHADER_STAGE_VERTEX_BIT,
		  .module =
			  device_shader(d, shader_triangle_vert, sizeof(shader_triangle_vert)),
		  .pName = "main" },
		{ .sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
		  .stage = VK_SHADER_STAGE_FRAGMENT_BIT,
		  .module =
			  device_shader(d, shader_triangle_frag, sizeof(shader_triangle_frag)),
		  .pName = "main" },
	};
	const VkPipelineVertexInputStateCreateInfo input = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO
	};
	const VkPipelineInputAssemblyStateCreateInfo assembly = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO,
		.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
	};
	const VkViewport viewport = { 0, 0, PICTURE_SIDE, PICTURE_SIDE, 0, 1 };
	const VkRect2D scissor = { { 0, 0 }, { PICTURE_SIDE, PICTURE_SIDE } };
	const VkPipelineViewportStateCreateInfo viewports = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO,
		.viewportCount = 1,
		.pViewports = &viewport,
		.scissorCount = 1,
		.pScissors = &scissor,
	};
	const VkPipelineRasterizationStateCreateInfo raster = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO,
		.cullMode = VK_CULL_MODE_NONE,
		.lineWidth = 1,
	};
	const VkPipelineMultisampleStateCreateInfo samples = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO,
		.rasterizationSamples = VK_SAMPLE_COUNT_1_BIT,
	};
	const VkPipelineColorBlendAttachmentState all = { .colorWriteMask = 15 };
	const VkPipelineColorBlendStateCreateInfo blend = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO,
		.attachmentCount = 1,
		.pAttachments = &all,
	};
	const VkGraphicsPipelineCreateInfo info = {
		.sType = VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO,
		.stageCount = 2,
		.pStages = stages,
		.pVertexInputState = &input,
		.pInputAssemblyState = &assembly,
		.pViewportState = &viewports,
		.pRasterizationState = &raster,
		.pMultisampleState = &samples,
		.pColorBlendState = &blend,
		.layout = layout,
		.renderPass = t->pass,
	};

	VK(vkCreateGraphicsPipelines(d->handle, VK_NULL_HANDLE, 1, &info, NULL, &pipeline));
	return pipeline;
}

int triangle_command(const char *file)
{
	const struct device d = device_open();
	const struct shared copy =
		device_share(&d, PICTURE_BYTES, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
	struct target t;
	char why[200];

	make_image(&d, &t);
	make_pass(&d, &t);

	VkPipeline pipeline = make_pipeline(&d, &t);
	VkCommandBuffer commands = device_begin(&d);
	const VkClearValue black = { .color = { .float32 = { 0, 0, 0, 1 } } };
	const VkRenderPassBeginInfo begin = {
		.sType = VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO,
		.renderPass = t.pass,
		.framebuffer = t.frame,
		.renderArea = { { 0, 0 }, { PICTURE_SIDE, PICTURE_SIDE } },
		.clearValueCount = 1,
		.pClearValues = &black,
	};

	vkCmdBeginRenderPass(commands, &begin, VK_SUBPASS_CONTENTS_INLINE);
	vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
	vkCmdDraw(commands, 3, 1, 0, 0);
	vkCmdEndRenderPass(commands);

	const VkBufferImageCopy region = {
		.imageSubresource = { VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1 },
		.imageExtent = { PICTURE_SIDE, PICTURE_SIDE, 1 },
	};

	vkCmdCopyImageToBuffer(commands, t.image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
			       copy.buffer, 1, &region);
	device_barrier(commands);
	device_run(&d, commands);
	picture_write(file, copy.map);
	if (!picture_is_right(copy.map, why, sizeof(why)))
		fail("%s", why);
	return 0;
}
