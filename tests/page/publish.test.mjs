/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The reference run: what is refused, what is made of it, and which run documents take. On made-up results. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { objects, read } from "../../docs/page/read.js";
import { publish } from "../../docs/publish/publish.js";
import { table, wrap } from "../../docs/publish/markdown.js";
import { wanted } from "../../docs/publish/summary.js";
import { choose } from "../../docs/publish/with-run.js";
import { projectCases, wantedColumns } from "../../docs/publish/whole.js";
import { toText } from "./synthetic.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "publish-"));
const root = join(scratch, "project");
const build = join(scratch, "build");
after(() => rmSync(scratch, { recursive: true }));

const COLUMNS = [["host", "native-x86_64"], ["krun", "native-arm64"], ["krun", "qemu@trixie"], ["krun", "fex"]];
const CASES = [["memory", "map_file"], ["exec", "script_name"], ["exec", "segment_base"]];

function write(file, text) {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

/* A whole green run; `change` may make another of each line, or none. */
function run(change = (line) => line, more = []) {
  const lines = COLUMNS.flatMap(([machine, backend]) => [
    { type: "run", machine, backend, backend_version: "1.0", kernel: "6.12", page_size: 4096, date: "2026-11-28T10:00:00Z", seconds: 600,
      host: { cpu: "Example", cpus: 2, memory_mib: 4096, os: "Debian", kernel: "6.1", architecture: "x86_64" }, images: { amd64: "abc" } },
    ...CASES.filter(([, name]) => backend !== "native-arm64" || name !== "segment_base").flatMap(([area, name]) => ["glibc", "static"].map((flavour) => {
      const wrong = backend === "qemu@trixie" && name === "map_file";
      return { type: "check", case: name, area, rule: "MEM-1", summary: `what ${name} says`, flavour, engine: "crun", machine, backend,
        backend_version: "1.0", observation: wrong ? "wrong" : "pass", verdict: wrong ? "XFAIL" : "PASS", ...(wrong && { symptom: "page == 1", got: "2" }),
        ms: 1, detail: `${root}/tests/cases`, source: `tests/cases/${area}/${name}.c` };
    }))]);
  const made = lines.flatMap((line) => change(line) ?? []);
  write(join(build, "results/results.jsonl"), toText([...made, ...more]));
}

const snapshot = () => readdirSync(join(root, "docs/results")).join() + readFileSync(join(root, "README.md"), "utf8");
const refused = (what) => {
  const before = snapshot();
  assert.throws(() => publish(root, build), (error) => error.message.split("\n").length === 2 && error.message.includes(what) || assert.fail(error.message));
  assert.equal(snapshot(), before, "nothing is changed");
};
const fits = () => Object.entries(wanted(root)).every(([name, text]) => readFileSync(join(root, name), "utf8") === text);

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  rmSync(build, { recursive: true, force: true });
  for (const [area, name] of CASES)
    write(join(root, `tests/cases/${area}/${name}.c`), `CASE(${name}, .rule = "MEM-1",${name === "segment_base" ? " .x86_64_only = true," : ""});\n`);
  write(join(root, "docs/publish/columns.txt"), `# A list.\n${COLUMNS.map((column) => column.join(" ")).join("\n")}\n`);
  write(join(root, "docs/claims/_impact.yaml"), "impact:\n- backend: qemu\n  how: wrong\n  cases: script_name map_file\n  says: >-\n    Files are read\n    from elsewhere\n" +
    "- backend: qemu\n  how: wrong\n  loud: yes\n  cases: map_file\n  says: Nothing starts\n- backend: fex\n  how: wrong\n  cases: map_file\n  says: Not in this run\n" +
    "- backend: qemu\n  how: wrong\n  cases: map_file\n  says: A second\n");
  write(join(root, "README.md"), "Before.\n<!-- the reference run: made by make publish -->\nold\n<!-- the reference run ends -->\nAfter.\n");
  mkdirSync(join(root, "docs/results"), { recursive: true });
});

