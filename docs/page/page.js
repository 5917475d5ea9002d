/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The results page: its filter lives in the address, the rest follows from it. */
import { html, nothing, render } from "lit-html";
import { Results, OBSERVATIONS, VERDICTS, changes, comparisons, failures, parse, select } from "./model.js";
import { badge, count } from "./parts.js";
import { Grid } from "./grid.js";
import { details, loadSources } from "./details.js";

const FAILURES_SHOWN = 20, FAILURES_PRINTED = 1000;
const $ = (id) => document.getElementById(id);
/* The totals are on the screen before the rest is worked out. */
if (!document.hidden) await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));

const results = new Results(JSON.parse($("data").textContent));
let compared = results.baseline ?? null;
let differs = new Set();
let shown;
let failureLimit = FAILURES_SHOWN;

/* The filter and what is open, as in the address: #area=a,b&q=words&open=... --- */

const PICKS = [
  { key: "area", title: "Area", values: () => results.areas },
  { key: "backend", title: "Backend", values: () => [...new Set(results.columns.map((c) => c.backend))] },
  { key: "machine", title: "Machine", values: () => [...new Set(results.columns.map((c) => c.machine))] },
  { key: "verdict", title: "Verdict", values: () => ["red", ...(differs.size ? ["differs"] : []), ...VERDICTS.map((v) => v.name)] },
  { key: "observed", title: "Observed", values: () => OBSERVATIONS.map((o) => o.name) },
];
const MEANINGS = new Map([
  ...VERDICTS.map((v) => [v.name, v.means]),
  ...OBSERVATIONS.map((o) => [o.name, o.means]),
  ["red", "all that need attention"],
  ["differs", "not as in the earlier results"],
]);

function readAddress() {
  const params = new URLSearchParams(location.hash.slice(1));
  const filter = { text: params.get("q") ?? "", open: params.get("open") ?? "" };
  for (const { key } of PICKS) filter[key] = new Set((params.get(key) ?? "").split(",").filter(Boolean));
  return filter;
}

function address(filter) {
  const parts = PICKS.filter(({ key }) => filter[key].size)
    .map(({ key }) => `${key}=${[...filter[key]].map(encodeURIComponent).join(",")}`);
  if (filter.text) parts.push(`q=${encodeURIComponent(filter.text)}`);
  if (filter.open) parts.push(`open=${encodeURIComponent(filter.open)}`);
  return `#${parts.join("&")}`;
}

let filter = readAddress();

function go(changed, remember = false) {
  Object.assign(filter, changed);
  history[remember ? "pushState" : "replaceState"](null, "", address(filter));
  update(changed);
}

addEventListener("hashchange", () => {
  /* "#matrix" is a place on the page; it leaves the filter as it is. */
  if (/^#[\w-]+$/.test(location.hash)) {
    const place = $(location.hash.slice(1));
    const folded = place?.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      place.scrollIntoView();
    }
    history.replaceState(null, "", address(filter));
    return;
  }
  filter = readAddress();
  update();
});

/* The filter's form --------------------------------------------------------- */

function pick({ key, title, values }) {
  const chosen = filter[key];
  const toggle = (event) => {
    const next = new Set(chosen);
    next[event.target.checked ? "add" : "delete"](event.target.value);
    go({ [key]: next });
  };
  return html`<details class="pick" name="pick">
    <summary>${title}: <b>${chosen.size ? [...chosen].join(", ") : "all"}</b></summary>
    <fieldset><legend class="hidden">${title}</legend>${values().map((value) => html`<label>
      <input type="checkbox" .value=${value} .checked=${chosen.has(value)} @change=${toggle}>
      ${value}${MEANINGS.has(value) && key !== "area" ? html` <small>${MEANINGS.get(value)}</small>` : nothing}</label>`)}
    </fieldset></details>`;
}

const isFiltered = () => Boolean(filter.text) || PICKS.some(({ key }) => filter[key].size);

function filterForm() {
  const red = shown.checks.filter((i) => results.verdict(i).red).length;
  render(html`
    <label class="text">Text <input type="search" id="text" .value=${filter.text} autocomplete="off" spellcheck="false"
      placeholder="case, rule, symptom, link" @input=${(e) => go({ text: e.target.value })}></label>
    ${PICKS.map(pick)}
    <button type="button" ?disabled=${!isFiltered()} @click=${clear}>Clear</button>
    <p role="status">${isFiltered() ? html`Showing ${count(shown.checks.length, "check")} of ${count(results.count)},` : html`All ${count(results.count, "check")},`}
      ${count(red)} red</p>`, $("filter"));
}

