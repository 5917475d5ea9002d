/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* libdrm asks twice: how many there are, and then for so many. Arrays of the
 * program's stand as 64-bit addresses in the structure. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

enum { MOST = 16 };

int guest_main(void)
{
	uint32_t crtcs[MOST + 1];
	uint32_t connectors[MOST + 1];
	uint32_t encoders[MOST + 1];
	struct drm_mode_card_res counts = { 0 };
	const int fd = gpu_open(GPU_CARD);

	MUST_DRM(fd, MODE_GETRESOURCES, &counts);
	EXPECT_ROW("a display has a CRTC", counts.count_crtcs > 0 && counts.count_crtcs <= MOST,
		   ==, true);
	EXPECT_ROW("a display has a connector",
		   counts.count_connectors > 0 && counts.count_connectors <= MOST, ==, true);
	EXPECT(counts.count_encoders <= MOST, ==, true);
	EXPECT(counts.max_width >= counts.min_width, ==, true);

	memset(crtcs, 0xee, sizeof(crtcs));
	memset(connectors, 0xee, sizeof(connectors));
	memset(encoders, 0xee, sizeof(encoders));

	struct drm_mode_card_res all = {
		.crtc_id_ptr = (uintptr_t)crtcs,
		.connector_id_ptr = (uintptr_t)MUTATE(connectors, crtcs),
		.encoder_id_ptr = (uintptr_t)encoders,
		.count_crtcs = counts.count_crtcs,
		.count_connectors = counts.count_connectors,
		.count_encoders = counts.count_encoders,
	};

	EXPECT_OK(DRM(fd, MODE_GETRESOURCES, &all));
	EXPECT_ROW("nothing is written behind the CRTCs", crtcs[counts.count_crtcs], ==,
		   0xeeeeeeeeu);
	EXPECT_ROW("nothing is written behind the connectors",
		   connectors[counts.count_connectors], ==, 0xeeeeeeeeu);

	/* Each is an object of its kind. */
	struct drm_mode_crtc crtc = { .crtc_id = crtcs[0] };
	struct drm_mode_get_connector connector = { .connector_id = connectors[0] };

	EXPECT_OK(DRM(fd, MODE_GETCRTC, &crtc));
	EXPECT_OK(DRM(fd, MODE_GETCONNECTOR, &connector));
	EXPECT_ROW("the connector has encoders", connector.count_encoders > 0, ==, true);
	crtc.crtc_id = connectors[0];
	EXPECT(DRM(fd, MODE_GETCRTC, &crtc), ==, (long)-ENOENT);
	return 0;
}

#else

CASE(drm_display_resources, .rule = "GPU-4", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_GPU_DISPLAY,
     .summary = "DRM_IOCTL_MODE_GETRESOURCES fills arrays whose addresses the structure has");

#endif
