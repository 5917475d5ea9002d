# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# POLICY=file SUMMARY=file SHARD=i/n TIMES=file       see docs/guide/ci.md

VARIABLES += POLICY SHARD SUMMARY TIMES
