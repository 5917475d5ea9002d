# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
. /case/programs/await.sh
redis-server --save '' --port 0 --unixsocket /tmp/redis.sock --daemonize no >/dev/null &
await /tmp/redis.sock
redis-benchmark -s /tmp/redis.sock -n 300 -c 1 -t set,get,lpush -q >/dev/null
kill $!
wait
