# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
# await SOCKET: until the server just started listens there; it may die before.
# Each sleep is a program to be translated, so there are few.
await() {
	until [ -S "$1" ]; do
		kill -0 $! || exit 1
		sleep 0.5
	done
}
