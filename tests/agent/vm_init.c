/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The first process of a virtual machine. It starts on the payload disk
 * (krun) or in an initramfs (Debian's kernels), puts the machine's root
 * together and moves into it. No other program has run by then, so the first
 * container starts as soon as it can.
 */
#include "agent.h"
#include "engine.h"
#include "usual_limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Says why on the console, where the runner looks for last words. */
static _Noreturn void stop(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void stop(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "conformance: ");
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, "\n");
	sync();
	reboot(RB_POWER_OFF);
	_exit(1);
}

static void must_mount(const char *source, const char *to, const char *type,
		       unsigned long flags, const char *options)
{
	mkdir(to, 0755);
	/* EBUSY: the kernel has mounted /dev by itself. */
	if (mount(source, to, type, flags, options) && errno != EBUSY)
		stop("cannot mount %s on %s: %s", source, to, strerror(errno));
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* In the order of their names: the initramfs numbers them by dependency. */
static void load_modules(void)
{
	struct dirent **list;
	int count = scandir("/modules", &list, NULL, by_name);

	for (int i = 0; i < count; i++) {
		char path[300];

		if (list[i]->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "/modules/%s", list[i]->d_name);

		int fd = open(path, O_RDONLY | O_CLOEXEC);

		if (syscall(SYS_finit_module, fd, "", 0) && errno != EEXIST)
			fprintf(stderr, "conformance: module %s: %s\n", list[i]->d_name,
				strerror(errno));
		close(fd);
	}
}

static bool serial_of(const char *disk, char *serial, size_t size)
{
	char path[64];
	ssize_t n = -1;

	snprintf(path, sizeof(path), "/sys/block/%s/serial", disk);

	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		n = read(fd, serial, size - 1);
		close(fd);
	}
	serial[n > 0 ? n : 0] = 0;
	serial[strcspn(serial, "\n")] = 0;
	return n > 0;
}

static bool mount_disk(const char *wanted, const char *to)
{
	for (char disk[] = "vda"; disk[2] <= 'h'; disk[2]++) {
		char serial[32];
		char device[16];

		if (!serial_of(disk, serial, sizeof(serial)) || strcmp(serial, wanted) != 0)
			continue;
		snprintf(device, sizeof(device), "/dev/%s", disk);
		must_mount(device, to, "erofs", MS_RDONLY, NULL);
		return true;
	}
	return false;
}

/* Modules probe their devices a moment after they are loaded. */
static void must_mount_disk(const char *serial, const char *to)
{
	for (int tries = 0; tries < 500; tries++) {
		if (mount_disk(serial, to))
			return;
		usleep(10000);
	}
	stop("no disk \"%s\"", serial);
}

static int open_stream(void)
{
	for (int tries = 0; tries < 500; tries++) {
		int fd = open("/dev/vport0p1", O_RDWR | O_CLOEXEC);

		/* The number before the p depends on the other virtio devices. */
		for (int i = 0; fd < 0 && i < 16; i++) {
			char path[32];

			snprintf(path, sizeof(path), "/dev/vport%dp1", i);
			fd = open(path, O_RDWR | O_CLOEXEC);
		}
		if (fd >= 0)
			return fd;
		usleep(10000);
	}
	stop("no virtio-serial port");
}

static void loopback_up(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	request.ifr_flags = IFF_UP | IFF_RUNNING;
	ioctl(fd, SIOCSIFFLAGS, &request);
	close(fd);
}

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd >= 0 && write(fd, text, strlen(text)) < 0)
		fprintf(stderr, "conformance: %s: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
}

int vm_init(void)
{
	must_mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	dup2(open("/dev/console", O_RDWR), 2);
	dup2(2, 1);
	must_mount("proc", "/proc", "proc", 0, NULL);
	must_mount("sysfs", "/sys", "sysfs", 0, NULL);
	load_modules();

	must_mount("tmpfs", "/m", "tmpfs", 0, "mode=755");
	must_mount_disk("machine", "/m/machine");
	mkdir("/m/upper", 0755);
	mkdir("/m/work", 0755);
	mkdir("/m/root", 0755);
	if (mount("overlay", "/m/root", "overlay", 0,
		  "lowerdir=/m/machine,upperdir=/m/upper,workdir=/m/work"))
		stop("cannot mount an overlay: %s", strerror(errno));
	must_mount_disk("payload", "/m/root/payload");
	must_mount_disk("image", "/m/root/image");
	mount_disk("backend", "/m/root/backend");
	for (size_t i = 0; engines[i]; i++)
		if (engines[i]->disk) {
			char to[128];

			snprintf(to, sizeof(to), "/m/root%s", engines[i]->disk_mount);
			mount_disk(engines[i]->disk, to);
		}

	must_mount("/dev", "/m/root/dev", NULL, MS_MOVE, NULL);
	must_mount("/proc", "/m/root/proc", NULL, MS_MOVE, NULL);
	must_mount("/sys", "/m/root/sys", NULL, MS_MOVE, NULL);
	if (chdir("/m/root") || mount(".", "/", NULL, MS_MOVE, NULL) || chroot(".") ||
	    chdir("/"))
		stop("cannot move into the machine's root: %s", strerror(errno));

	must_mount("devpts", "/dev/pts", "devpts", 0, "ptmxmode=666");
	must_mount("tmpfs", "/dev/shm", "tmpfs", 0, "mode=1777");
	must_mount("tmpfs", "/run", "tmpfs", 0, "mode=755");
	must_mount("tmpfs", "/tmp", "tmpfs", 0, "mode=1777");
	/* Podman's own overlays take no overlay below them. */
	must_mount("tmpfs", "/var/lib/containers", "tmpfs", 0, "mode=700");
	must_mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL);
	write_text("/sys/fs/cgroup/cgroup.subtree_control", "+memory +pids +cpu");
	must_mount("tmpfs", "/run/conformance", "tmpfs", 0, "mode=755");
	mkdir("/var/tmp", 01777);

	sethostname("machine", 7);
	loopback_up();
	/* A crashing translator must not spend its time limit on a core file, nor on the
	 * program that takes one. */
	set_usual_limits();
	write_text("/proc/sys/kernel/core_pattern", "|/bin/false");
	setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
	setenv("HOME", "/root", 1);
	return open_stream();
}
