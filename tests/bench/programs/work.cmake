# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
set(total 0)
foreach(i RANGE 1 500)
  math(EXPR n "${i} * 7919 % 1000")
  string(REGEX REPLACE "([0-9])" "<\\1>" text "${n}")
  list(APPEND all "${text}")
  math(EXPR total "${total} + ${n}")
endforeach()
list(SORT all)
list(GET all 5 6 some)
message("${total} ${some}")
