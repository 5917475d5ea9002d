/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Results as the page holds them: small integers and one list of strings, so
 * that 50,000 checks take a few MB. pack() runs in the generator, the rest in
 * the page; both in the tests.
 */

/* As in docs/guide/verdicts.md; the letters are those of the console's matrix. */
export const VERDICTS = [
  { name: "PASS", letter: ".", red: false, means: "every claim held" },
  { name: "SKIPPED", letter: "s", red: false, means: "not run: the machine lacks what the case needs" },
  { name: "XFAIL", letter: "x", red: false, means: "fails as recorded" },
  { name: "UNSUPPORTED", letter: "u", red: false, means: "refused as recorded" },
  { name: "FAIL", letter: "F", red: true, means: "fails, and nothing is recorded" },
  { name: "CHANGED", letter: "C", red: true, means: "fails otherwise than recorded" },
  { name: "XPASS", letter: "P", red: true, means: "passes, though a failure is recorded" },
  { name: "FLAKY", letter: "~", red: true, means: "repetitions disagree" },
  { name: "BROKEN", letter: "B", red: true, means: "the harness could not do its part" },
];
export const OBSERVATIONS = [
  { name: "pass", means: "every claim held" },
  { name: "wrong", means: "silent wrong result" },
  { name: "refused", means: "a clean error" },
  { name: "crash", means: "ended by a signal nobody sent" },
  { name: "hang", means: "killed at its time limit" },
  { name: "skipped", means: "not run" },
  { name: "broken", means: "the harness's fault" },
];
export const WRONG = 1;

/* Those in which every case comes, if it can (tests/common/registry.h). */
export const MAIN_FLAVOURS = ["glibc", "static"];

/* Of one check: WIDTH numbers. EXTRA is -1 where there is nothing to say. */
export const CASE = 0, COLUMN = 1, WAY = 2, VERDICT = 3, OBSERVATION = 4, MS = 5, EXTRA = 6;
export const WIDTH = 7;

/* Of one extra: what a check says besides its verdict, each a string. */
export const EXTRA_FIELDS = ["symptom", "got", "where", "last_words", "notes",
  "rate", "inconclusive", "deviation_link", "deviation_reason", "again"];

const isCheck = (line) => line.type === "check" || line.type === "workload";
const wayOf = (line) => `${line.flavour}/${line.engine}`;
const keyOf = (line) => [line.case, wayOf(line), line.backend, line.machine].join("\n");
const rerun = (machine, backend, check) =>
  `make conformance MACHINE=${machine} BACKEND=${backend} CASE=${check}`;
/* How often something that may fail by chance was tried. */
function rateOf(line) {
  const parts = [["tries", line.failed_tries, line.tries], ["repetitions", line.failed_repetitions, line.repetitions]];
  return parts.filter(([, , all]) => all).map(([what, failed, all]) => `${failed} of ${all} ${what} failed`).join("; ");
}
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/* What a line must have, and what else it may have, by its type. */
const CHECK = {
  texts: ["case", "flavour", "engine", "backend", "machine", "verdict", "observation"],
  moreTexts: ["rule", "area", "summary", "source", "backend_version", "kernel",
    ...EXTRA_FIELDS.filter((field) => field !== "rate")],
  numbers: ["ms", "page_size", "tries", "failed_tries", "repetitions", "failed_repetitions"],
};
const SHAPES = {
  check: CHECK,
  workload: CHECK,
  run: { texts: ["backend", "machine"], moreTexts: ["backend_version", "backend_build", "trouble", "date"], numbers: ["page_size", "seconds"] },
  unavailable: { texts: ["backend", "machine", "why"], moreTexts: [], numbers: [] },
  stale: { texts: ["case", "file"], moreTexts: [], numbers: ["line"] },
};

/* What is wrong with a line's value, in words; nothing: it is a record of results. */
function fault(value) {
  if (typeof value?.type !== "string") return "lacks type";
  const shape = Object.hasOwn(SHAPES, value.type) ? SHAPES[value.type] : { texts: [], moreTexts: [], numbers: [] };
  const missing = shape.texts.find((field) => typeof value[field] !== "string");
  if (missing) return `lacks ${missing}`;
  const wrong = shape.moreTexts.find((field) => !["string", "undefined"].includes(typeof value[field])) ??
    shape.numbers.find((field) => !(value[field] === undefined || value[field] === null || Number.isFinite(value[field])));
  if (wrong) return `${wrong} is of the wrong kind`;
  if (shape === CHECK && value.issues !== undefined && !(Array.isArray(value.issues) && value.issues.every((i) => typeof i === "string")))
    return "issues is of the wrong kind";
  return "";
}

