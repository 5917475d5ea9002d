# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
{ sum[$1 % 97] += $1; length_of[length($1)]++ }
END { print sum[3], length_of[5], NR }
