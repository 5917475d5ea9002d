/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the results page knows, without a browser. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Results, changes, comparisons, failures, pack, parse, select, totals } from "../../docs/page/model.js";
import { findings, unmutated } from "../../docs/page/findings.js";
import { cost, hosts, rules, sources } from "../../docs/page/build.js";
import { synthetic } from "./synthetic.mjs";

const sample = () => parse(readFileSync(new URL("sample.jsonl", import.meta.url), "utf8"));
const nothing = { area: new Set(), backend: new Set(), machine: new Set(), verdict: new Set(), observed: new Set(), text: "" };
const scratch = mkdtempSync(join(tmpdir(), "page-model-"));
after(() => rmSync(scratch, { recursive: true }));

test("packing loses no check", () => {
  const lines = sample();
  const results = new Results(pack(lines));
  const checks = lines.filter((line) => line.type === "check");
  assert.equal(results.count, checks.length);
  for (const line of checks) {
    const column = results.columns.findIndex((c) => c.backend === line.backend && c.machine === line.machine);
    const i = results.cell(results.cases.findIndex((c) => c.name === line.case), column)
      .find((check) => results.way(check) === `${line.flavour}/${line.engine}`);
    assert.equal(results.verdict(i).name, line.verdict);
    assert.equal(results.observation(i).name, line.observation);
    assert.equal(results.again(i), line.again);
    for (const field of ["symptom", "got", "where", "last_words"]) assert.equal(results.extra(i, field), line[field] ?? "");
  }
  assert.equal(results.unavailable.length, 1);
  assert.equal(totals(results).reduce((n, row) => n + row.checks, 0), checks.length);
});

test("the host and the time are told once", () => {
  assert.equal(hosts(sample()), "Took 49 minutes on Example CPU @ 2.00GHz, 2 CPUs, 24,105 MiB of memory, " +
    "Debian GNU/Linux 12 (bookworm), Linux 6.1.0-1-amd64.");
  assert.equal(hosts(sample().map(({ host, ...line }) => line)), "");
  assert.equal(hosts([{ type: "run", host: { cpus: 1 }, seconds: 7 }]), "Took 7 seconds on 1 CPU.");
});

test("a line that is no record is named", () => {
  assert.throws(() => parse('{"type":"run","machine":"m","backend":"b"}\nnonsense\n'), /line 2 is not JSON/);
  assert.throws(() => parse('{"type":"check","case":"a"}\n'), /line 1 is no record of results \(lacks flavour\)/);
  assert.throws(() => parse("7\n"), /line 1 is no record/);
  const line = sample().find((l) => l.type === "check");
  for (const odd of [{ issues: {} }, { got: [] }, { ms: "9" }, { summary: 1 }])
    assert.throws(() => parse(JSON.stringify({ ...line, ...odd })), /line 1 is no record of results \(\w+ is of the wrong kind\)/);
  assert.throws(() => pack([{ ...sample().find((l) => l.type === "check"), verdict: "MAYBE" }]), /unknown verdict "MAYBE"/);
});

test("a check without a run's header still has a column", () => {
  const results = new Results(pack(sample().filter((line) => line.type === "check")));
  assert.ok(results.columns.some((c) => c.backend === "fex" && c.kernel));
});

test("of two lines about one check the later counts", () => {
  const line = sample().find((l) => l.verdict === "PASS");
  const results = new Results(pack([line, { ...line, ms: 77 }]));
  assert.equal(results.count, 1);
  assert.equal(results.at(0, 5), 77);
});

test("filters by backend, verdict, observation and words", () => {
  const results = new Results(pack(sample()));
  const backends = (list) => new Set(list.map((i) => results.column(i).backend));
  const fex = select(results, { ...nothing, backend: new Set(["fex"]) });
  assert.deepEqual([...backends(fex.checks)], ["fex"]);
  assert.equal(fex.columns.length, 1);
  assert.ok(select(results, { ...nothing, verdict: new Set(["red"]) }).checks.every((i) => results.verdict(i).red));
  const hangs = select(results, { ...nothing, observed: new Set(["hang"]) }).checks;
  assert.ok(hangs.length && hangs.every((i) => results.observation(i).name === "hang"));
  const words = select(results, { ...nothing, text: "BOX64@sid  time limit" });
  assert.ok(words.checks.length);
  assert.deepEqual([...backends(words.checks)], ["box64@sid"]);
  assert.equal(select(results, { ...nothing, text: "no such words" }).checks.length, 0);
  assert.deepEqual([...select(results, { ...nothing, verdict: new Set(["differs"]) }, new Set([3])).checks], [3]);
});