test("a whole green run is published, and the pages fit it", () => {
  run();
  assert.match(publish(root, build), /: 22 checks, 1 KiB; no measurement of cost/);
  assert.ok(fits());
  const [head] = read(join(root, "docs/results/results.jsonl.xz"));
  assert.deepEqual([head.type, head.date, head.backends.fex, head.machines.krun, head.images], ["reference", "2026-11-28", "1.0", { kernel: "6.12", page_size: 4096 }, { amd64: "abc" }]);
  const text = readFileSync(join(root, "README.md"), "utf8");
  assert.match(text, /^Before\.\n[\s\S]*After\.\n$/);
  assert.ok(text.indexOf("not a rate") < text.indexOf("| memory |"), "the warning comes before the first number of an area");
  assert.match(text, /\| memory \| 2\/2 \| {9}0\/2 \|/);
  assert.match(text, /^1\. \*\*qemu\*\*: Files are read from elsewhere \(`map_file`\)\.$/m);
  assert.doesNotMatch(text, /Nothing starts|Not in this run|^3\. /m);
  assert.match(readFileSync(join(root, "docs/results/README.md"), "utf8"), /It is the first reference run/);
  assert.ok(read(join(root, "docs/results/results.jsonl.xz")).every((line) => !JSON.stringify(line).includes(root)), "no path of this machine");
});

test("a silent wrong result that translators share is told once", () => {
  write(join(root, "docs/claims/_impact.yaml"), ["fex", "qemu"].map((backend) => `- backend: ${backend}\n  how: wrong\n  cases: map_file\n  says: The same\n`)
    .join("").replace(/^/, "impact:\n"));
  run((line) => (line.case === "map_file" && line.backend === "fex" ? { ...line, observation: "wrong", verdict: "XFAIL" } : line));
  publish(root, build);
  assert.match(readFileSync(join(root, "README.md"), "utf8"), /^1\. \*\*fex, qemu\*\*: The same \(`map_file`\)\.\n\n/m);
});

test("a page that was edited, or is old, does not fit", () => {
  run();
  publish(root, build);
  write(join(root, "README.md"), readFileSync(join(root, "README.md"), "utf8").replace("0/2", "2/2"));
  assert.ok(!fits());
});

test("what changed since the last one", () => {
  run();
  publish(root, build);
  run((line) => ({ ...line, backend_version: line.backend === "fex" ? "2.0" : "1.0",
    ...(line.observation === "wrong" && { observation: "pass", verdict: "PASS", symptom: undefined }),
    ...(line.backend === "fex" && line.case === "script_name" && { observation: "crash", verdict: "XFAIL", symptom: "SIGSEGV" }) }));
  publish(root, build);
  const text = readFileSync(join(root, "docs/results/README.md"), "utf8");
  assert.match(text.replace(/\n/g, " "), /Since the run of 2026-11-28: 2 fixed, 2 broken, 0 different; 0 checks are new, 0 are gone. Versions: fex: 1.0 to 2.0\./);
  assert.match(readFileSync(join(root, "README.md"), "utf8"), /Since the run of 2026-11-28: 2 fixed/);
  assert.match(text, /Broken: `script_name\/glibc \(fex on krun\)`/);
});

test("measurements go along, and are shown", () => {
  run();
  write(join(build, "bench/bench.jsonl"), [2, 4, 9].map((ratio) => JSON.stringify({ kind: "kernel", backend: "fex", phase: "steady", cache: "cold", name: `k${ratio}`, ratio })).join("\n"));
  write(join(build, "bench/cost.svg"), "<svg><title>Cost</title></svg>");
  publish(root, build);
  assert.match(readFileSync(join(root, "README.md"), "utf8"), /\| fex {5}\| +4\.0 \(2\.0 to 9\.0, `k9`\) \|/);
  assert.deepEqual(readdirSync(join(root, "docs/results")).sort(), ["README.md", "bench-more.tar.xz", "bench.jsonl.xz", "results.jsonl.xz"]);
  rmSync(build, { recursive: true });
  const chosen = choose(root, build);
  assert.equal(readFileSync(join(chosen.BENCH, "../cost.svg"), "utf8"), "<svg><title>Cost</title></svg>");
});

const workload = (name, backend, observation, more) => ({ type: "workload", workload: name, machine: "krun", backend, observation,
  verdict: observation === "pass" ? "PASS" : "XFAIL", ...more });
const software = (lines) => {
  for (const name of ["redis", "perl"]) write(join(root, `tests/workloads/${name}.c`), "");
  write(join(build, "software/workloads/workloads.jsonl"), toText(lines));
};

