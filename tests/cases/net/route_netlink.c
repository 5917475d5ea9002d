/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * ip, getifaddrs, Go's net package and the JVM list interfaces, addresses and
 * routes by netlink; iptables, IPsec and udev have families of their own.
 */
#include "case.h"

#ifdef GUEST

#include "loopback.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>

static char buffer[16384] __attribute__((aligned(8)));

struct found {
	int messages;
	bool interface, address;
};

static void look(const struct nlmsghdr *m, struct found *found)
{
	const char *data = NLMSG_DATA(m);
	const struct ifinfomsg *link = NLMSG_DATA(m);
	const struct ifaddrmsg *address = NLMSG_DATA(m);
	const uint32_t loopback = __builtin_bswap32(INADDR_LOOPBACK);
	bool is_link = m->nlmsg_type == RTM_NEWLINK;
	size_t head = is_link ? sizeof(*link) : sizeof(*address);
	int left = (int)(m->nlmsg_len - NLMSG_LENGTH(head));

	if (!is_link && m->nlmsg_type != RTM_NEWADDR)
		return;
	for (const struct rtattr *a = (const void *)(data + NLMSG_ALIGN(head)); RTA_OK(a, left);
	     a = RTA_NEXT(a, left)) {
		if (is_link && a->rta_type == IFLA_IFNAME && link->ifi_type == 772)
			found->interface = strcmp(RTA_DATA(a), "lo") == 0;
		if (!is_link && a->rta_type == IFA_LOCAL && address->ifa_prefixlen == 8)
			found->address = memcmp(RTA_DATA(a), &loopback, 4) == 0;
	}
}

/* Asks for all objects of one kind; the error that the answer ends with. */
static int dump(int fd, int type, struct found *found)
{
	struct {
		struct nlmsghdr head;
		struct rtgenmsg body;
	} request = {
		.head = { .nlmsg_len = sizeof(request),
			  .nlmsg_type = (uint16_t)type,
			  .nlmsg_flags = NLM_F_REQUEST MUTATE(| NLM_F_DUMP, ),
			  .nlmsg_seq = 77 },
		.body = { .rtgen_family = AF_UNSPEC },
	};
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

	*found = (struct found){ .messages = 0 };
	if (sendto(fd, &request, sizeof(request), 0, (struct sockaddr *)&kernel,
		   sizeof(kernel)) < 0)
		return -errno;
	for (;;) {
		ssize_t n = recv(fd, buffer, sizeof(buffer), 0);
		unsigned left = n < 0 ? 0 : (unsigned)n;

		if (n <= 0)
			return n < 0 ? -errno : -1;
		for (struct nlmsghdr *m = (void *)buffer; NLMSG_OK(m, left);
		     m = NLMSG_NEXT(m, left)) {
			EXPECT_ROW("an answer's sequence number", m->nlmsg_seq, ==, 77U);
			if (m->nlmsg_type == NLMSG_DONE)
				return 0;
			if (m->nlmsg_type == NLMSG_ERROR)
				return ((struct nlmsgerr *)NLMSG_DATA(m))->error;
			found->messages++;
			look(m, found);
		}
	}
}

int guest_main(void)
{
	static const struct {
		const char *name;
		int protocol;
	} families[] = {
		{ "a socket of NETLINK_KOBJECT_UEVENT (udev)", NETLINK_KOBJECT_UEVENT },
		{ "a socket of NETLINK_GENERIC (wireguard, ethtool)", NETLINK_GENERIC },
	};
	struct sockaddr_nl own = { .nl_family = AF_NETLINK };
	socklen_t size = sizeof(own);
	struct found found;

	loopback_up();

	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	if (!EXPECT(fd, >=, 0))
		return 1;
	EXPECT(bind(fd, (struct sockaddr *)&own, sizeof(own)), ==, 0);
	EXPECT(getsockname(fd, (struct sockaddr *)&own, &size), ==, 0);
	EXPECT(own.nl_family, ==, AF_NETLINK);
	EXPECT(size, ==, (socklen_t)sizeof(own));

	EXPECT(dump(fd, RTM_GETLINK, &found), ==, 0);
	EXPECT_ROW("the loopback interface is listed", found.interface, ==, true);
	EXPECT(dump(fd, RTM_GETADDR, &found), ==, 0);
	EXPECT_ROW("its address is listed", found.address, ==, true);
	EXPECT(dump(fd, RTM_GETROUTE, &found), ==, 0);
	EXPECT_ROW("its local routes are listed", found.messages > 0, ==, true);
	/* Control: what there is no handler for is an error. */
	EXPECT(dump(fd, 999, &found), ==, -EOPNOTSUPP);
	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		EXPECT_ROW(families[i].name,
			   socket(AF_NETLINK, SOCK_RAW, families[i].protocol) >= 0, ==, true);
	EXPECT_ERROR(socket(AF_NETLINK, SOCK_RAW, 31), EPROTONOSUPPORT);
	return 0;
}

#else

CASE(route_netlink, .rule = "NET-8",
     .summary = "netlink lists interfaces, addresses and routes",
     .issues = { "https://github.com/strongX509/docker/issues/3",
		 "https://github.com/multiarch/qemu-user-static/issues/191" },
     .privileged = true);

#endif