test("a race tells its rate, and where it can't be seen", () => {
  const line = { ...sample().find((l) => l.type === "check"), tries: 100, failed_tries: 3,
    repetitions: 5, failed_repetitions: 2, inconclusive: "emulated" };
  const results = new Results(pack([line]));
  assert.equal(results.extra(0, "rate"), "3 of 100 tries failed; 2 of 5 repetitions failed");
  assert.equal(results.extra(0, "inconclusive"), "emulated");
});

test("silent wrong results lead the failures, red before recorded", () => {
  const lines = synthetic(60);
  const results = new Results(pack(lines));
  const groups = failures(results, select(results, nothing).checks);
  const ranking = ["wrong", "crash", "hang", "refused", "broken", "skipped", "pass"];
  const order = groups.map(([i]) => 2 * ranking.indexOf(results.observation(i).name) + (results.verdict(i).red ? 0 : 1));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.ok(order.includes(0) && order.includes(3));
  assert.equal(groups.flat().length, lines.filter((l) => l.type === "check" && l.verdict !== "PASS").length);
});

test("changes are told by kind, values got are not compared", () => {
  const now = sample();
  const results = new Results(pack(now));
  assert.deepEqual(changes(results, now), []);
  const then = structuredClone(now).filter((l) => l.type === "check");
  const failing = then.filter((l) => l.observation !== "pass");
  failing[0].got = "another value";
  failing[1].symptom = "another claim";
  Object.assign(failing[2], { verdict: "PASS", observation: "pass", symptom: undefined });
  Object.assign(then.find((l) => l.verdict === "PASS" && l !== failing[2]), { verdict: "FAIL", observation: "crash", symptom: "SIGSEGV" });
  const dropped = then.pop();
  then.push({ ...dropped, case: "a_case_of_old" });
  const kinds = changes(results, then).map((c) => c.kind).sort();
  assert.deepEqual(kinds, ["better", "gone", "new", "other", "worse"]);
});

test("versions and machines are compared, without what is flaky or broken", () => {
  const check = (backend, machine, name, observation, symptom = "", verdict = "PASS") => ({ type: "check", case: name, flavour: "static",
    engine: "crun", backend, machine, observation, symptom, verdict });
  const lines = [["old", "pass", "wrong", "crash", "pass"], ["new", "wrong", "pass", "wrong", "wrong"]].flatMap(([suite, ...seen]) =>
    seen.map((observation, i) => check(`a@${suite}`, "krun", `case_${i}`, observation, observation === "pass" ? "" : "claim",
      i === 3 && suite === "new" ? "FLAKY" : "XFAIL")));
  lines.push(check("a@old", "other", "case_0", "crash", "SIGSEGV"), check("b", "krun", "case_0", "crash"));
  const results = new Results(pack(lines));
  const told = comparisons(results).map(({ kind, from, to, compared, changes: list }) =>
    [kind, results.columnName(from), results.columnName(to), compared, ...list.map((c) => `${results.name(c.after).split("/")[0]} ${c.change}`)]);
  assert.deepEqual(told, [
    ["version", "a@old on krun", "a@new on krun", 3, "case_0 broken", "case_1 fixed", "case_2 different"],
    ["machine", "a@old on krun", "a@old on other", 1, "case_0 broken"],
  ]);
});

test("rules are found by their ids", () => {
  const found = rules(fileURLToPath(new URL("../..", import.meta.url)));
  assert.match(found["BACKEND-1"].html, /^<p>The translator that was chosen is what runs/);
  assert.match(found["BACKEND-1"].html, /Source: /);
  assert.doesNotMatch(found["BACKEND-1"].html, /BACKEND-2/);
});

test("only files of the project are put into the page", () => {
  mkdirSync(join(scratch, "tests/cases"), { recursive: true });
  writeFileSync(join(scratch, "tests/cases/a.c"), "int a;\n");
  writeFileSync(join(scratch, "secret.c"), "int secret;\n");
  const line = sample().find((l) => l.type === "check");
  const named = (source) => Object.keys(sources(pack([{ ...line, source, where: "" }]), scratch));
  assert.deepEqual(named("tests/cases/a.c"), ["tests/cases/a.c"]);
  for (const path of ["secret.c", "../secret.c", "tests/../secret.c", "/etc/passwd", "tests/cases/none.c"])
    assert.deepEqual(named(path), []);
});

