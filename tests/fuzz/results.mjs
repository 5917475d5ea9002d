/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node tests/fuzz/results.mjs [--runs=N] [--seconds=N] [--seed=N]
 *
 * Results as the page's generator and the later commands read them, with lines changed
 * at random: what is no record is refused by an Error that says so, and what is taken
 * can be worked with. Prints the number of inputs.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Results, changes, comparisons, failures, pack, parse, select, totals } from "../../docs/page/model.js";

const { values } = parseArgs({ options: { runs: { type: "string" }, seconds: { type: "string", default: "5" },
  seed: { type: "string", default: "1" } }, allowPositionals: true });
const lines = readFileSync(new URL("../page/sample.jsonl", import.meta.url), "utf8").split("\n").filter(Boolean);

let state = Number(values.seed) >>> 0;
function below(n) { /* mulberry32 */
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % n;
}
const one = (list) => list[below(list.length)];

const ODD = [null, true, -1, 1e308, "", "\u0000", "__proto__", "constructor", [], {}, ["a"], { a: { b: 1 } }, "PASS", "nonsense", "</script>"];
function changed(line) {
  if (below(3) === 0) {
    const at = below(line.length), n = below(8);
    return below(2) ? line.slice(0, at) + line.slice(at + n) : line.slice(0, at) + String.fromCharCode(below(0x3000)) + line.slice(at);
  }
  const value = JSON.parse(line);
  for (let i = below(3); i >= 0; i--) {
    const key = one(Object.keys(value).concat("type", "__proto__"));
    if (below(4) === 0) delete value[key];
    else Object.defineProperty(value, key, { value: one(ODD), enumerable: true, configurable: true, writable: true });
  }
  return JSON.stringify(value);
}

/* What parse takes, the rest must be able to work with. */
function use(text) {
  let read;
  try {
    read = parse(text);
  } catch (error) {
    if (/^line \d+ is /.test(error.message)) return;
    throw error;
  }
  let results;
  try {
    results = new Results(JSON.parse(JSON.stringify(pack(read))));
  } catch (error) {
    if (/^(unknown (verdict|observation)|line )/.test(error.message)) return;
    throw error;
  }
  const every = { area: new Set(), backend: new Set(), machine: new Set(), verdict: new Set(), observed: new Set(), text: "a" };
  totals(results);
  failures(results, select(results, every).checks);
  comparisons(results);
  changes(results, read);
}

const until = Date.now() + 1000 * Number(values.seconds);
let inputs = 0;
while (values.runs ? inputs < Number(values.runs) : Date.now() < until) {
  const text = Array.from({ length: 1 + below(6) }, () => (below(3) ? changed(one(lines)) : one(lines))).join("\n");
  inputs++;
  try {
    use(text);
  } catch (error) {
    console.log(`after ${inputs} inputs of seed ${values.seed}: ${error.stack}\n${text}`);
    process.exit(1);
  }
}
console.log(inputs);