function clear() {
  go({ text: "", ...Object.fromEntries(PICKS.map(({ key }) => [key, new Set()])) });
  $("text").focus();
}

$("filter").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.("details.pick[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.pick[open]"))
    if (!open.contains(event.target)) open.open = false;
});

/* Failures ------------------------------------------------------------------- */

/* "qemu, fex on krun; fex on host": backends that fail on the same machines together. */
function seenOn(list) {
  const machines = new Map();
  const together = new Map();
  for (const i of list) {
    const { backend, machine } = results.column(i);
    machines.set(backend, (machines.get(backend) ?? new Set()).add(machine));
  }
  for (const [backend, on] of machines) {
    const key = [...on].join(", ");
    together.set(key, [...(together.get(key) ?? []), backend]);
  }
  return [...together].map(([on, backends]) => `${backends.join(", ")} on ${on}`).join("; ");
}

function failureList() {
  const groups = failures(results, shown.checks);
  const more = groups.length - failureLimit;
  render(groups.length === 0 ? html`<p>No failures${isFiltered() ? " that fit the filter" : ""}.</p>` : html`
    <p class="quiet">${count(groups.length, "failure")}, alike ones together; silent wrong results first, then red before recorded${more > 0 ? `; the first ${count(failureLimit)} are here` : ""}.</p>
    <ol class="failures">${groups.slice(0, failureLimit).map((list) => html`<li>
      ${badge(results, list[0])}
      <button type="button" class="link" data-check=${list[0]}>${results.cases[results.at(list[0], 0)].name}</button>
      <code>${results.extra(list[0], "symptom") || nothing}</code>
      <span class="quiet">${count(list.length, "check")}: ${seenOn(list)}</span></li>`)}</ol>
    ${more > 0 ? html`<button type="button" @click=${showMore}>Show ${count(Math.min(more, 200))} more of ${count(more)}</button>` : nothing}`,
  $("failure-list"));
}

function showMore() {
  const first = failureLimit;
  failureLimit += 200;
  failureList();
  document.querySelectorAll(".failures button")[first]?.focus();
}

/* What changed ----------------------------------------------------------------- */

const KINDS = [
  ["worse", "Now red"],
  ["better", "No longer red"],
  ["other", "Otherwise than before"],
  ["gone", "Not in these results"],
  ["new", "Not in the earlier results"],
];
const CHANGES_SHOWN = 200;

function changeList(problem) {
  const how = (then) => `${then.verdict}${then.observation === "pass" ? "" : ` ${then.observation}: ${then.symptom}`}`;
  const entry = (change) => (change.kind === "gone"
    ? html`<li>${change.name}, ${change.column} <span class="quiet">was ${how(change.then)}</span></li>`
    : html`<li>${badge(results, change.check)} <button type="button" class="link" data-check=${change.check}>${results.name(change.check)}</button>
      ${results.columnName(results.at(change.check, 1))}
      ${change.then ? html`<span class="quiet">was ${how(change.then)}</span>` : nothing}</li>`);
  const group = ([kind, title]) => {
    const list = compared.changes.filter((change) => change.kind === kind);
    return list.length === 0 ? nothing : html`<h3>${title}: ${count(list.length)}</h3>
      <ul class="changes">${list.slice(0, CHANGES_SHOWN).map(entry)}</ul>
      ${list.length > CHANGES_SHOWN ? html`<p>and ${count(list.length - CHANGES_SHOWN)} more.</p>` : nothing}`;
  };
  render(problem ? html`<p role="alert" class="red">${problem}</p>`
    : !compared ? html`<p class="quiet">Nothing to compare with yet.</p>`
      : html`<p role="status">Against ${compared.name}: ${compared.changes.length ? count(compared.changes.length, "difference") : "no difference"}.</p>
        ${KINDS.map(group)}`, $("change-list"));
}