/* The lines of a results file; throws an Error that names the line. */
export function parse(text) {
  return text.split("\n").flatMap((line, i) => {
    if (!line.trim()) return [];
    let value;
    try {
      value = JSON.parse(line);
    } catch {
      throw new Error(`line ${i + 1} is not JSON`);
    }
    const wrong = fault(value);
    if (wrong) throw new Error(`line ${i + 1} is no record of results (${wrong})`);
    return [value];
  });
}

function interner() {
  const list = [];
  const at = new Map();
  return {
    list,
    of(value, key = value) {
      if (!at.has(key)) at.set(key, list.push(value) - 1);
      return at.get(key);
    },
  };
}

function rank(list, name, what) {
  const i = list.findIndex((entry) => entry.name === name);
  if (i < 0) throw new Error(`unknown ${what} "${name}"`);
  return i;
}

export function pack(lines) {
  /* Of two lines about the same check the later one counts. */
  const checks = [...new Map(lines.filter(isCheck).map((line) => [keyOf(line), line])).values()];
  const strings = interner();
  const extras = interner();
  const ways = [...new Set(checks.map(wayOf))].sort((a, b) =>
    byText(a.split("/").reverse().join(), b.split("/").reverse().join()));

  /* A column is a backend on a machine; one without a header still has checks. */
  const columns = interner();
  const columnKey = (line) => `${line.machine}\n${line.backend}`;
  for (const line of lines)
    if (line.type === "run") Object.assign(columns.list[columns.of({ ...line }, columnKey(line))], line);
    else if (isCheck(line))
      columns.of({ machine: line.machine, backend: line.backend, backend_version: line.backend_version,
        kernel: line.kernel, page_size: line.page_size }, columnKey(line));
  const machines = [...new Set(columns.list.map((c) => c.machine))];
  const sorted = columns.list.map((column, i) => ({ column, i }))
    .sort((a, b) => machines.indexOf(a.column.machine) - machines.indexOf(b.column.machine) || a.i - b.i);
  const place = [];
  sorted.forEach(({ i }, to) => { place[i] = to; });

  const cases = [...new Map(checks.map((c) => [c.case, c])).values()]
    .sort((a, b) => byText(a.area ?? "", b.area ?? "") || byText(a.case, b.case));
  const caseAt = new Map(cases.map((c, i) => [c.case, i]));

  const rows = checks.map((line) => {
    const usual = rerun(line.machine, line.backend, `${line.case}/${wayOf(line)}`);
    const extra = EXTRA_FIELDS.map((field) =>
      strings.of(field === "again" && line.again === usual ? "" : field === "rate" ? rateOf(line) : line[field] ?? ""));
    const said = extra.some((i) => strings.list[i] !== "");
    return [caseAt.get(line.case), place[columns.of(null, columnKey(line))], ways.indexOf(wayOf(line)),
      rank(VERDICTS, line.verdict, "verdict"), rank(OBSERVATIONS, line.observation, "observation"),
      line.ms ?? 0, said ? extras.of(extra, extra.join()) : -1];
  }).sort((a, b) => a[CASE] - b[CASE] || a[COLUMN] - b[COLUMN] || a[WAY] - b[WAY]);

  return {
    columns: sorted.map(({ column }) => column),
    ways,
    cases: cases.map((c) => ({ name: c.case, area: c.area ?? "", rule: c.rule ?? "",
      summary: c.summary ?? "", source: c.source ?? "", issues: c.issues ?? [] })),
    strings: strings.list,
    extras: extras.list,
    checks: rows.flat(),
    unavailable: lines.filter((l) => l.type === "unavailable"),
    stale: lines.filter((l) => l.type === "stale"),
  };
}

