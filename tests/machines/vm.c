/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Booting a virtual machine: qemu-system's command line. */
#include "machine.h"

#include "command.h"
#include "engine.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { STREAM_FD = 3 };

#define COUNTED_CPU "neoverse-n1"

/* What the architectures' machines differ in. */
static const struct hardware {
	const char *architecture;
	const char *board;
	const char *cpu;     /* that TCG makes unless another is asked for */
	const char *console; /* as the kernel calls it */
	const char *virtio;  /* how the names of virtio's devices end */
} all_hardware[] = {
	/* Apple silicon has no SVE; its emulation also costs more than it shows. */
	{ "aarch64", "virt,gic-version=3", "max,sve=off,pauth-impdef=on", "ttyAMA0", "device" },
	{ "x86_64", "q35", "max", "ttyS0", "pci" },
};

static const struct hardware *hardware_of(const char *architecture)
{
	size_t i = sizeof(all_hardware) / sizeof(all_hardware[0]) - 1;

	while (i && strcmp(all_hardware[i].architecture, architecture) != 0)
		i--;
	return &all_hardware[i];
}

const char *vm_cpu(const char *architecture, bool kvm)
{
	const char *model = getenv("MACHINE_CPU");

	return kvm ? "host" : model ? model : hardware_of(architecture)->cpu;
}

/* Disks are found by their serial: their order depends on the transport. */
static void add_disk(struct command *c, const struct hardware *hardware, const char *serial,
		     const char *format, ...) __attribute__((format(printf, 4, 5)));

