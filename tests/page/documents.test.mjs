/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The written documents in headless Chromium, as "make docs-check" or "make docs" left them. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DESKTOP, PHONE, accessible, fitsWidth, isDark, launch, noBrowser, visit } from "./browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/* Hundreds of entries, references and rows are alike: for axe-core a few stand for all. */
function fewOfEach(most) {
  for (const kind of [".entry", ".reference", "main > h2", "main > .table", "main > p", "main > ul"])
    [...document.querySelectorAll(kind)].slice(most).forEach((element) => element.remove());
  for (const table of document.querySelectorAll("tbody"))
    [...table.rows].slice(most).forEach((row) => row.remove());
}

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

for (const name of ["analysis", "spec"]) {
  const file = ["build/docs-check", "build/report"].map((directory) => join(root, directory, `${name}.html`)).find(existsSync);
  const skip = noBrowser || (!file && `no build/docs-check/${name}.html: make docs-check makes it`);
  const url = file && pathToFileURL(file).href;

  for (const [device, viewport] of [["desktop", DESKTOP], ["phone", PHONE]])
    for (const colorScheme of ["light", "dark"])
      test(`${name} is accessible and fits: ${device}, ${colorScheme}`, { skip }, () =>
        visit(browser, url, { viewport, colorScheme, shot: `${name}-${device}-${colorScheme}` }, async (page) => {
          assert.equal(await isDark(page), colorScheme === "dark");
          assert.ok(await fitsWidth(page), "nothing sticks out sideways");
          await page.evaluate(fewOfEach, 12);
          await accessible(page, device === "desktop" && colorScheme === "light" ? {} : { runOnly: ["color-contrast"] });
        }));

  test(`${name}: every heading has an anchor, and the contents lead there by keys`, { skip }, () =>
    visit(browser, url, {}, async (page) => {
      assert.equal(await page.locator("main :is(h1, h2, h3):not([id])").count(), 0);
      await page.keyboard.press("Tab");
      const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
      assert.match(target, /^#./);
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
      await page.keyboard.press("Enter");
      await page.waitForFunction((hash) => location.hash === hash, target);
    }));
}

const analysis = join(root, "build/docs-check/analysis.html");

test("the analysis: evidence leads to its entry, drawings and tables are named", {
  skip: noBrowser || (!existsSync(analysis) && "no build/docs-check/analysis.html: make docs-check makes it"),
}, () =>
  visit(browser, pathToFileURL(analysis).href, {}, async (page) => {
    const evidence = page.locator("main a.evidence").first();
    const target = await evidence.getAttribute("href");
    await evidence.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((hash) => document.querySelector(":target")?.matches(hash), target);
    assert.match(await page.locator(target).innerText(), /check again after|stale since/);
    const names = await page.locator("svg.route").evaluateAll((list) =>
      list.map((svg) => [svg.querySelector("title")?.textContent, svg.querySelector("desc")?.textContent]));
    assert.ok(names.length > 5 && names.every(([title, words]) => title && words.length > 20));
    const captions = await page.locator("main table caption").allInnerTexts();
    assert.equal(captions.length, await page.locator("main table").count());
    captions.forEach((caption, i) => assert.ok(caption.startsWith(`Table ${i + 1}. `), caption));
  }));
