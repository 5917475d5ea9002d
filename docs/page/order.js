/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Memory order on the results page: families by settings, and the executions drawn. */
import { existsSync } from "node:fs";
import { textOf } from "./read.js";

export const settingKey = (line) => `${line.backend}\n${line.cpu}\n${line.setting}`;
export const titleOf = (line) => `${line.backend} ${line.setting}${line.cpu === "max" ? "" : `, CPU ${line.cpu}`}`;

/* The settings that were looked at, as they stand in the tables: what comes by itself
 * first, on the usual CPU. */
export function columnsOf(lines) {
  const rank = (s) => [s.backend, s.cpu === "max" ? "" : s.cpu, s.setting === "default" ? "" : s.setting].join("\n");
  return lines.filter((line) => line.type === "order_setting").sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

export const familiesOf = (lines) => [...new Set(lines.filter((line) => line.type === "order").map((line) => line.family))];

/* Counting walks over all lines once, however many tables ask. */
const counted = new WeakMap();
export function countsOf(lines, setting, family) {
  if (!counted.has(lines)) {
    const all = new Map();
    for (const line of lines) {
      if (line.type !== "order") continue;
      const key = `${settingKey(line)}\n${line.family}`;
      const n = all.get(key) ?? all.set(key, { kept: 0, broken: 0, notJudged: 0, drawing: null }).get(key);
      n.kept += line.observation === "pass";
      n.broken += line.observation === "wrong";
      n.notJudged += line.observation === "unsupported";
      if (line.drawing) n.drawing = line;
    }
    counted.set(lines, all);
  }
  return counted.get(lines).get(`${settingKey(setting)}\n${family}`) ?? { kept: 0, broken: 0, notJudged: 0, drawing: null };
}

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => String(text).replace(/[&<>"]/g, (c) => escapes[c]);

/* Of a backend, tests whose code and outcome are the same share a drawing. */
const drawingKey = (line) => JSON.stringify([line.backend, line.test, line.detail, line.threads, line.drawing]);

function drawings(lines) {
  const of = new Map();
  for (const line of lines.filter((l) => l.type === "order" && l.drawing)) {
    const key = drawingKey(line);
    (of.get(key) ?? of.set(key, { id: `execution-${of.size + 1}`, tests: [] }).get(key)).tests.push(line);
  }
  return of;
}

function executions(lines, all) {
  const svg = new Map(lines.filter((line) => line.type === "order_drawing").map((line) => [line.id, line.svg]));
  return [...all.values()].map(({ id, tests }) => {
    const [first] = tests;
    const words = `${first.test}: ${first.detail}`;
    return `<figure class="execution" id="${id}"><figcaption><strong>${escape(words)}</strong><br>${escape(tests.map(titleOf).join("; "))}<br>${
      first.threads.map((thread, i) => `P${i} <code>${escape(thread.sequence || thread.body)}</code>`).join("<br>")}</figcaption>
${svg.get(first.drawing).replace("<svg ", `<svg aria-label="${escape(`The execution of ${words}`)}" `)}</figure>`;
  }).join("\n");
}

function table(lines, backend, all) {
  const columns = columnsOf(lines).filter((s) => s.backend === backend);
  const rows = familiesOf(lines).map((family) => `<tr><th scope="row">${escape(family)}</th>${columns.map((s) => {
    const n = countsOf(lines, s, family);
    const text = `${n.kept} / ${n.broken} / ${n.notJudged}`;
    if (!(n.kept + n.broken + n.notJudged)) return '<td class="n">–</td>';
    return `<td class="n${n.broken ? " red" : ""}">${n.drawing
      ? `<a href="#${all.get(drawingKey(n.drawing)).id}" aria-label="${escape(`${text} of ${family}, ${titleOf(s)}: drawn below`)}">${text}</a>` : text}</td>`;
  }).join("")}</tr>`);
  return `<h3>${escape(`${backend} ${columns[0].backend_version}`)}</h3>
<div class="wide" role="region" tabindex="0" aria-label="Memory order, ${escape(backend)}"><table><caption>Tests kept / broken / not judged, by family and setting</caption>
<thead><tr><th scope="col">Family</th>${columns.map((s) => `<th scope="col" class="n">${escape(s.setting)}${s.cpu === "max" ? "" : `, ${escape(s.cpu)}`}</th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody>
<tfoot><tr><th scope="row">All</th>${columns.map((s) => `<td class="n">${s.kept} / ${s.broken} / ${s.not_judged}</td>`).join("")}</tr></tfoot></table></div>`;
}

/* The section, of the lines that docs/results keeps. */
export function orderSection(lines) {
  const backends = [...new Set(columnsOf(lines).map((s) => s.backend))];
  if (!backends.length)
    return "<p><strong>Not looked at.</strong> <code>make order</code> judges the code that translators emit, and <code>make order-publish</code> keeps what it found.</p>";
  const all = drawings(lines);
  return `<p>Broken: Arm’s memory model allows, with the code that the translator emitted, an outcome that x86’s forbids.
Each number of broken tests leads to one of them, drawn: po is program order, rf leads from a store to who reads it, fr from a read to the store that it missed, co from a store to a later one.</p>
${backends.map((backend) => table(lines, backend, all)).join("\n")}
<details><summary>The executions, ${all.size} drawings</summary>
${executions(lines, all)}</details>`;
}

export const orderOf = (file) => (existsSync(file) ? textOf(file).split("\n").filter(Boolean).map((line) => JSON.parse(line)) : []);