/* The packed results with ways to ask for things. Checks are known by number. */
export class Results {
  constructor(packed) {
    Object.assign(this, packed);
    this.checks = Int32Array.from(packed.checks);
    this.count = this.checks.length / WIDTH;
    this.areas = [...new Set(this.cases.map((c) => c.area))];
    /* Checks are sorted by case, then column: the first of each cell. */
    this.first = new Int32Array(this.cases.length * this.columns.length + 1).fill(-1);
    for (let i = this.count - 1; i >= 0; i--)
      this.first[this.at(i, CASE) * this.columns.length + this.at(i, COLUMN)] = i;
    this.texts = this.cases.map((c) => [c.name, c.area, c.rule, c.summary, ...c.issues].join(" ").toLowerCase());
  }

  at(check, field) {
    return this.checks[check * WIDTH + field];
  }

  /* The checks of a case in a column, by flavour and engine. */
  cell(caseIndex, column) {
    const list = [];
    let i = this.first[caseIndex * this.columns.length + column];
    if (i >= 0)
      for (; i < this.count && this.at(i, CASE) === caseIndex && this.at(i, COLUMN) === column; i++) list.push(i);
    return list;
  }

  extra(check, field) {
    const e = this.at(check, EXTRA);
    return e < 0 ? "" : this.strings[this.extras[e][EXTRA_FIELDS.indexOf(field)]];
  }

  verdict(check) {
    return VERDICTS[this.at(check, VERDICT)];
  }

  observation(check) {
    return OBSERVATIONS[this.at(check, OBSERVATION)];
  }

  way(check) {
    return this.ways[this.at(check, WAY)];
  }

  flavour(check) {
    return this.way(check).split("/")[0];
  }

  name(check) {
    return `${this.cases[this.at(check, CASE)].name}/${this.way(check)}`;
  }

  column(check) {
    return this.columns[this.at(check, COLUMN)];
  }

  columnName(column) {
    return `${this.columns[column].backend} on ${this.columns[column].machine}`;
  }

  again(check) {
    const { machine, backend } = this.column(check);
    return this.extra(check, "again") || rerun(machine, backend, this.name(check));
  }

  key(check) {
    const { machine, backend } = this.column(check);
    return [this.cases[this.at(check, CASE)].name, this.way(check), backend, machine].join("\n");
  }
}

/*
 * What a filter leaves. filter: area, backend, machine, verdict, observed are
 * Sets of names, empty for all; verdict also takes "red" and, where `differs`
 * is given, "differs"; text is words that must all be found.
 */
export function select(results, filter, differs = new Set()) {
  const { columns, cases, count } = results;
  const takes = (set, value) => !set.size || set.has(value);
  const shownColumns = columns.flatMap((c, i) =>
    takes(filter.backend, c.backend) && takes(filter.machine, c.machine) ? [i] : []);
  const columnIn = columns.map((_, i) => shownColumns.includes(i));
  const caseIn = cases.map((c) => takes(filter.area, c.area));
  const verdictIn = VERDICTS.map((v) =>
    takes(filter.verdict, v.name) || (v.red && filter.verdict.has("red")));
  const observationIn = OBSERVATIONS.map((o) => takes(filter.observed, o.name));
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const columnTexts = columns.map((c) => `${c.machine} ${c.backend}`.toLowerCase());
  const extraTexts = words.length
    ? results.extras.map((e) => e.map((s) => results.strings[s]).join("\n").toLowerCase()) : [];
  const hits = words.map((word) => ({
    cases: results.texts.map((t) => t.includes(word)),
    columns: columnTexts.map((t) => t.includes(word)),
    extras: extraTexts.map((t) => t.includes(word)),
  }));

  const checks = [];
  const rows = [];
  for (let i = 0; i < count; i++) {
    const c = results.at(i, CASE), column = results.at(i, COLUMN), extra = results.at(i, EXTRA);
    if (!caseIn[c] || !columnIn[column] || !observationIn[results.at(i, OBSERVATION)]) continue;
    if (!verdictIn[results.at(i, VERDICT)] && !(filter.verdict.has("differs") && differs.has(i))) continue;
    if (!hits.every((h) => h.cases[c] || h.columns[column] || (extra >= 0 && h.extras[extra]))) continue;
    checks.push(i);
    if (rows[rows.length - 1] !== c) rows.push(c);
  }
  return { columns: shownColumns, rows, checks };
}

/*
 * Failures alike (a case failing in one way) are one entry, wherever they are
 * seen. Silent wrong results come first, then crashes, hangs and refusals; of
 * each what is red, then the many.
 */
