/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "vm.h"

#include "clock.h"
#include "command.h"
#include "io.h"
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STREAM_FD = 3, BOOT_SECONDS = 240, SAID_MOST = 1 << 20 };

struct vm {
	pid_t pid;
	int stream;
	long long boot_ms;
	char console[512];
	char said[SAID_MOST];
};

static void add_disk(struct command *c, const char *serial, const char *path)
{
	command_add(c, "-drive");
	command_add_format(c, "file=%s,if=none,format=raw,readonly=on,id=%s", path, serial);
	command_add(c, "-device");
	command_add_format(c, "virtio-blk-device,drive=%s,serial=%s", serial, serial);
}

static void build(struct command *c, const struct vm_set_up *s, const char *console)
{
	bool kvm = strcmp(vm_accelerator(), "kvm") == 0;
	char path[512];

	command_add(c, VM_TOOL);
	for (const char *const *word =
		     (const char *const[]){ "-nodefaults", "-nographic", "-no-reboot", "-nic",
					    "none", "-monitor", "none", "-machine", NULL };
	     *word; word++)
		command_add(c, *word);
	command_add(c, kvm ? "virt,gic-version=host" : "virt,gic-version=3");
	command_add(c, "-accel");
	command_add(c, kvm ? "kvm" : "tcg,thread=multi");
	command_add(c, "-cpu");
	command_add(c, vm_cpu("aarch64", kvm));
	command_add(c, "-smp");
	command_add_format(c, "%d", s->cpus);
	command_add(c, "-m");
	command_add_format(c, "%d", s->memory_mib);
	command_add(c, "-serial");
	command_add_format(c, "file:%s", console);
	command_add(c, "-kernel");
	command_add_format(c, "%s/%s/Image", s->images, s->kernel);
	command_add(c, "-initrd");
	command_add_format(c, "%s/initrd", s->work);
	command_add(c, "-append");
	command_add_format(
		c,
		"console=ttyAMA0 quiet panic=-1 systemd.show_status=0 audit=0 systemd.unit=%s",
		s->unit);
	command_add(c, "-device");
	command_add(c, "virtio-rng-device");
	command_add(c, "-device");
	command_add(c, "virtio-serial-device");
	command_add(c, "-chardev");
	command_add_format(c, "socket,id=stream,fd=%d", STREAM_FD);
	command_add(c, "-device");
	command_add(c, "virtserialport,chardev=stream,name=conformance");
	snprintf(path, sizeof(path), "%s/arm-host/root.erofs", s->images);
	add_disk(c, "machine", path);
	for (const char *const *disk = s->disks; *disk; disk++) {
		char serial[32];

		snprintf(serial, sizeof(serial), "%.*s", (int)strcspn(*disk, "="), *disk);
		add_disk(c, serial, *disk + strcspn(*disk, "=") + 1);
	}
}

static bool append_file(FILE *to, const char *path)
{
	FILE *from = fopen(path, "re");
	char block[65536];
	size_t n = 0;

	if (!from)
		return false;
	while ((n = fread(block, 1, sizeof(block), from)) > 0)
		fwrite(block, 1, n, to);
	fclose(from);
	return true;
}

/* The kernel's modules, then the first process that loads them. */
static bool make_initramfs(const struct vm_set_up *s, char *why, size_t size)
{
	char path[3][512];

	snprintf(path[0], sizeof(path[0]), "%s/%s/modules.cpio", s->images, s->kernel);
	snprintf(path[1], sizeof(path[1]), "%s/init.cpio", s->work);
	snprintf(path[2], sizeof(path[2]), "%s/initrd", s->work);

	FILE *to = fopen(path[2], "we");
	bool ok = to && append_file(to, path[0]) && append_file(to, path[1]);

	if (to && fclose(to))
		ok = false;
	if (!ok)
		snprintf(why, size, "cannot make %s of %s and %s: %s", path[2], path[0],
			 path[1], strerror(errno));
	return ok;
}

/* One line; false when the machine dies or time is up. */
static bool read_line(struct vm *vm, char *line, size_t size, long long deadline)
{
	size_t used = 0;

	while (used + 1 < size) {
		struct pollfd fd = { .fd = vm->stream, .events = POLLIN };
		long long left = deadline - now_ms();

		if (left <= 0 || poll(&fd, 1, (int)left) <= 0 ||
		    read(vm->stream, line + used, 1) != 1)
			return false;
		if (line[used] == '\n')
			break;
		used++;
	}
	line[used] = 0;
	return true;
}

