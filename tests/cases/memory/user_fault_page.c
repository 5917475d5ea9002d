/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A second thread fills pages as they are touched: snapshots of virtual
 * machines, CRIU and some garbage collectors work like this. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGES = 4 };

static char *memory;

static int toucher(void *argument)
{
	int sum = 0;

	(void)argument;
	for (int i = 0; i < PAGES; i++)
		sum += *(volatile char *)(memory + i * GUEST_PAGE + 7);
	return sum;
}

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	int fd = (int)SYS(userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY);

	REFUSE_IF(fd == -ENOSYS, "userfaultfd: ENOSYS");
	REFUSE_IF(fd == -EPERM, "userfaultfd: EPERM");
	if (!EXPECT(fd, >=, 0))
		return 0;

	struct uffdio_api api = { .api = UFFD_API };

	if (!EXPECT(ioctl(fd, UFFDIO_API, &api), ==, 0))
		return 0;
	memory = MUST(mmap, NULL, PAGES * page, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	char *source = MUST(mmap, NULL, page, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct uffdio_register range = { .range = { (uintptr_t)memory, PAGES * page },
					 .mode = UFFDIO_REGISTER_MODE_MISSING };

	if (!EXPECT(ioctl(fd, UFFDIO_REGISTER, &range), ==, 0))
		return 0;

	struct guest_thread thread;

	MUST(thread_start, &thread, toucher, NULL);
	for (int i = 0; i < PAGES; i++) {
		struct uffd_msg message;
		struct pollfd wait = { fd, POLLIN, 0 };

		if (!EXPECT_ROW("a fault is told", poll(&wait, 1, 5000), ==, 1) ||
		    !EXPECT(read(fd, &message, sizeof(message)), ==, (long)sizeof(message)))
			return 0;
		EXPECT(message.event, ==, UFFD_EVENT_PAGEFAULT);
		EXPECT_ROW("the fault is in the next page",
			   (message.arg.pagefault.address - (uintptr_t)memory) / page, ==,
			   (unsigned long)i);
		memset(source, MUTATE(i + 1, 0), page);

		struct uffdio_copy copy = { .dst = message.arg.pagefault.address / page * page,
					    .src = (uintptr_t)source,
					    .len = page };

		if (!EXPECT(ioctl(fd, UFFDIO_COPY, &copy), ==, 0))
			return 0;
	}
	EXPECT_ROW("the thread read what was filled in", thread_join(&thread), ==,
		   1 + 2 + 3 + 4);
	return 0;
}

#else

CASE(user_fault_page, .rule = "MEM-17", .needs = NEEDS_USERFAULTFD, .shared = true,
     .summary =
	     "userfaultfd(2) lets another thread fill a page at its first use, or is refused",
     .seconds = 8);

#endif
