/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The program of a virtual machine: its first process, and its only one. */
#include "agent.h"

int main(void)
{
	return agent_serve(vm_init());
}
