/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Small pieces of the results page that several of its parts use. */
import { html } from "lit-html";
import { OBSERVATION, WRONG } from "./model.js";

export const count = (n, one) =>
  `${n.toLocaleString("en")}${one ? ` ${one}${n === 1 ? "" : "s"}` : ""}`;

/* pass, recorded or red, and silent wrong on top: the colours' names. */
export function mood(results, check) {
  const verdict = results.verdict(check);
  const base = verdict.red ? "red" : verdict.name === "PASS" ? "pass" : "known";
  return results.at(check, OBSERVATION) === WRONG ? `${base} wrong` : base;
}

export function badge(results, check) {
  const observation = results.observation(check).name;
  return html`<span class="badge ${mood(results, check)}">${results.verdict(check).name}${
    observation === "pass" ? "" : ` ${observation}`}</span>`;
}

/* Links only where the results give an address; anything else stays text. */
export function link(text) {
  return /^https?:\/\//.test(text)
    ? html`<a href=${text} rel="noreferrer">${text.replace(/^https?:\/\//, "")}</a>` : text;
}
