# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make publish      makes the run in build/ the reference run, docs/results, and the
#                   pages of the repository that show it
# make site         build/site: all documents, to read from disk or to put on a server

# A command with the run that the documents are made from.
WITH_RUN = BUILD='$(BUILD)' node docs/publish/with-run.js

.PHONY: publish site

publish: $(PAGE_LIBRARIES)
	@BUILD='$(BUILD)' node docs/publish/publish.js

site: docs report
	@$(WITH_RUN) node docs/publish/site.js
