/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The matrix: an ARIA grid of cases by backend and machine. Only the rows in
 * sight exist; all of them when it is printed. One cell is in the tab order,
 * arrow keys go to the others, Enter opens.
 */
import { html, nothing, render } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { CASE, COLUMN, MAIN_FLAVOURS, VERDICTS } from "./model.js";
import { count, mood } from "./parts.js";

const HEAD_ROWS = 2;

export class Grid {
  constructor(results, element, legend, open) {
    Object.assign(this, { results, element, open, rows: [], columns: [], at: { row: 0, column: 0 }, all: false });
    render(html`<dl class="legend">${VERDICTS.map((v) => html`<div><dt class=${v.red ? "red" : v.name === "PASS" ? "pass" : "known"}>${v.letter}</dt>
      <dd><b>${v.name}</b> ${v.means}</dd></div>`)}<div><dt class="red wrong">F</dt><dd><b>underlined</b> silent wrong result</dd></div></dl>
      <p class="quiet">A letter for ${MAIN_FLAVOURS.join(", for ")}, and for the worst of the further flavours; so for each engine; - where it was not run.
      Arrow keys move, Enter opens.</p>`, legend);
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.options = {
      count: 0,
      getScrollElement: () => element,
      estimateSize: () => Math.round(1.75 * size),
      overscan: 12,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      initialRect: { width: 0, height: innerHeight },
      onChange: () => this.render(),
    };
    this.virtualizer = new Virtualizer(this.options);
    this.virtualizer._didMount();
    element.addEventListener("click", (event) => this.click(event));
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("focusin", (event) => this.focused(event));
  }

  /* shown: what select() left. Areas get a row of their own above their cases. */
  show({ rows, columns, checks }, differs) {
    const { results } = this;
    const red = new Map();
    const cases = new Map();
    for (const c of rows) cases.set(results.cases[c].area, (cases.get(results.cases[c].area) ?? 0) + 1);
    for (const i of checks)
      if (results.verdict(i).red) {
        const { area } = results.cases[results.at(i, CASE)];
        red.set(area, (red.get(area) ?? 0) + 1);
      }
    let area = null;
    this.rows = [];
    for (const c of rows) {
      if (results.cases[c].area !== area) {
        area = results.cases[c].area;
        this.rows.push({ area, text: `${count(cases.get(area), "case")}, ${count(red.get(area) ?? 0)} red` });
      }
      this.rows.push({ case: c });
    }
    this.columns = columns;
    this.differs = differs;
    this.at = { row: Math.min(1, this.rows.length - 1), column: 0 };
    this.element.scrollTop = 0;
    this.virtualizer.setOptions({ ...this.options, count: this.rows.length });
    this.virtualizer._willUpdate();
    this.virtualizer.measure();
    this.render();
  }

  print(all) {
    this.all = all;
    this.render();
  }

  head() {
    const { results, columns } = this;
    const machines = [];
    for (const c of columns) {
      const { machine } = results.columns[c];
      const last = machines[machines.length - 1];
      if (last?.machine === machine) last.span++;
      else machines.push({ machine, span: 1, at: c });
    }
    this.starts = new Set(machines.map((m) => m.at));
    return html`<thead>
      <tr role="row" aria-rowindex="1"><th role="columnheader" class="name" scope="col" rowspan="2" aria-colindex="1">Case</th>${
      machines.map((m) => html`<th role="columnheader" scope="colgroup" class="start" colspan=${m.span} aria-colindex=${columns.indexOf(m.at) + 2}>${m.machine}</th>`)}</tr>
      <tr role="row" aria-rowindex="2">${columns.map((c, k) => html`<th role="columnheader" scope="col" aria-colindex=${k + 2}
        class=${this.starts.has(c) ? "start" : ""} title="${results.columnName(c)}, ${results.columns[c].backend_version}">${
        results.columns[c].backend.split(/(?<=[@-])/).map((part) => html`${part}<wbr>`)}</th>`)}</tr></thead>`;
  }

  cell(caseIndex, c, k, row) {
    const { results } = this;
    const checks = results.cell(caseIndex, c);
    const focus = row === this.active.row && k + 1 === this.active.column ? 0 : -1;
    const start = this.starts.has(c) ? " start" : "";
    if (!checks.length)
      return html`<td role="gridcell" class="none${start}" tabindex=${focus} aria-colindex=${k + 2} aria-label="${results.columnName(c)}: not run">-</td>`;
    const worst = this.worst(checks);
    const differs = checks.some((i) => this.differs.has(i));
    const words = checks.map((i) => `${results.way(i)} ${results.verdict(i).name} ${results.observation(i).name}`).join("; ");
    const letters = this.letters(checks);
    return html`<td role="gridcell" class="${mood(results, worst)}${start}${differs ? " differs" : ""}" tabindex=${focus} aria-colindex=${k + 2}
      aria-label="${results.columnName(c)}: ${words}${differs ? "; not as before" : ""}; ${letters.map((l) => l.gap + l.letter).join("")}">${
      letters.some((l) => l.wrong) ? letters.map((l) => (l.wrong ? html`${l.gap}<u>${l.letter}</u>` : l.gap + l.letter))
        : letters.map((l) => l.gap + l.letter).join("")}</td>`;
  }

