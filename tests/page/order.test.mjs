/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Memory order: what is kept of make order, its tables and drawings. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { columnsOf, countsOf, orderOf, orderSection } from "../../docs/page/order.js";
import { drawn } from "../../docs/publish/drawing.js";
import { keep, page } from "../../docs/publish/order.js";
import { patternsOf } from "../order/record.js";
import { toText } from "./synthetic.mjs";

const root = mkdtempSync(join(tmpdir(), "order-"));
after(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, "docs/results"), { recursive: true });
const drawing = join(root, "box64-MP.dot");
const kept = join(root, "docs/results/order.jsonl.xz");
const hasGraphviz = !spawnSync("neato", ["-V"]).error;

writeFileSync(drawing, `digraph G {
a [shape=none, label="a: W[x]=1", pos="1,1!"]; b [shape=none, label="d: R[x]=0 <i>", pos="3,0!"];
a -> b [label="rf", color="red", fontcolor="red"]; b -> a [label="po", color="black"]; }`);

const setting = (name, cpu = "max", more = {}) => ({ type: "order_setting", setting: name, about: `what ${name} is`, backend: "box64@sid",
  backend_version: "0.4.3", machine: "krun", cpu, whole: true, kept: 1, broken: 1, not_judged: 0, unpromised: 0, bodies: 2, steps: 10,
  accesses: 4, in_pieces: 0, ms: 2000, ...more });
const judged = (name, cpu, family, broken, verdict) => ({ type: "order", test: `${family}+8`, family, setting: name, backend: "box64@sid", cpu,
  machine: "krun", observation: broken ? "wrong" : "pass", verdict: verdict ?? (broken ? "XFAIL" : "PASS"), detail: broken ? "P1 reads <y>" : "",
  threads: [{ body: "W8 NONE W8", sequence: "str x; str y" }, { body: "fully fenced", sequence: "" }], ...(broken && hasGraphviz && { drawing }) });
function file(name, lines) {
  writeFileSync(join(root, name), toText(lines));
  return join(root, name);
}

test("graphviz' drawing becomes one for light and dark", () => {
  const svg = drawn(`<svg width="9pt" viewBox="0.00 0.00 248.50 150.36"><g id="graph0" transform="scale(1 1) translate(4 146.36)"><title>G</title>
<polygon fill="white" stroke="transparent" points="-4,4 -4,-146.36"/><text text-anchor="middle" x="49.5" y="-133.56" font-family="Times,serif">a: W[x]=1</text>
<path fill="none" stroke="red" d="M64.37,-20.04C89.38,-36.92"/><polygon fill="black" stroke="black" points="53,-78.89 49.5,-68.89"/></g></svg>`);
  assert.match(svg, /viewBox="0 0 249 151"/);
  assert.match(svg, /<path d="M64.4,-20C89.4,-36.9" fill="none" stroke="#d0402f"\/>/);
  assert.match(svg, /<polygon points="53,-78.9 49.5,-68.9" fill="currentColor" stroke="currentColor"\/>/);
  assert.match(svg, /<text x="49.5" y="-133.6" text-anchor="middle">a: W\[x\]=1<\/text>/);
  assert.doesNotMatch(svg, /white|black|Times|<title| id=/);
  assert.throws(() => drawn("<p>no drawing</p>"), /no drawing/);
});

test("what is kept: settings stay until they are looked at again, red ones are refused", () => {
  assert.throws(() => keep(root, []), /nothing to publish/);
  keep(root, [file("a.jsonl", [setting("default"), judged("default", "max", "MP", !hasGraphviz ? false : true), judged("default", "max", "SB", false)])]);
  keep(root, [file("b.jsonl", [setting("default", "cortex-a72"), judged("default", "cortex-a72", "MP", false),
    setting("quick", "max", { whole: false }), judged("quick", "max", "MP", false)])]);
  const lines = orderOf(kept);
  assert.deepEqual(columnsOf(lines).map((s) => [s.setting, s.cpu]), [["default", "max"], ["default", "cortex-a72"]], "a part of the bodies is no setting");
  assert.equal(readFileSync(join(root, "docs/results/order.md"), "utf8"), page(lines));
  for (const verdict of ["FAIL", "XPASS", "CHANGED"])
    assert.throws(() => keep(root, [file("c.jsonl", [setting("late"), judged("late", "max", "MP", false, verdict)])]), /not published: .* record it first/);
  assert.deepEqual(orderOf(kept), lines, "nothing is changed");
});

test("tables count, and each number of broken tests leads to a drawing", { skip: !hasGraphviz && "no graphviz" }, () => {
  const lines = orderOf(kept);
  const [usual, other] = columnsOf(lines);
  assert.deepEqual({ ...countsOf(lines, usual, "MP"), drawing: 0 }, { kept: 0, broken: 1, notJudged: 0, drawing: 0 });
  assert.deepEqual(countsOf(lines, other, "SB"), { kept: 0, broken: 0, notJudged: 0, drawing: null });
  const html = orderSection(lines);
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  assert.equal(links.length, 1);
  for (const id of links) assert.ok(html.includes(`<figure class="execution" id="${id}"`));
  assert.match(html, /aria-label="The execution of MP\+8: P1 reads &lt;y&gt;"/);
  assert.match(html, /P0 <code>str x; str y<\/code><br>P1 <code>fully fenced<\/code>/);
  assert.match(page(lines), /\| MP \| 0 \/ 1 \/ 0 \| 1 \/ 0 \/ 0 \|/);
  assert.match(orderSection([]), /Not looked at/);
});

test("patterns that record failing tests take all of them, and no other", () => {
  const failing = ["MP+16", "MP+sc+R16.R16", "S+sc+R16.R16", "IRIW+8", "IRIW+16", "IRIW+X4"];
  const kept = ["MP+8", "MP+sc+R8.R8", "R+sc+R16.R16.R8", "SB+16"];
  assert.deepEqual(patternsOf(failing, kept), ["*+R16.R16", "IRIW+*", "MP+16"]);
  assert.deepEqual(patternsOf(failing, []).length <= 3, true);
});