static void add_disk(struct command *c, const struct hardware *hardware, const char *serial,
		     const char *format, ...)
{
	char path[PATH_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(path, sizeof(path), format, args);
	va_end(args);
	command_add(c, "-drive");
	command_add_format(c, "file=%s,if=none,format=raw,readonly=on,id=%s", path, serial);
	command_add(c, "-device");
	command_add_format(c, "virtio-blk-%s,drive=%s,serial=%s", hardware->virtio, serial,
			   serial);
}

const char *vm_accelerator(void)
{
#ifdef __aarch64__
	if (access("/dev/kvm", R_OK | W_OK) == 0)
		return "kvm";
#endif
	return "tcg";
}

/* Programs of another Debian than the host's: its /usr takes the place of the host's, for
 * this process alone. SDL's driver without a display renders by EGL all the same, and
 * takes no render node, which QEMU's own egl-headless does. */
static void enter_emulator(struct command *c, const char *images, const char *emulator)
{
	command_add(c, "--die-with-parent");
	command_add(c, "--dev-bind");
	command_add(c, "/");
	command_add(c, "/");
	command_add(c, "--ro-bind");
	command_add_format(c, "%s/%s/root/usr", images, emulator);
	command_add(c, "/usr");
	command_add(c, "--ro-bind");
	command_add_format(c, "%s/%s/root/etc", images, emulator);
	command_add(c, "/etc");
	command_add(c, "--setenv");
	command_add(c, "SDL_VIDEODRIVER");
	command_add(c, "offscreen");
	command_add(c, VM_TOOL);
}

static void add_gpu(struct command *c, const struct machine *machine,
		    const struct hardware *hardware)
{
	if (machine->emulator) {
		command_add(c, "-display");
		command_add(c, "sdl,gl=on");
		command_add(c, "-device");
		command_add(c, "virtio-gpu-gl-pci,blob=on,venus=on,hostmem=512M,romfile=");
		return;
	}
	/* Its registers are those of virtio 1.0, so all of them are. */
	command_add(c, "-global");
	command_add(c, "virtio-mmio.force-legacy=false");
	command_add(c, "-device");
	command_add_format(c, "virtio-gpu-%s", hardware->virtio);
}

static void build(struct command *c, const struct machine *machine, const struct boot *boot)
{
	const char *images = boot->files->images;
	const struct hardware *hardware = hardware_of(machine->architecture);
	bool kvm = !machine_is_emulated(machine) && !boot->counted;

	command_add(c, machine->tool);
	if (machine->emulator)
		enter_emulator(c, images, machine->emulator);
	command_add(c, "-nodefaults");
	command_add(c, "-machine");
	command_add(c, kvm ? "virt,gic-version=host" : hardware->board);
	command_add(c, "-accel");
	command_add(c, kvm ? "kvm" : boot->counted ? "tcg,thread=single" : "tcg,thread=multi");
	command_add(c, "-cpu");
	/* "max" is another CPU in each version of QEMU, so what is counted gets one
	 * that is the same in all. */
	command_add(c, boot->counted ? COUNTED_CPU : vm_cpu(machine->architecture, kvm));
	command_add(c, "-smp");
	command_add_format(c, "%d", boot->cpus);
	command_add(c, "-m");
	command_add_format(c, "%d", boot->memory_mib);
	if (!machine->emulator)
		command_add(c, "-nographic");
	command_add(c, "-nic");
	command_add(c, "none");
	command_add(c, "-monitor");
	command_add(c, "none");
	command_add(c, "-no-reboot");
	command_add(c, "-serial");
	command_add_format(c, "file:%s", boot->console);
	command_add(c, "-kernel");
	command_add_format(c, "%s/%s/Image", images, machine->kernel);
	command_add(c, "-append");
	/* For trying a kernel with something switched off. */
	const char *more = getenv("KERNEL_ARGUMENTS");

	command_add_format(c, "console=%s quiet panic=-1%s%s %s %s", hardware->console,
			   machine->initramfs ? ""
					      : " root=/dev/vda rootfstype=erofs ro init=/init",
			   boot->counted ? " nokaslr" : "",
			   machine->arguments ? machine->arguments : "", more ? more : "");
	if (machine->initramfs) {
		command_add(c, "-initrd");
		command_add_format(c, "%s-%s", boot->files->initrd, machine->kernel);
	}
	command_add(c, "-device");
	command_add_format(c, "virtio-serial-%s", hardware->virtio);
	command_add(c, "-chardev");
	command_add_format(c, "socket,id=stream,fd=%d", STREAM_FD);
	command_add(c, "-device");
	command_add(c, "virtserialport,chardev=stream,name=conformance");
	if (boot->counted) {
		command_add(c, "-icount");
		command_add(c, "shift=0,sleep=on");
		command_add(c, "-rtc");
		command_add(c, "base=2026-01-01,clock=vm");
		command_add(c, "-seed");
		command_add(c, "1");
	} else {
		command_add(c, "-device");
		command_add_format(c, "virtio-rng-%s", hardware->virtio);
	}
	if (boot->gpu)
		add_gpu(c, machine, hardware);
	if (boot->backend_disk[0])
		add_disk(c, hardware, "backend", "%s", boot->backend_disk);
	for (size_t i = 0; engines[i]; i++)
		if (boot->engines & engines[i]->bit && engines[i]->disk)
			add_disk(c, hardware, engines[i]->disk, "%s/%s/root.erofs", images,
				 engines[i]->disk);
	add_disk(c, hardware, "image", "%s/%s/root.erofs", images, boot->image);
	add_disk(c, hardware, "machine", "%s/%s/root.erofs", images, machine->root);
	/* The last one is /dev/vda on virtio-mmio. */
	add_disk(c, hardware, "payload", "%s", boot->files->payload);
}

pid_t vm_boot(const struct machine *machine, const struct boot *boot, int stream, char *why,
	      size_t size)
{
	struct command *command = calloc(1, sizeof(*command));

	if (!command) {
		snprintf(why, size, "out of memory");
		return -1;
	}
	build(command, machine, boot);

	pid_t pid = fork();

	if (pid == 0) {
		sigset_t none;
		int console =
			open(boot->console, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		setpgid(0, 0); /* Ctrl-C is the runner's to handle */
		dup2(open("/dev/null", O_RDWR | O_CLOEXEC), 0);
		dup2(console, 1);
		dup2(console, 2);
		if (stream == STREAM_FD)
			fcntl(stream, F_SETFD, 0);
		else
			dup2(stream, STREAM_FD);
		execvp(command->argv[0], (char *const *)command->argv);
		dprintf(2, "%s: %s\n", command->argv[0], strerror(errno));
		_exit(127);
	}
	if (pid < 0)
		snprintf(why, size, "fork: %s", strerror(errno));
	free(command);
	return pid;
}

void vm_describe(const struct boot *boot, struct assignment *a)
{
	snprintf(a->image, sizeof(a->image), "/image");
	snprintf(a->backend_root, sizeof(a->backend_root), "%s",
		 boot->backend_disk[0] ? "/backend" : "");
	snprintf(a->guests, sizeof(a->guests), "/payload/guests/%s",
		 boot->backend->architecture);
	snprintf(a->scratch, sizeof(a->scratch), "/run/conformance");
	a->cgroups = true;
}
