/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Older and simpler programs ask about interfaces by ioctl(2), whose
 * structures hold pointers that a translator must follow.
 */
#include "case.h"

#ifdef GUEST

#include "loopback.h"

#include <linux/ethtool.h>
#include <linux/sockios.h>

static struct ifreq request(void *data)
{
	struct ifreq r = { .ifr_name = "lo" };

	MUTATE(r.ifr_data = data, (void)data);
	return r;
}

int guest_main(void)
{
	struct ifreq list[4];
	struct ifconf all = { .ifc_len = sizeof(list), .ifc_req = list };
	struct ethtool_value link = { .cmd = ETHTOOL_GLINK, .data = 77 };
	struct ethtool_drvinfo driver = { .cmd = ETHTOOL_GDRVINFO };
	struct ifreq r = request(NULL);
	struct sockaddr_in address;

	loopback_up();

	int fd = MUST(socket, AF_INET, SOCK_DGRAM, 0);

	EXPECT(ioctl(fd, SIOCGIFINDEX, &r), ==, 0);
	EXPECT_ROW("the index of lo", r.ifr_ifindex, ==, 1);
	r.ifr_name[0] = 0;
	EXPECT(ioctl(fd, SIOCGIFNAME, &r), ==, 0);
	EXPECT_STR(r.ifr_name, "lo");
	EXPECT(ioctl(fd, SIOCGIFFLAGS, &r), ==, 0);
	EXPECT_ROW("lo is up and a loopback", r.ifr_flags & (IFF_UP | IFF_LOOPBACK), ==,
		   IFF_UP | IFF_LOOPBACK);
	/* Which it has from the start nobody promises. */
	r.ifr_mtu = 32100;
	EXPECT(ioctl(fd, SIOCSIFMTU, &r), ==, 0);
	r.ifr_mtu = 0;
	EXPECT(ioctl(fd, SIOCGIFMTU, &r), ==, 0);
	EXPECT_ROW("the MTU of lo", r.ifr_mtu, ==, 32100);
	EXPECT(ioctl(fd, SIOCGIFADDR, &r), ==, 0);
	memcpy(&address, &r.ifr_addr, sizeof(address));
	EXPECT_ROW("the address of lo", address.sin_addr.s_addr, ==,
		   loopback_address(0).sin_addr.s_addr);

	EXPECT(ioctl(fd, SIOCGIFCONF, &all), ==, 0);
	if (EXPECT_ROW("one interface has an address", all.ifc_len, ==,
		       (int)sizeof(struct ifreq)))
		EXPECT_STR(list[0].ifr_name, "lo");

	r = request(&link);
	EXPECT(ioctl(fd, SIOCETHTOOL, &r), ==, 0);
	EXPECT_ROW("ETHTOOL_GLINK", link.data, ==, 1U);
	r = request(&driver);
	EXPECT_ERROR(ioctl(fd, SIOCETHTOOL, &r), EOPNOTSUPP);
	r = request(NULL);
	r.ifr_name[0] = 'x';
	EXPECT_ERROR(ioctl(fd, SIOCGIFINDEX, &r), ENODEV);
	return 0;
}

#else

CASE(interface_ioctl, .rule = "NET-9",
     .summary = "SIOCGIFCONF, SIOCETHTOOL and their kin answer about the loopback interface",
     .issues = { "https://github.com/docker/for-mac/issues/6707" }, .privileged = true);

#endif