test("workloads go along, and are shown", () => {
  run();
  software([workload("redis", "fex", "pass"), workload("perl", "fex", "crash"), workload("perl", "fex", "pass", { spoiled: true }),
    workload("redis", "native-arm64", "pass"), workload("perl", "native-arm64", "skipped")]);
  publish(root, build);
  assert.match(readFileSync(join(root, "README.md"), "utf8"), /\| {15}\| fex \| native-arm64 \|\n.*\n\| Real software \| 1\/2 \| {10}1\/1 \|/);
  assert.match(readFileSync(join(root, "docs/results/README.md"), "utf8"), /## Real software\n[\s\S]*\| perl {3}\| +crash \| +skipped \|/);
  assert.ok(fits());
  rmSync(build, { recursive: true });
  assert.equal(objects(choose(root, build).WORKLOADS).length, 5);
});

test("of workloads that did not all run nothing is published, and that is said", () => {
  run();
  software([workload("redis", "fex", "pass")]);
  assert.match(publish(root, build), /; no workloads: fex on krun ran 1 of 2$/);
  assert.doesNotMatch(readFileSync(join(root, "README.md"), "utf8"), /Real software/);
});

test("refused: a red workload", () => {
  run();
  software([workload("redis", "fex", "crash", { verdict: "FAIL" }), workload("perl", "fex", "pass")]);
  refused("1 FAIL of workloads: redis (fex on krun)");
});

for (const [name, change, what, more] of [
  ["a red check", (l) => (l.backend === "fex" && l.case === "map_file" && l.flavour === "static" ? { ...l, verdict: "FAIL", observation: "crash" } : l), "1 FAIL: map_file/static (fex on krun)"],
  ["a stale deviation", undefined, "1 STALE: fex.txt:3", [{ type: "stale", case: "gone", file: "fex.txt", line: 3 }]],
  ["a machine in trouble", (l) => (l.type === "run" && l.backend === "fex" ? { ...l, trouble: "it died" } : l), "fex on krun was in trouble: it died"],
  ["a column that is missing", (l) => (l.backend === "fex" ? undefined : l), "fex on krun is not in it"],
  ["a backend that is UNAVAILABLE", (l) => (l.backend === "fex" ? undefined : l), "fex on krun is not in it: UNAVAILABLE, no FEX", [{ type: "unavailable", machine: "krun", backend: "fex", why: "no FEX" }]],
  ["a case that is missing", (l) => (l.backend === "fex" && l.case === "map_file" ? undefined : l), "fex on krun has no check of map_file"],
  ["a flavour that is missing", (l) => (l.backend === "fex" && l.case === "map_file" && l.flavour === "static" ? undefined : l), "fex on krun lacks map_file/static"],
  ["a case that is no more", (l) => (l.case === "map_file" ? [l, { ...l, case: "old" }] : l), "it has old, which is no case of this project"],
])
  test(`refused: ${name}`, () => {
    run(change, more);
    refused(what);
  });

test("refused: no results, or none that can be read", () => {
  assert.throws(() => publish(root, build), /there is no .*results\.jsonl: run make conformance first/);
  write(join(build, "results/results.jsonl"), "{\n");
  assert.throws(() => publish(root, build), /line 1 is not JSON/);
});

test("documents take a whole run of one's own, else the reference run, else what there is", () => {
  run();
  assert.match(choose(root, build).RUN_IN_WORDS, /^a run of this copy/);
  run((line) => (line.backend === "fex" ? undefined : line), [{ type: "unavailable", machine: "krun", backend: "fex", why: "no FEX" }]);
  assert.equal(choose(root, build).RESULTS, join(build, "results/results.jsonl"), "what was UNAVAILABLE makes no part of it");
  run((line) => (line.case === "map_file" ? undefined : line));
  assert.match(choose(root, build).RUN_IN_WORDS, /^a part/);
  run();
  publish(root, build);
  run((line) => (line.case === "map_file" ? undefined : line));
  const chosen = choose(root, build);
  assert.match(chosen.RUN_IN_WORDS, /^the reference run/);
  assert.match(chosen.note, /is no whole run: native-x86_64 on host has no check of map_file; the reference run is taken/);
  assert.equal(read(chosen.RESULTS).length, 27);
  rmSync(build, { recursive: true });
  assert.match(choose(root, build).RUN_IN_WORDS, /^the reference run/);
});

test("what is shown as text has 80 columns", () => {
  assert.ok(wrap("word ".repeat(60), "   ").split("\n").every((line) => line.length <= 80));
  assert.equal(table(["a", "n"], [["long name", "1"]]), "| a         |   n |\n| --------- | --: |\n| long name |   1 |");
});

test("the project's own list and cases can be read", () => {
  assert.ok(wantedColumns(project).some(({ machine, backend }) => machine === "krun" && backend === "fex"));
  const cases = projectCases(project);
  assert.ok(cases.size > 300 && cases.get("mmap_file_offset") !== undefined);
});
