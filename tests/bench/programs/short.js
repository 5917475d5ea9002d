// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
var sum = 0;
for (var i = 0; i < 3000; i++) sum = (sum + i * i) % 1000003;
print(sum);
