# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make spot-check   SAMPLE=60 checks of the reference run, drawn by SEED=, run here again
# POLICY=file SUMMARY=file SHARD=i/n TIMES=file       see docs/guide/ci.md

VARIABLES += POLICY SAMPLE SHARD SUMMARY TIMES

.PHONY: spot-check

spot-check: set-up
	@$(BUILD)/conformance spot-check $(if $(SAMPLE),--sample='$(SAMPLE)') $(if $(SEED),--seed='$(SEED)') \
		$(if $(MACHINE),--machine='$(MACHINE)') $(if $(BACKEND),--backend='$(BACKEND)') $(if $(CASE),--case='$(CASE)')