static void last_words(const struct vm *vm, char *text, size_t size)
{
	FILE *file = fopen(vm->console, "re");
	size_t n = 0;

	if (file) {
		fseek(file, -(long)size + 1, SEEK_END);
		n = fread(text, 1, size - 1, file);
		fclose(file);
	}
	text[n] = 0;
}

struct vm *vm_start(const struct vm_set_up *s, char *why, size_t size)
{
	struct command command = { .count = 0 };
	struct vm *vm = calloc(1, sizeof(*vm));
	int ends[2];
	char line[64];
	char words[600];

	if (!vm || !make_initramfs(s, why, size)) {
		free(vm);
		return NULL;
	}
	snprintf(vm->console, sizeof(vm->console), "%s/console", s->work);
	unlink(vm->console);
	build(&command, s, vm->console);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) {
		snprintf(why, size, "socketpair: %s", strerror(errno));
		free(vm);
		return NULL;
	}
	long long started = now_ms();

	vm->stream = ends[0];
	vm->pid = fork();
	if (vm->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(ends[0]);
		dup2(open("/dev/null", O_RDWR), 0);
		if (ends[1] != STREAM_FD)
			dup2(ends[1], STREAM_FD);
		execvp(command.argv[0], (char *const *)command.argv);
		_exit(127);
	}
	close(ends[1]);
	if (!read_line(vm, line, sizeof(line), started + BOOT_SECONDS * 1000LL) ||
	    strcmp(line, "ready") != 0) {
		last_words(vm, words, sizeof(words));
		snprintf(why, size, "the machine does not come up; the end of its console: %s",
			 words);
		vm_stop(vm);
		return NULL;
	}
	vm->boot_ms = now_ms() - started;
	return vm;
}

long long vm_boot_ms(const struct vm *vm)
{
	return vm->boot_ms;
}

static size_t encode(const unsigned char *from, size_t size, char *to)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t used = 0;

	for (size_t i = 0; i < size; i += 3) {
		unsigned word = (unsigned)from[i] << 16;

		word |= i + 1 < size ? (unsigned)from[i + 1] << 8 : 0;
		word |= i + 2 < size ? from[i + 2] : 0;
		to[used++] = digits[word >> 18];
		to[used++] = digits[word >> 12 & 63];
		to[used++] = i + 1 < size ? digits[word >> 6 & 63] : '=';
		to[used++] = i + 2 < size ? digits[word & 63] : '=';
	}
	to[used++] = '\n';
	return used;
}

int vm_run(struct vm *vm, int seconds, const char **said, const char *format, ...)
{
	long long deadline = now_ms() + seconds * 1000LL;
	char script[16384];
	char coded[4 * sizeof(script) / 3 + 8];
	char line[64];
	int status = -1;
	size_t length = 0;
	size_t used = 0;
	va_list args;

	va_start(args, format);
	int n = vsnprintf(script, sizeof(script), format, args);
	va_end(args);
	vm->said[0] = 0;
	if (said)
		*said = vm->said;
	if (n < 0 || (size_t)n >= sizeof(script) ||
	    !io_write(vm->stream, coded, encode((unsigned char *)script, (size_t)n, coded)) ||
	    !read_line(vm, line, sizeof(line), deadline) ||
	    sscanf(line, "%d %zu", &status, &length) != 2) {
		last_words(vm, vm->said, 2000);
		return -1;
	}
	while (used < length) {
		char spare[4096];
		size_t room = SAID_MOST - 1 - used;
		size_t left = length - used;
		ssize_t got =
			room ? read(vm->stream, vm->said + used, left < room ? left : room)
			     : read(vm->stream, spare,
				    left < sizeof(spare) ? left : sizeof(spare));

		if (got <= 0)
			return -1;
		if (room)
			used += (size_t)got;
		else
			length -= (size_t)got;
	}
	vm->said[used] = 0;
	return status;
}

void vm_stop(struct vm *vm)
{
	if (!vm)
		return;
	kill(vm->pid, SIGKILL);
	waitpid(vm->pid, NULL, 0);
	close(vm->stream);
	free(vm);
}
