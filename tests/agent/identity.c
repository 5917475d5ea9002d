/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "identity.h"

#include "container.h"
#include "version.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool same_file(const char *a, const char *b)
{
	struct stat x;
	struct stat y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

/* Which one it is that the machine has registered: for the runner to judge by. */
static void note_registered(struct container *c, const struct identity *id)
{
	const struct backend *known = backend_proved(id);
	char version[128] = "unknown";

	if (known)
		version_of_running(known, container_init_pid(c), version, sizeof(version));
	c->record->extra = json_pack("{ss ss}", "translator", known ? known->name : "",
				     "version", version);
}

bool identity_prove(struct container *c, struct identity *id, char *why, size_t size)
{
	const struct backend *backend = c->launch.assignment->backend;
	const char *output = container_output(c, NULL);
	char link[64];
	char path[600];
	ssize_t n;

	memset(id, 0, sizeof(*id));
	text_field(output, "vendor=", id->vendor, sizeof(id->vendor));
	text_field(output, "hypervisor=", id->hypervisor, sizeof(id->hypervisor));
	text_field(output, "brand=", id->brand, sizeof(id->brand));
	text_field(output, "machine=", id->machine, sizeof(id->machine));

	snprintf(link, sizeof(link), "/proc/%d/exe", container_init_pid(c));
	n = readlink(link, id->executable, sizeof(id->executable) - 1);
	id->executable[n > 0 ? n : 0] = 0;
	snprintf(path, sizeof(path), "%s%s", c->launch.assignment->backend_root,
		 backend->interpreter ? backend->interpreter : "");
	id->is_interpreter = backend->interpreter && same_file(link, path);
	snprintf(path, sizeof(path), "%s/%s/%s", c->launch.assignment->guests,
		 flavour_names[c->launch.check.flavour], c->launch.check.test->name);
	id->is_guest = same_file(link, path);

	snprintf(c->record->notes, sizeof(c->record->notes),
		 "vendor=%s; hypervisor=%s; brand=%s; machine=%s; executable=%s", id->vendor,
		 id->hypervisor, id->brand, id->machine, id->executable);
	if (backend->binfmt_magic && !id->is_interpreter) {
		snprintf(why, size, "the kernel says that %s runs the guest, not %s",
			 id->executable, backend->interpreter);
		return false;
	}
	if (backend->registered)
		note_registered(c, id);
	return backend->recognises(id, why, size);
}