/* Between the columns of these results: fixed, broken, different. */
function versionList() {
  const said = (i) => [results.observation(i).name, results.extra(i, "symptom")].filter(Boolean).join(" ");
  const title = ({ kind, from, to }) => {
    const [a, b] = [results.columns[from], results.columns[to]];
    return kind === "version" ? `${a.machine}: ${a.backend} to ${b.backend}` : `${a.backend}: ${a.machine} to ${b.machine}`;
  };
  const group = (pair, change) => {
    const list = pair.changes.filter((c) => c.change === change);
    return list.length === 0 ? nothing : html`<h3>${change}: ${count(list.length)}</h3>
      <ul class="changes">${list.slice(0, CHANGES_SHOWN).map(({ before, after }) => html`<li>
        ${badge(results, after)} <button type="button" class="link" data-check=${after}>${results.name(after)}</button>
        <span class="quiet">was ${said(before)}${change === "different" ? `, is ${said(after)}` : ""}</span></li>`)}</ul>
      ${list.length > CHANGES_SHOWN ? html`<p>and ${count(list.length - CHANGES_SHOWN)} more.</p>` : nothing}`;
  };
  const pairs = comparisons(results);
  /* What a closed one holds is made when it is opened. */
  const fill = (pair) => (event) => render(
    event.target.open ? html`${["broken", "different", "fixed"].map((change) => group(pair, change))}` : nothing,
    event.target.querySelector("div"));
  render(pairs.length === 0 ? html`<p class="quiet">These results have one version of each backend, on one machine.</p>`
    : pairs.map((pair) => {
      const number = (change) => `${count(pair.changes.filter((c) => c.change === change).length)} ${change}`;
      return html`<details class="pair" @toggle=${fill(pair)}><summary>${title(pair)}:
        ${pair.changes.length ? ["fixed", "broken", "different"].map(number).join(", ") : "no difference"}
        <span class="quiet">of ${count(pair.compared, "check")}</span></summary><div></div></details>`;
    }), $("version-list"));
}

function compare(next) {
  compared = next;
  differs = new Set((compared?.changes ?? []).filter((c) => c.kind !== "gone").map((c) => c.check));
}

$("earlier").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  try {
    compare({ name: file.name, changes: changes(results, parse(await file.text())) });
    update({ verdict: filter.verdict });
    changeList();
  } catch (error) {
    changeList(`${file.name}: ${error.message}`);
  }
});

/* Details ------------------------------------------------------------------------ */

function openCell(caseIndex, column) {
  const { backend, machine } = results.columns[column];
  const already = Boolean(filter.open);
  go({ open: [results.cases[caseIndex].name, backend, machine].join("/") }, !already);
}

function openCheck(check) {
  openCell(results.at(check, 0), results.at(check, 1));
}

function showDetails() {
  const dialog = $("details");
  const [name, backend, machine] = filter.open.split("/");
  const caseIndex = results.cases.findIndex((c) => c.name === name);
  const column = results.columns.findIndex((c) => c.backend === backend && c.machine === machine);
  if (caseIndex < 0 || column < 0 || !results.cell(caseIndex, column).length) {
    if (dialog.open) dialog.close();
    return;
  }
  const before = compared?.changes.filter((c) => c.then && c.kind !== "gone") ?? [];
  render(details(results, caseIndex, column, new Map(before.map((c) => [c.check, c.then])), openCell), dialog);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector("h2").focus();
  const line = dialog.querySelector(".source .hit");
  if (line) line.parentElement.scrollTop = line.offsetTop - line.parentElement.clientHeight / 3;
}

$("details").addEventListener("close", () => {
  if (filter.open) go({ open: "" });
});
$("details").addEventListener("click", (event) => {
  if (event.target === $("details") || event.target.closest("[data-close]")) $("details").close();
});
document.addEventListener("click", (event) => {
  const check = event.target.closest("[data-check]")?.dataset.check;
  if (check !== undefined) openCheck(Number(check));
});

/* All of it ------------------------------------------------------------------------ */

const grid = new Grid(results, $("grid"), $("legend"), openCell);

function update(changed) {
  if (!changed || Object.keys(changed).some((key) => key !== "open")) {
    shown = select(results, filter, differs);
    failureLimit = FAILURES_SHOWN;
    filterForm();
    failureList();
    grid.show(shown, differs);
  }
  showDetails();
}

await loadSources();
compare(compared);
update();
changeList();
versionList();
/* On paper nothing can be asked for later. */
addEventListener("beforeprint", () => {
  failureLimit = FAILURES_PRINTED;
  failureList();
  grid.print(true);
});
addEventListener("afterprint", () => {
  failureLimit = FAILURES_SHOWN;
  failureList();
  grid.print(false);
});
performance.mark("ready");
