/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The lists that the documents have of their own say what the runner's say. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MAIN_FLAVOURS, VERDICTS } from "../../docs/page/model.js";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
/* The arguments of each line MACRO(...) of a .def file. */
const definitions = (path, macro) => [...read(path).matchAll(new RegExp(`^${macro}\\((.*?)\\)(?=\\s|$)`, "gm"))]
  .map(([, list]) => [...list.matchAll(/"([^"]*)"|'(.)'|(\w+)/g)].map(([, text, letter, word]) => text ?? letter ?? word));

test("verdicts", () => {
  const known = definitions("tests/runner/verdicts.def", "VERDICT")
    .map(([name, letter, red, means]) => ({ name, letter, red: red === "true", means }));
  assert.equal(known.length, 10);
  /* A stale deviation is no check. */
  assert.deepEqual(VERDICTS, known.filter((v) => v.name !== "STALE"));
  const names = known.map((v) => v.name).sort();
  assert.deepEqual(read("docs/filters/common.lua").match(/^local order = \{(.*)\}/m)[1].match(/\w+/g).sort(), names);
  for (const { name, red } of known)
    assert.match(read("docs/guide/verdicts.md"), new RegExp(red ? `\\*\\*${name}\\*\\*` : `(\\| |\\*\\*)${name}\\b`));
});

test("flavours", () => {
  const known = definitions("tests/common/flavours.def", "FLAVOUR");
  assert.deepEqual(MAIN_FLAVOURS, known.filter(([, , main]) => main === "true").map(([, name]) => name));
  for (const [, name] of known) assert.match(read("docs/guide/adding-a-case.md"), new RegExp(`^\\| \`${name}\` \\|`, "m"));
});
