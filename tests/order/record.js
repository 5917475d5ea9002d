/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node tests/order/record.js [--build DIRECTORY] [--expect DIRECTORY]
 *
 * Writes what build/order tells of settings of which nothing is recorded yet into
 * tests/order/expect. The reason is the code that was emitted; whoever knows a better
 * one writes it there. What is recorded stays as it is.
 */
import { appendFileSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { objects, program } from "../../docs/page/read.js";
import { settingKey } from "../../docs/page/order.js";

const WIDTH = 88;
const PATTERNS_MOST = 1900; /* characters that a paragraph's patterns may have (tests/runner/deviations.h) */
const SHOWN = 3;

const glob = (pattern) => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`);

/* Patterns that may take a test and others like it. */
function candidates(test) {
  const parts = test.split("+");
  const found = new Set([test, `${parts[0]}+*`, `*+${parts.at(-1)}`, `*+${parts.at(-1)}*`]);
  for (const part of parts.filter((p) => p.includes("."))) {
    found.add(`*+${part}*`);
    found.add(`*+${part}+*`);
    found.add(`${parts[0]}+*${part}*`);
  }
  return found;
}

/* The fewest patterns that take all of `failing` and nothing of `others`; greedily. */
export function patternsOf(failing, others) {
  const takes = new Map();
  for (const pattern of new Set(failing.flatMap((test) => [...candidates(test)]))) {
    const expression = glob(pattern);
    if (!others.some((test) => expression.test(test))) takes.set(pattern, failing.filter((test) => expression.test(test)));
  }
  const left = new Set(failing);
  const chosen = [];
  while (left.size) {
    let best = "";
    let most = 0;
    for (const [pattern, tests] of takes) {
      const n = tests.filter((test) => left.has(test)).length;
      if (n > most || (n === most && pattern.length < best.length)) [best, most] = [pattern, n];
    }
    chosen.push(best);
    for (const test of takes.get(best)) left.delete(test);
  }
  return chosen.sort();
}

/* "R8 NONE R8 is ldr x; ldr y": the code of which most tests fail, in the simplest bodies. */
function codeOf(lines) {
  const seen = new Map();
  const threads = lines.flatMap((line) => line.threads ?? []).filter((thread) => thread.sequence);
  const plain = threads.filter(({ body }) => body.includes(" NONE "));
  for (const { body, sequence } of plain.length ? plain : threads) {
    const known = seen.get(sequence) ?? { n: 0, body };
    seen.set(sequence, { n: known.n + 1, body: body.length < known.body.length ? body : known.body });
  }
  return [...seen].sort(([, a], [, b]) => b.n - a.n).slice(0, SHOWN).map(([sequence, { body }]) => `${body} is ${sequence}`).join(", ");
}

const filled = (text) => text.split(/\s+/).reduce((lines, word) => {
  if (lines.length && `${lines.at(-1)} ${word}`.length <= WIDTH) lines.push(`${lines.pop()} ${word}`);
  else lines.push(lines.length ? ` ${word}` : word);
  return lines;
}, []).join("\n");

/* Lists of patterns that are short enough for a paragraph each. */
const divided = (patterns) => patterns.reduce((lists, pattern) => {
  if (!lists.length || lists.at(-1).join(" ").length + pattern.length >= PATTERNS_MOST) lists.push([]);
  lists.at(-1).push(pattern);
  return lists;
}, []);

/* For a setting, and others in which the same tests fail. */
function paragraphs(setting, lines, alike) {
  const of = (...observations) => lines.filter((line) => observations.includes(line.observation));
  const version = `${setting.backend_version.replace(/(?:[+~]|(?<=\d)-).*$/, "")}*`; /* without the distribution's part */
  return [["wrong", of("wrong"), (l) => `${setting.about}: the code orders too little. ${codeOf(l)}.`],
    ["refused", of("unsupported"), (l) => `${setting.about}: not written for herd7. ${[...new Set(l.map((line) => line.detail))].slice(0, SHOWN).join("; ")}.`]]
    .filter(([, failing]) => failing.length)
    .flatMap(([how, failing, reason]) => {
      const names = failing.map((line) => line.test);
      const others = lines.filter((line) => !failing.includes(line) && line.observation !== "skipped").map((line) => line.test);
      return divided(patternsOf(names, others)).map((patterns) => [filled(`Case: ${[setting, ...alike].map((one) => one.setting).join(" ")}`), `Machine: ${setting.cpu}`, `Version: ${version}`,
        filled(`Fails: ${how} ${patterns.join(" ")}`), filled(`Reason: ${reason(failing)}`)].join("\n"));
    });
}

/* Is anything recorded of a setting, as a CPU and a version have it? */
function recorded(text, { setting, cpu, backend_version: version }) {
  return text.split(/\n\n+/).some((paragraph) => [["Case", setting], ["Machine", cpu], ["Version", version]].every(([field, value]) => {
    const list = new RegExp(`^${field}: *(.*)$`, "m").exec(paragraph)?.[1];
    return field === "Case" ? list && list.split(/\s+/).some((p) => glob(p).test(value)) : !list || list.split(/\s+/).some((p) => glob(p).test(value));
  }));
}

const nameOf = (setting) => `${setting.setting} of ${setting.backend} ${setting.backend_version}, CPU ${setting.cpu}`;

function main() {
  const { values: { build, expect } } = parseArgs({ options: {
    build: { type: "string", default: join(process.env.BUILD || "build", "order") }, expect: { type: "string", default: "tests/order/expect" } } });
  const files = existsSync(build) ? readdirSync(build).filter((name) => /^order.*\.jsonl$/.test(name)) : [];
  if (!files.length) throw new Error(`there is no ${join(build, "order.jsonl")}: run make order first`);
  const lines = files.flatMap((name) => objects(join(build, name)));
  const groups = new Map();
  for (const setting of lines.filter((line) => line.type === "order_setting" && line.whole && !line.backend.startsWith("native-"))) {
    const file = join(expect, `${setting.backend.split("@")[0]}.txt`);
    if (recorded(readFileSync(file, "utf8"), setting)) {
      console.log(`${nameOf(setting)}: recorded already`);
      continue;
    }
    const of = lines.filter((line) => line.type === "order" && settingKey(line) === settingKey(setting));
    const key = JSON.stringify([file, setting.cpu, setting.backend_version, of.map((line) => [line.test, line.observation])]);
    (groups.get(key) ?? groups.set(key, []).get(key)).push({ setting, of, file });
  }
  for (const [{ setting, of, file }, ...others] of groups.values()) {
    const fresh = paragraphs(setting, of, others.map((other) => other.setting));
    appendFileSync(file, fresh.map((paragraph) => `\n${paragraph}\n`).join(""));
    console.log(`${[setting, ...others.map((other) => other.setting)].map(nameOf).join("; ")}: ${fresh.length} paragraphs, in ${file}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) program("order", import.meta.url, main);
