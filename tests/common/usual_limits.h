/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef USUAL_LIMITS_H
#define USUAL_LIMITS_H

/* Gives this process, and the containers that inherit them, the limits that Linux and
 * systemd give by default, whatever those are of the session that started the run. An
 * ordinary user keeps what is lower and can't be raised. */
void set_usual_limits(void);

#endif
