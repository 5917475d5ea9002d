# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
# await SOCKET: until the server just started listens there; it may die before
await() {
	until [ -S "$1" ]; do
		kill -0 $! || exit 1
		sleep 0.01
	done
}