  /* As in the console's matrix: glibc, static and the worst of the further
     flavours under one engine, then the next. */
  letters(checks) {
    const { results } = this;
    const engineOf = (way) => way.split("/")[1];
    const list = [];
    for (const engine of new Set(results.ways.map(engineOf))) {
      const own = checks.filter((i) => engineOf(results.way(i)) === engine);
      const further = own.filter((i) => !MAIN_FLAVOURS.includes(results.flavour(i)));
      const picked = MAIN_FLAVOURS.map((flavour) => own.find((i) => results.flavour(i) === flavour));
      if (further.length) picked.push(this.worst(further));
      picked.forEach((check, k) => list.push({ gap: list.length && !k ? " " : "",
        letter: check === undefined ? "-" : results.verdict(check).letter,
        wrong: check !== undefined && results.observation(check).name === "wrong" }));
    }
    return list;
  }

  worst(checks) {
    const { results } = this;
    const weight = (i) => (results.verdict(i).red ? 4 : 0) + (results.observation(i).name === "wrong" ? 2 : 0) +
      (results.verdict(i).name === "PASS" ? 0 : 1);
    return checks.reduce((a, b) => (weight(b) > weight(a) ? b : a));
  }

  row(index) {
    const { results, columns } = this;
    const row = this.rows[index];
    const focus = index === this.active.row && this.active.column === 0 ? 0 : -1;
    if (row.area !== undefined)
      return html`<tr role="row" class="area" aria-rowindex=${index + 1 + HEAD_ROWS} data-row=${index}>
        <th role="rowheader" scope="rowgroup" colspan=${columns.length + 1} aria-colindex="1" tabindex=${focus}><span>${row.area} <small>${row.text}</small></span></th></tr>`;
    const test = results.cases[row.case];
    return html`<tr role="row" aria-rowindex=${index + 1 + HEAD_ROWS} data-row=${index}>
      <th role="rowheader" class="name" scope="row" aria-colindex="1" tabindex=${focus} title="${test.rule}: ${test.summary}">${test.name}</th>${
      columns.map((c, k) => this.cell(row.case, c, k, index))}</tr>`;
  }

  render() {
    const total = this.rows.length;
    if (!total) {
      render(html`<p>No case fits the filter.</p>`, this.element);
      return;
    }
    const items = this.all ? null : this.virtualizer.getVirtualItems();
    const indexes = items ? items.map((item) => item.index) : this.rows.keys();
    const above = items?.[0]?.start ?? 0;
    const below = items?.length ? this.virtualizer.getTotalSize() - items[items.length - 1].end : 0;
    /* Tab must reach a cell even when the last used one is out of sight. */
    const inSight = !items?.length || (items[0].index <= this.at.row && this.at.row <= items[items.length - 1].index);
    this.active = inSight ? this.at : { ...this.at, row: items[Math.min(12, items.length - 1)].index };
    const space = (height) => (height > 0
      ? html`<tbody role="presentation" class="space"><tr role="presentation"><td role="presentation" style="height:${height}px"></td></tr></tbody>` : nothing);
    render(html`<table role="grid" aria-labelledby="matrix-title" aria-rowcount=${total + HEAD_ROWS} aria-colcount=${this.columns.length + 1}>
      <colgroup><col class="name">${this.columns.map(() => html`<col>`)}</colgroup>
      ${this.head()}${space(above)}<tbody role="rowgroup">${repeat(indexes, (i) => i, (i) => this.row(i))}</tbody>${space(below)}</table>`, this.element);
    if (this.pending) this.focus();
  }

  find({ row, column }) {
    const cells = this.element.querySelector(`tr[data-row="${row}"]`)?.children;
    return cells?.[Math.min(column, cells.length - 1)];
  }

  focus() {
    const cell = this.find(this.at);
    this.pending = !cell;
    cell?.focus();
  }

  place(target) {
    const cell = target.closest("tr[data-row] > *");
    return cell && { row: Number(cell.parentElement.dataset.row), column: [...cell.parentElement.children].indexOf(cell) };
  }

  focused(event) {
    const place = this.place(event.target);
    if (!place || (place.row === this.at.row && place.column === this.at.column)) return;
    this.at = place;
    this.render();
  }

  click(event) {
    const place = this.place(event.target);
    if (place) this.activate(place);
  }

  /* A case's name opens it where it fares worst. */
  activate({ row, column }) {
    const caseIndex = this.rows[row].case;
    if (caseIndex === undefined) return;
    if (column > 0) {
      this.open(caseIndex, this.columns[column - 1]);
      return;
    }
    const checks = this.columns.flatMap((c) => this.results.cell(caseIndex, c));
    this.open(caseIndex, this.results.at(this.worst(checks), COLUMN));
  }

  key(event) {
    const place = this.place(event.target);
    if (!place || event.altKey || event.metaKey) return;
    const last = { row: this.rows.length - 1, column: this.columns.length };
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.options.estimateSize()) - 3);
    const { row, column } = this.at;
    const to = {
      ArrowUp: { row: row - 1, column }, ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 }, ArrowRight: { row, column: column + 1 },
      PageUp: { row: row - page, column }, PageDown: { row: row + page, column },
      Home: { row: event.ctrlKey ? 0 : row, column: 0 },
      End: { row: event.ctrlKey ? last.row : row, column: last.column },
    }[event.key];
    if (event.key === "Enter" || event.key === " ") this.activate(place);
    else if (!to) return;
    else {
      this.at = { row: Math.max(0, Math.min(last.row, to.row)), column: Math.max(0, Math.min(last.column, to.column)) };
      this.pending = true;
      this.virtualizer.scrollToIndex(this.at.row, { align: "auto" });
      this.render();
    }
    event.preventDefault();
  }
}
