-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT, n INTEGER);
WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 6000)
INSERT INTO t SELECT x, 'word' || (x * 7919 % 1000), x % 17 FROM c;
CREATE INDEX i ON t(word);
SELECT word, sum(n), count(*) FROM t GROUP BY word ORDER BY 2 DESC, 1 LIMIT 5;
SELECT count(*) FROM t a JOIN t b ON a.word = b.word WHERE a.n = 3 AND b.n = 5;
