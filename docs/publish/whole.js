/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a run must have to be whole, and what a reference run must be besides. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { VERDICTS } from "../page/model.js";

export const isNative = (backend) => backend.startsWith("native-");
/* As the lists of the documents: by name, the controls last. */
export const byBackend = (a, b) => isNative(a) - isNative(b) || (a < b ? -1 : a > b ? 1 : 0);
const isCheck = (line) => line.type === "check";
export const columnOf = ({ machine, backend }) => `${backend} on ${machine}`;

/* The project's cases but those that run only when they are named: name → whether an arm64 program says something in it too. */
export function projectCases(root) {
  const directory = join(root, "tests/cases");
  const files = readdirSync(directory).flatMap((area) => readdirSync(join(directory, area))
    .filter((name) => name.endsWith(".c")).map((name) => join(directory, area, name)));
  return new Map(files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const name = /^CASE\((\w+)/m.exec(text)?.[1];
    return name && !/\.named_only\b/.test(text) ? [[name, !/\.x86_64_only\b/.test(text)]] : [];
  }));
}

/* The list of docs/publish/columns.txt. */
export function wantedColumns(root) {
  return readFileSync(join(root, "docs/publish/columns.txt"), "utf8").split("\n")
    .map((line) => line.replace(/#.*/, "").trim().split(/\s+/)).filter(([machine]) => machine)
    .map(([machine, backend]) => ({ machine, backend }));
}

const some = (names) => (names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", "));

/*
 * What a run lacks, a sentence each. A backend that was UNAVAILABLE is lacking
 * only if `all` is asked for.
 */
export function lacks(lines, cases, columns, { all = true } = {}) {
  const wrong = [];
  const seen = new Map();
  const ways = new Map();
  for (const line of lines.filter(isCheck)) {
    const of = seen.get(columnOf(line)) ?? seen.set(columnOf(line), new Set()).get(columnOf(line));
    of.add(line.case).add(`${line.case}/${line.flavour}`);
    if (!isNative(line.backend)) ways.set(`${line.case}/${line.flavour}`, line.case);
  }
  const unavailable = new Map(lines.filter((line) => line.type === "unavailable").map((line) => [line.backend, line.why]));
  const ran = new Set(lines.filter((line) => line.type === "run").map(columnOf));
  for (const column of columns) {
    const name = columnOf(column);
    const checks = seen.get(name);
    if (!checks || !ran.has(name)) {
      const why = unavailable.get(column.backend);
      if (all || !why) wrong.push(`${name} is not in it${why ? `: UNAVAILABLE, ${why}` : ""}`);
      continue;
    }
    const arm64 = column.backend === "native-arm64";
    const missing = [...cases].filter(([c, both]) => (both || !arm64) && !checks.has(c)).map(([c]) => c);
    if (missing.length) wrong.push(`${name} has no check of ${some(missing)}`);
    const flavours = [...ways].filter(([way, c]) => checks.has(c) && !checks.has(way)).map(([way]) => way);
    if (flavours.length) wrong.push(`${name} lacks ${some(flavours)}`);
  }
  const gone = [...new Set(lines.filter(isCheck).map((line) => line.case))].filter((name) => !cases.has(name));
  if (gone.length) wrong.push(`it has ${some(gone)}, which ${gone.length === 1 ? "is no case" : "are no cases"} of this project`);
  return wrong;
}

/* What in it is red, a sentence each kind. */
export function reds(lines) {
  const wrong = [];
  for (const { name } of VERDICTS.filter((v) => v.red)) {
    const found = lines.filter((line) => isCheck(line) && line.verdict === name);
    if (found.length)
      wrong.push(`${found.length} ${name}: ${some(found.map((line) => `${line.case}/${line.flavour} (${columnOf(line)})`))}`);
  }
  const stale = lines.filter((line) => line.type === "stale");
  if (stale.length) wrong.push(`${stale.length} STALE: ${some(stale.map((line) => `${line.file}:${line.line}`))}`);
  for (const line of lines.filter((l) => l.type === "run" && l.trouble)) wrong.push(`${columnOf(line)} was in trouble: ${line.trouble}`);
  return wrong;
}
