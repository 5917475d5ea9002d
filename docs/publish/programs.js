/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Real software in the reference run: workloads, programs on a GPU, test suites. Each
 * kind is a file of its own, which a reference run has if that kind ran whole.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { VERDICTS } from "../page/model.js";
import { objects } from "../page/read.js";
import { table, wrap } from "./markdown.js";
import { byBackend, columnOf } from "./whole.js";

export const KINDS = [
  { name: "workloads", file: "software/workloads/workloads.jsonl", environment: "WORKLOADS", title: "Real software",
    says: "Programs that are driven as a user would; each ran once." },
  { name: "gpu", file: "gpu/gpu/gpu.jsonl", environment: "GPU", title: "Programs on a GPU",
    says: "Programs that use Venus and virgl on the machine `gpu`, whose renderer is Mesa's software. `without_gpu` is their control, without a device, and isn't counted.",
    control: "without_gpu" },
  { name: "suites", file: "software/suites/suites.jsonl", environment: "SUITES", title: "Test suites that others wrote",
    says: "Only what passes natively on both architectures counts." },
];
export const packedName = (kind) => `${kind.name}.jsonl.xz`;

const unique = (list) => [...new Set(list)];
const isRow = (line) => (line.type === "workload" && !line.spoiled) || line.type === "suite";
const nameOf = (line) => line.workload ?? line.suite;
const CONTROLS = KINDS.map(({ control }) => control);
const isCounted = (line) => !["skipped", "broken"].includes(line.observation) && !CONTROLS.includes(nameOf(line));

/* Why a run of a kind is not published: some of it did not run. "" if all did. */
export function lacking(root, kind, lines) {
  const all = readdirSync(join(root, "tests", kind.name)).filter((name) => name.endsWith(".c")).length;
  const rows = lines.filter(isRow);
  const columns = unique(rows.map(columnOf));
  const ran = (column) => unique(rows.filter((line) => columnOf(line) === column).map(nameOf)).length;
  const short = columns.find((column) => ran(column) < all);
  return short ? `${short} ran ${ran(short)} of ${all}` : columns.length ? "" : "nothing ran";
}

/* What in it is red, a sentence each verdict. */
export const redsOf = (kind, lines) => VERDICTS.filter((verdict) => verdict.red).flatMap(({ name }) => {
  const found = lines.filter((line) => isRow(line) && line.verdict === name);
  return found.length ? [`${found.length} ${name} of ${kind.name}: ${found.slice(0, 3).map((line) => `${line.test ?? nameOf(line)} (${columnOf(line)})`).join(", ")}`] : [];
});

/* The kinds that ran, with their lines. `fileOf` tells where those of a kind would be. */
export const programsOf = (fileOf) => KINDS.flatMap((kind) => {
  const rows = objects(fileOf(kind)).filter(isRow);
  return rows.length ? [{ ...kind, rows }] : [];
});

const share = (list) => {
  const counted = list.filter(isCounted);
  return counted.length ? `${counted.filter((line) => line.observation === "pass").length}/${counted.length}` : "–";
};

/* Passed of counted, a row for each kind. */
export function shortTable(programs) {
  const backends = unique(programs.flatMap(({ rows }) => rows.map((line) => line.backend))).sort(byBackend);
  return table(["", ...backends], programs.map(({ title, rows }) =>
    [title, ...backends.map((backend) => share(rows.filter((line) => line.backend === backend)))]));
}

/* Each program or suite by column. */
function longTable({ rows }) {
  const columns = unique(rows.map(columnOf)).sort(byBackend);
  const cell = (name, column) => {
    const of = rows.filter((line) => nameOf(line) === name && columnOf(line) === column);
    /* A program that fails says so: nothing about it is silent. */
    return of.length === 1 && !of[0].suite ? of[0].observation.replace("wrong", "fails") : of.length ? share(of) : "–";
  };
  return table(["", ...columns], [...unique(rows.map(nameOf)).sort().map((name) => [name, ...columns.map((column) => cell(name, column))]),
    ["passed", ...columns.map((column) => share(rows.filter((line) => columnOf(line) === column)))]]);
}

export const sections = (programs) => programs.map((kind) => `## ${kind.title}

${wrap(kind.says)}

${longTable(kind)}
`).join("\n");
