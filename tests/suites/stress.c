/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* stress-ng, one stressor after the other, each of which verifies what it does: those
 * that a container without privileges may run, and that need no device. */
#include "suite.h"

/* A few operations of each: the start of the program takes longer than they do. Its
 * exit status: 3 and 4 if this kernel or CPU hasn't it, but also 0 if it skipped it. */
static const char program[] =
	"#!/bin/sh\n"
	"case $1 in\n"
	"numbers) set -- $2 besselmath bitops cpu dfp expmath factor fma fp fp-error goto "
	"hash hyperbolic intmath logmath longjmp matrix matrix-3d monte-carlo nop opcode "
	"powmath prime regex regs trig veccmp vecfp vecmath vecshuf vecwide vnni wcs;;\n"
	"data) set -- $2 bitonicsort bsearch bubblesort crypt fibsearch fractal heapsort "
	"hsearch insertionsort judy list lsearch memcpy memthrash mergesort qsort radixsort "
	"shellsort skiplist sparsematrix str stream tree tsearch zlib;;\n"
	"cpu_features) set -- $2 atomic branch cacheline easy-opcode far-branch flushcache "
	"funccall funcret icache jpeg membarrier misaligned prefetch priv-instr rdrand rseq "
	"syncload tsc vdso waitcpu x86cpuid x86syscall;;\n"
	"memory) set -- $2 bad-altstack bigheap brk dev-shm fault madvise malloc memfd "
	"mincore mlock mmap mmapaddr mmapcow mmapfixed mmapfork mmapmany mprotect mremap "
	"mseal msync munmap pageswap pkey remap resources rmap secretmem shm shm-sysv stack "
	"stackmmap tmpfs userfaultfd vm vma vm-addr vm-rw vm-segv vm-splice;;\n"
	"signals) set -- $2 alarm itimer sigabrt sigbus sigchld sigfd sigfpe sighup sigill "
	"sigio signal signest sigpending sigpipe sigq sigrt sigsegv sigsuspend sigtrap sigurg "
	"sigvtalrm sigxcpu sigxfsz timer timerfd;;\n"
	"processes) set -- $2 affinity clone context daemon dynlib env exec exit-group fork "
	"get kcmp kill nanosleep nice pidfd prctl pthread ptrace rlimit schedpolicy session "
	"set sleep spawn switch umask unshare vfork vforkmany wait yield zombie;;\n"
	"talk) set -- $2 aio aiol dup epoll eventfd fifo fd-fork futex io-uring mq msg mutex "
	"pipe pipeherd poll ring-pipe sem sem-sysv sendfile sigio sock sockfd sockmany "
	"sockpair splice tee udp;;\n"
	"files) set -- $2 access chdir chmod chown close copy-file dentry dir dirdeep dirmany "
	"fallocate fcntl fiemap file-ioctl filename flock fsize fstat full getdent getrandom "
	"handle hdd inotify io iomix lease link locka lockf lockofd metamix mknod null open "
	"procfs readahead rename seal seek symlink sync-file sysinfo touch unlink urandom "
	"utime xattr zero;;\n"
	"esac\n"
	"begun=$1; shift; cd /tmp\n"
	"for s; do\n"
	"	grep -qx $s $begun && continue\n"
	"	echo $s >> $begun; echo \"@begin $s\"\n"
	"	timeout -k 5 90 stress-ng --verify --no-rand-seed --temp-path /tmp --$s 1 "
	"--$s-ops 2 --timeout 20 > /tmp/said 2>&1 < /dev/null\n"
	"	case $? in 0) how=skip; ! grep -q 'passed: 1' /tmp/said || how=pass;; 3 | 4) "
	"how=skip;; 124 | 137) how=hang;; 13[0-9]) "
	"how=crash;; *) how=fail;; esac\n"
	"	echo \"@end $s $how $(grep -E 'fail:|skipped,|not implemented' /tmp/said | "
	"head -n 1 | sed 's/.*\\] *//; s/0x[0-9a-f]*/0x/g; s/[0-9][0-9][0-9]*/N/g')\"\n"
	"	cat /tmp/said >&2\n"
	"done";

static const struct suite suite = { "stress", "stress-ng", program };

GROUP(stress, numbers);
GROUP(stress, data);
GROUP(stress, cpu_features);
GROUP(stress, memory);
GROUP(stress, signals);
GROUP(stress, processes);
GROUP(stress, talk);
GROUP(stress, files);