export function failures(results, checks) {
  const groups = new Map();
  for (const i of checks) {
    if (!results.verdict(i).red && ["pass", "skipped"].includes(results.observation(i).name)) continue;
    const key = [results.at(i, CASE), results.at(i, VERDICT), results.at(i, OBSERVATION),
      results.extra(i, "symptom")].join("\n");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(i);
  }
  const ranking = ["wrong", "crash", "hang", "refused", "broken", "skipped", "pass"];
  const order = (list) => 2 * ranking.indexOf(results.observation(list[0]).name) +
    (results.verdict(list[0]).red ? 0 : 1);
  return [...groups.values()].sort((a, b) => order(a) - order(b) || b.length - a.length || a[0] - b[0]);
}

/*
 * What is not as it was. `earlier` are the lines of another results file. The
 * values a failure got are not compared: many are addresses.
 */
export function changes(results, earlier) {
  const before = new Map(earlier.filter(isCheck).map((line) => [keyOf(line), line]));
  const list = [];
  for (let i = 0; i < results.count; i++) {
    const name = results.key(i);
    const was = before.get(name);
    const now = { verdict: results.verdict(i).name, observation: results.observation(i).name,
      symptom: results.extra(i, "symptom") };
    before.delete(name);
    if (!was) {
      list.push({ kind: "new", check: i });
      continue;
    }
    const then = { verdict: was.verdict, observation: was.observation, symptom: was.symptom ?? "" };
    if (now.verdict === then.verdict && now.observation === then.observation && now.symptom === then.symptom)
      continue;
    const red = VERDICTS.find((v) => v.name === then.verdict)?.red ?? true;
    const kind = results.verdict(i).red && !red ? "worse" : !results.verdict(i).red && red ? "better" : "other";
    list.push({ kind, check: i, then });
  }
  for (const was of before.values())
    list.push({ kind: "gone", name: `${was.case}/${wayOf(was)}`, column: `${was.backend} on ${was.machine}`,
      then: { verdict: was.verdict, observation: was.observation, symptom: was.symptom ?? "" } });
  return list;
}

/*
 * What differs between two columns of these results: from one version of a
 * backend to the next on a machine, and from one machine to the next under a
 * backend. As on the console, a check that was flaky or broken says nothing.
 */
export function comparisons(results) {
  const backend = (column) => results.columns[column].backend.split("@")[0];
  const next = (from, fits) => results.columns.findIndex((_, to) => to > from && fits(to));
  const pairs = results.columns.flatMap((c, from) => [
    { kind: "version", from, to: next(from, (to) => results.columns[to].machine === c.machine && backend(to) === backend(from)) },
    { kind: "machine", from, to: next(from, (to) => results.columns[to].machine !== c.machine && results.columns[to].backend === c.backend) },
  ]).filter(({ to }) => to >= 0);
  return pairs.map(({ kind, from, to }) => {
    const list = [];
    let compared = 0;
    for (let c = 0; c < results.cases.length; c++) {
      const now = new Map(results.cell(c, to).map((i) => [results.way(i), i]));
      for (const before of results.cell(c, from)) {
        const after = now.get(results.way(before));
        if (after === undefined || [before, after].some((i) => ["FLAKY", "BROKEN"].includes(results.verdict(i).name))) continue;
        compared++;
        const [was, is] = [before, after].map((i) => ({ observation: results.observation(i).name, symptom: results.extra(i, "symptom") }));
        if (was.observation === is.observation && was.symptom === is.symptom) continue;
        list.push({ before, after, change: is.observation === "pass" ? "fixed" : was.observation === "pass" ? "broken" : "different" });
      }
    }
    return { kind, from, to, compared, changes: list };
  });
}

/* Totals of each column, for the table at the top. */
export function totals(results) {
  const rows = results.columns.map(() => ({ checks: 0, verdicts: VERDICTS.map(() => 0), red: 0, wrong: 0 }));
  for (let i = 0; i < results.count; i++) {
    const row = rows[results.at(i, COLUMN)];
    row.checks++;
    row.verdicts[results.at(i, VERDICT)]++;
    row.red += results.verdict(i).red;
    row.wrong += results.at(i, OBSERVATION) === WRONG;
  }
  return rows;
}
