/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* apt and dpkg: a package is made, its repository signed, and it is installed from
 * there with its scripts and a trigger; another signature is refused. */
#include "workload.h"

static void steps(struct container *c)
{
	RUN(c, "mkdir -p /var/lib/dpkg/info /var/lib/dpkg/updates /var/lib/dpkg/triggers "
	       "/var/lib/apt/lists/partial "
	       "/var/cache/apt/archives/partial /etc/apt/apt.conf.d /etc/apt/preferences.d "
	       "/etc/apt/trusted.gpg.d /etc/dpkg/dpkg.cfg.d /var/log/apt && "
	       ": > /var/lib/dpkg/status; rm -f /etc/apt/sources.list.d/*; export "
	       "GNUPGHOME=/tmp/gnupg; mkdir -m 700 /tmp/gnupg");
	RUN(c, "mkdir -p p/DEBIAN p/usr/bin t/DEBIAN r && printf 'Package: hello-p\\nVersion: "
	       "1.0\\nArchitecture: all\\nMaintainer: n <n@example.org>\\n"
	       "Depends: hello-t\\nDescription: p\\n' > p/DEBIAN/control && printf "
	       "'#!/bin/sh\\necho configured >> /tmp/said\\n' > p/DEBIAN/postinst && "
	       "chmod 755 p/DEBIAN/postinst && printf '#!/bin/sh\\necho hello\\n' > "
	       "p/usr/bin/hello-p && chmod 755 p/usr/bin/hello-p && "
	       "printf 'Package: hello-t\\nVersion: 2.0\\nArchitecture: all\\nMaintainer: n "
	       "<n@example.org>\\nDescription: t\\n' > t/DEBIAN/control && "
	       "echo 'interest /usr/bin' > t/DEBIAN/triggers && printf '#!/bin/sh\\necho $1 >> "
	       "/tmp/said\\n' > t/DEBIAN/postinst && chmod 755 t/DEBIAN/postinst && "
	       "dpkg-deb --root-owner-group -b p r > /logs/build && dpkg-deb "
	       "--root-owner-group -Zxz -b t r >> /logs/build");
	RUN(c, "cd r && apt-ftparchive packages . > Packages && apt-ftparchive release . > "
	       "../Release && mv ../Release . && cd ..");
	RUN(c, "gpg --batch --quiet --passphrase '' --quick-generate-key 'r <r@example.org>' "
	       "ed25519 sign 2>/logs/gpg && "
	       "gpg --batch --quiet --clearsign -o r/InRelease r/Release 2>>/logs/gpg && gpg "
	       "--export > /tmp/key.gpg && "
	       "echo 'deb [signed-by=/tmp/key.gpg] file:/tmp/r ./' > /etc/apt/sources.list");
	SPOIL(c, "sed -i 's/^Codename:.*//; s/^Date: .*/Date: Thu, 01 Jan 2026 00:00:00 UTC/' "
		 "r/InRelease");
	RUN(c, "apt-get -o APT::Sandbox::User=root update > /logs/update 2>&1 && ! grep -qE "
	       "'^[WE]:' /logs/update");
	/* Only one that is configured is told that another brings a program. */
	RUN(c, "export DEBIAN_FRONTEND=noninteractive; apt-get -y install hello-p > "
	       "/logs/install 2>&1 && "
	       "apt-get -y install --reinstall hello-p >> /logs/install 2>&1");
	SAYS(c,
	     "hello-p; dpkg-query -W -f '${Package} ${db:Status-Status}\\n'; sort -u /tmp/said",
	     "hello\nhello-p installed\nhello-t installed\nconfigure\nconfigured\ntriggered\n");
	/* A release that another hand has changed. */
	FAILS(c,
	      "sed -i 's/^Date: .*/Date: Thu, 01 Jan 2026 00:00:00 UTC/' r/InRelease; rm -rf "
	      "/var/lib/apt/lists/*; "
	      "apt-get -o APT::Sandbox::User=root update > /logs/changed 2>&1",
	      100);
}

WORKLOAD(apt, "services",
	 "apt and dpkg: packages from a signed repository, with scripts and triggers");
