/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Every event loop stands on epoll. Its structure is packed on x86_64 and on
 * no other architecture, so a translator must repack each event.
 */
#include "case.h"

#ifdef GUEST

#include <sys/epoll.h>
#include <unistd.h>

static const uint64_t first_mark = 0x1122334455667788;
static const uint64_t second_mark = 0x99aabbccddeeff00;

static void add(int epoll, int operation, int fd, uint32_t events, uint64_t mark)
{
	struct epoll_event event = { .events = events, .data = { .u64 = mark } };

	MUST(epoll_ctl, epoll, operation, fd, &event);
}

/* The one with this mark, of two: nobody promises their order. */
static const struct epoll_event *marked(const struct epoll_event *events, uint64_t mark)
{
	return &events[events[0].data.u64 != mark];
}

int guest_main(void)
{
	/* The last one stands guard against writing too far. */
	struct epoll_event events[4];
	int epoll = MUST(epoll_create1, EPOLL_CLOEXEC);
	int first[2];
	int second[2];
	char byte;

	MUST(pipe, first);
	MUST(pipe, second);
#ifdef __x86_64__
	EXPECT_ROW("the size of an event", sizeof(struct epoll_event), ==, 12UL);
#endif
	for (int i = 0; i < 4; i++)
		events[i] = (struct epoll_event){ .events = 0x5a5a, .data = { .u64 = 0xa5 } };
	add(epoll, EPOLL_CTL_ADD, first[0], EPOLLIN, first_mark);
	add(epoll, EPOLL_CTL_ADD, second[0], EPOLLIN MUTATE(| EPOLLET, ), second_mark);
	EXPECT_ROW("nothing yet", epoll_wait(epoll, events, 3, 0), ==, 0);

	MUST(write, first[1], "a", 1);
	MUST(write, second[1], "b", 1);

	int count = epoll_wait(epoll, events, 3, 5000);

	if (EXPECT_ROW("both are ready", count, ==, 2)) {
		const struct epoll_event *one = marked(events, first_mark);
		const struct epoll_event *two = marked(events, second_mark);

		EXPECT_ROW("the first one's events", one->events, ==, (uint32_t)EPOLLIN);
		EXPECT_ROW("the first one's data", one->data.u64 == first_mark, ==, true);
		EXPECT_ROW("the second one's events", two->events, ==, (uint32_t)EPOLLIN);
		EXPECT_ROW("the second one's data", two->data.u64 == second_mark, ==, true);
		EXPECT_ROW("beyond the events nothing is written", events[2].events == 0x5a5a,
			   ==, true);
	}
	/* Unread, the level stays; the edge was told. */
	EXPECT_ROW("level-triggered stays, edge-triggered not", epoll_wait(epoll, events, 3, 0),
		   ==, 1);
	EXPECT_ROW("which one stays", events[0].data.u64 == first_mark, ==, true);
	MUST(write, second[1], "c", 1);
	EXPECT_ROW("new data is a new edge", epoll_wait(epoll, events, 3, 5000), ==, 2);

	MUST(read, first[0], &byte, 1);
	add(epoll, EPOLL_CTL_MOD, first[0], EPOLLIN | EPOLLONESHOT, second_mark + 1);
	MUST(write, first[1], "d", 1);
	EXPECT_ROW("EPOLLONESHOT: once", epoll_wait(epoll, events, 3, 5000), ==, 1);
	EXPECT_ROW("with its new data", events[0].data.u64 == second_mark + 1, ==, true);
	EXPECT_ROW("EPOLLONESHOT: not twice", epoll_wait(epoll, events, 3, 0), ==, 0);

	close(second[1]);
	EXPECT_ROW("the writer's end", epoll_wait(epoll, events, 3, 5000), ==, 1);
	EXPECT_ROW("is EPOLLHUP", events[0].events & EPOLLHUP, ==, (uint32_t)EPOLLHUP);

	EXPECT_ERROR(epoll_ctl(epoll, EPOLL_CTL_ADD, first[0], events), EEXIST);
	EXPECT_ERROR(epoll_ctl(epoll, EPOLL_CTL_DEL, first[1], NULL), ENOENT);
	EXPECT_ERROR(epoll_wait(epoll, events, 0, 0), EINVAL);
	return 0;
}

#else

CASE(epoll_level_edge, .rule = "FILE-3", .shared = true,
     .summary = "epoll(7) tells levels and edges with the data that was given");

#endif