test("the generator says what is missing, and exits with 2", () => {
  const build = fileURLToPath(new URL("../../docs/page/build.js", import.meta.url));
  const run = (...args) => spawnSync(process.execPath, [build, ...args], { encoding: "utf8" });
  const none = run("--results", join(scratch, "none.jsonl"));
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^report: there is no .*none\.jsonl: run make conformance first\n$/);
  writeFileSync(join(scratch, "bad.jsonl"), "{}\n");
  const bad = run("--results", join(scratch, "bad.jsonl"));
  assert.equal(bad.status, 2);
  assert.match(bad.stderr, /bad\.jsonl: line 1 is no record/);
});

test("every failure without a thread gets a report to send", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const lines = sample();
  const files = findings(lines, root);
  const failing = lines.filter((l) => l.type === "check" && !l.backend.startsWith("native") && l.observation !== "pass");
  const wanted = (l) => `${l.backend.split("@")[0]}-${l.case}.md`;
  assert.deepEqual([...files.keys()].sort(),
    [...new Set(failing.filter((l) => !l.deviation_link).map(wanted)), "README.md"].sort());
  assert.ok(files.size > 3);
  const auxv = { ...failing[0], case: "auxv_values", rule: "ID-6", source: "tests/cases/identity/auxv_values.c", deviation_link: undefined,
    got: "a | b\n", observation: "wrong" };
  const text = findings([auxv, { ...auxv, backend: "native-x86_64", observation: "pass" }], root).get(wanted(auxv));
  for (const part of ["**Status:**", "**Expected:** by rule ID-6 (docs/spec/identity.md):\n\n> The auxiliary", "| a \\| b  |",
    "native-x86_64 on krun: 1 of 1 pass", "return 0;\n}\n```", auxv.again])
    assert.ok(text.includes(part), `${part} in ${text}`);
  assert.doesNotMatch(text, /CASE\(|MUTATE\(/);
});

test("a report shows what the guest really does", () => {
  assert.equal(unmutated("a MUTATE(f(1, 2), g(\")\")) b MUTATE(, c);"), "a f(1, 2) b ;");
  assert.equal(unmutated("nothing of that kind"), "nothing of that kind");
});

test("costs are shown where they were measured", () => {
  const figure = { kind: "kernel", name: "sha", backend: "qemu@trixie", phase: "steady", cache: "cold", ratio: 6.249 };
  const lines = [figure, { ...figure, phase: "total", ratio: 99 }, { ...figure, backend: "native-arm64", ratio: 1 },
    { ...figure, backend: "fex", cache: "warm", ratio: 12.6 }, { ...figure, kind: "program", name: "xz", phase: "total", ratio: 7 }];
  const html = cost(lines, [{ name: "a.svg", svg: "<svg><title>A &amp; B</title></svg>" }]);
  assert.match(html, /<th scope="col" class="n">fex warm<\/th><th scope="col" class="n">qemu@trixie<\/th>/);
  assert.match(html, /sha<\/th><td class="n">13<\/td><td class="n">6\.2<\/td>/);
  assert.match(html, /xz<\/th><td class="n">7\.0<\/td>/);
  assert.doesNotMatch(html, /99/);
  assert.match(html, /<img class="plot" alt="A &amp; B" src="data:image\/svg\+xml;base64,/);
  assert.match(cost(), /Not measured/);
  assert.doesNotMatch(html, /virtual CPUs/);
  /* By CPUs it is user instructions that are compared. */
  const of = (backend, cpus, user) => ({ ...figure, backend, cpus, ratio: 99, user_instructions: user });
  const wide = cost([...lines, of("native-arm64", 1, 1000), of("qemu@trixie", 1, 6249), of("native-arm64", 4, 2000), of("qemu@trixie", 4, 111102)]);
  assert.match(wide, /sha, qemu@trixie<\/th><td class="n">6\.25<\/td><td class="n">55\.55<\/td>/);
  assert.doesNotMatch(wide, /<td class="n">56<\/td>/);
  const beside = cost([...lines, { ...figure, kind: "program", name: "alone", phase: "total", native: true, ratio: 1.0031 }]);
  assert.match(beside, /Native programs beside the backend[^]*alone<\/th><td class="n">1\.003<\/td>/);
});
