/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The results page in headless Chromium, opened from disk. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test as anyTest } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { page as buildPage } from "../../docs/page/build.js";
import { parse } from "../../docs/page/model.js";
import { DESKTOP, PHONE, accessible, fitsWidth, isDark, launch, noBrowser, visit } from "./browser.mjs";
import { synthetic, toText } from "./synthetic.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FIRST_PAINT_MS = 1000;

const scratch = mkdtempSync(join(tmpdir(), "page-"));
const sample = parse(readFileSync(new URL("sample.jsonl", import.meta.url), "utf8"));
let browser;

function write(name, options) {
  const file = join(scratch, name);
  writeFileSync(file, buildPage({ root: scratch, written: "today", ...options }));
  return pathToFileURL(file).href;
}

/* A source and a rule for whatever the sample names, each line saying which it is. */
function furnish() {
  for (const { source } of sample.filter((line) => line.source)) {
    mkdirSync(dirname(join(scratch, source)), { recursive: true });
    writeFileSync(join(scratch, source), Array.from({ length: 120 }, (_, i) => `int line_${i + 1};\n`).join(""));
  }
  mkdirSync(join(scratch, "docs/spec"), { recursive: true });
  writeFileSync(join(scratch, "docs/spec/all.md"), [...new Set(sample.map((line) => line.rule).filter(Boolean))]
    .map((rule) => `## ${rule}\n\nWhat ${rule} asks of \`a program\`.\n\nSource: execve(2).\n`).join("\n"));
}

before(async () => {
  furnish();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

const test = (name, options, run = options) =>
  anyTest(name, { skip: noBrowser, ...(typeof options === "object" ? options : {}) }, run);

const open = (url, options, use) => visit(browser, url, options, async (page) => {
  await page.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
  await use(page);
});

const status = (page) => page.locator("#filter [role=status]").innerText();

test("says loudly what was not tested, and the totals, without a script", async () => {
  const lines = [...sample.map((line) => (line.type === "run" && line.backend === "fex" ? { ...line, trouble: "FEXServer did not start" } : line)),
    { type: "stale", case: "no_such_*", file: "tests/expect/fex.txt", line: 12 }];
  const url = write("loud.html", { lines });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const loud = await page.locator(".loud").first().innerText();
  assert.match(loud, /UNAVAILABLE rosetta on krun: Apple offers it only/);
  assert.match(loud, /TROUBLE fex on krun: FEXServer did not start/);
  assert.match(loud, /STALE tests\/expect\/fex\.txt:12: the deviation for no_such_\* fits no case/);
  assert.equal(await page.locator("#totals tbody tr").count(), 5);
  const checks = sample.filter((line) => line.type === "check");
  assert.ok((await page.locator(".headline").innerText()).startsWith(`${checks.length} checks of 5 cases`));
  await context.close();
});

test("filters, and keeps the filter in the address", async () => {
  const url = write("sample.html", { lines: sample });
  await open(url, {}, async (page) => {
    await page.getByText("Backend: all").click();
    await page.getByRole("checkbox", { name: "box64@sid" }).check();
    await page.keyboard.press("Escape");
    await page.waitForURL(/#backend=box64%40sid$/);
    assert.equal(await page.locator("#grid thead tr:nth-child(2) th").count(), 1);
    await page.getByRole("searchbox").fill("time limit");
    await page.waitForURL(/&q=time%20limit$/);
    assert.match(await status(page), /^Showing [1-9]\d* checks? of \d+, [1-9]\d* red/);
    assert.equal(await page.locator("#grid tbody .name").innerText(), "elf_truncated");
    const left = await status(page);
    await page.reload();
    await page.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
    assert.equal(await status(page), left);
    await page.getByRole("link", { name: "Matrix" }).click();
    assert.equal(await status(page), left);
    await page.getByRole("button", { name: "Clear" }).click();
    assert.match(await status(page), /^All \d+ checks/);
  });
});

test("follows a failure to its claim, source, rule, threads and rerun command", async () => {
  const recorded = sample.map((line) => (line.case === "exec_errors" && line.backend === "box64@sid" && line.flavour === "glibc"
    ? { ...line, verdict: "XFAIL", deviation_link: "https://github.com/ptitSeb/box64/issues/1", deviation_reason: "Known <since> long." } : line));
  const url = write("failure.html", { lines: recorded });
  await open(`${url}#backend=box64@sid&area=exec`, { shot: "failure" }, async (page) => {
    const first = page.locator(".failures li").first();
    assert.match(await first.innerText(), /wrong/);
    const entry = page.locator(".failures button", { hasText: "exec_errors" }).first();
    await entry.click();
    const dialog = page.getByRole("dialog");
    const text = await dialog.innerText();
    assert.match(text, /^exec_errors: box64@sid on krun/);
    assert.match(text, /a file without permission/);
    assert.match(text, /65280, wanted 3328/);
    assert.match(text, /Error: \/tmp\/plain is not an executable file/);
    assert.match(text, /make conformance MACHINE=krun BACKEND=box64@sid CASE=exec_errors\/static\/crun/);
    assert.match(text, /Known <since> long\./);
    assert.equal(await dialog.getByRole("link", { name: "ptitSeb/box64/issues/1" }).getAttribute("href"), "https://github.com/ptitSeb/box64/issues/1");
    assert.match(text, /What EXEC-\d+ asks of a program\./);
    assert.match(text, /qemu@trixie on krun: /);
    assert.match(text, /0\.4\.3-3\+dfsg-1/);
    assert.match(text, /magic 7f454c46/);
    const { where } = recorded.find((l) => l.case === "exec_errors" && l.backend === "box64@sid" && l.flavour === "static");
    const line = where.split(":")[1];
    assert.match(text, new RegExp(`Line ${line}: int line_${line};`));
    /* The marked line is in sight, on the text that it marks. */
    const hit = await dialog.locator(".source .hit").first().boundingBox();
    const box = await dialog.locator(".source").boundingBox();
    assert.ok(hit.y >= box.y && hit.y + hit.height <= box.y + box.height);
    const marked = await page.evaluate(({ y }) => {
      const code = document.querySelector(".source code");
      const height = code.getBoundingClientRect().height / code.textContent.split("\n").length;
      return code.textContent.split("\n")[Math.round((y - code.getBoundingClientRect().y) / height)];
    }, hit);
    assert.equal(marked, `int line_${line};`);
    await accessible(page);
    await page.waitForURL(/open=exec_errors%2Fbox64%40sid%2Fkrun$/);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !location.hash.includes("open="));
    assert.equal(await dialog.count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "exec_errors");
    /* The browser's Back closes what was opened, and its address opens it again. */
    await entry.click();
    await page.goBack();
    await page.waitForFunction(() => !document.querySelector("dialog[open]"));
    await page.goto(`${url}#open=elf_truncated/box64@sid/krun`);
    await page.getByRole("heading", { name: "elf_truncated: box64@sid on krun" }).waitFor();
  });
});

test("the matrix goes by keys alone, however long", async () => {
  const url = write("long.html", { lines: synthetic(200) });
  await open(url, {}, async (page) => {
    await page.locator("#grid [tabindex='0']").focus();
    const at = () => page.evaluate(() => {
      const cell = document.activeElement;
      return [Number(cell.closest("tr")?.ariaRowIndex ?? cell.closest("tr")?.getAttribute("aria-rowindex")), Number(cell.getAttribute("aria-colindex"))];
    });
    const rows = Number(await page.locator("#grid table").getAttribute("aria-rowcount"));
    const columns = Number(await page.locator("#grid table").getAttribute("aria-colcount"));
    assert.equal(columns, 26);
    const [row] = await at();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await at(), [row + 1, 2]);
    await page.keyboard.press("Control+End");
    await page.waitForFunction((last) => document.activeElement.closest("tr")?.getAttribute("aria-rowindex") === String(last), rows);
    assert.deepEqual(await at(), [rows, columns]);
    const seen = await page.evaluate(() => {
      const a = document.activeElement.getBoundingClientRect(), b = document.getElementById("grid").getBoundingClientRect();
      return a.top >= b.top && a.bottom <= b.bottom + 1 && a.right <= b.right + 1;
    });
    assert.ok(seen, "the cell in focus is in sight");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    assert.deepEqual(await at(), [rows, columns]);
    await page.keyboard.press("Control+Home");
    await page.waitForFunction(() => document.activeElement.closest("tr")?.getAttribute("aria-rowindex") === "3");
    /* The cells' names tell what the letters and colours do. */
    const label = await page.locator("#grid td.red").first().getAttribute("aria-label");
    assert.match(label, /^\S+ on \S+: .*(FAIL|CHANGED|XPASS|FLAKY|BROKEN)/);
  });
});

test("tells what changed, at build time and from a file", async () => {
  const earlier = structuredClone(sample);
  const was = earlier.find((line) => line.case === "elf_truncated" && line.backend === "box64@sid" && line.flavour === "glibc");
  Object.assign(was, { verdict: "PASS", observation: "pass", symptom: undefined });
  const url = write("changes.html", { lines: sample, baseline: { name: "old.jsonl", lines: earlier } });
  const expected = /Against old\.jsonl: 1 difference\.\s+Now red: 1\s+FAIL hang elf_truncated\/glibc\/crun box64@sid on krun was PASS/;
  await open(url, {}, async (page) => {
    assert.match((await page.locator("#change-list").innerText()).replace(/\s+/g, " "), expected);
    await page.goto(`${url}#verdict=differs`);
    assert.match(await status(page), /^Showing 1 check of/);
  });
  const plain = write("sample.html", { lines: sample });
  const file = join(scratch, "old.jsonl");
  writeFileSync(file, toText(earlier));
  await open(plain, {}, async (page) => {
    await page.getByLabel("Compare with an earlier").setInputFiles(file);
    await page.getByText("1 difference").waitFor();
    assert.match((await page.locator("#change-list").innerText()).replace(/\s+/g, " "), expected);
    assert.equal(await page.locator("#grid td.differs").count(), 1);
    const bad = join(scratch, "bad.jsonl");
    writeFileSync(bad, "nonsense\n");
    await page.getByLabel("Compare with an earlier").setInputFiles(bad);
    await page.getByRole("alert").waitFor();
    assert.equal(await page.getByRole("alert").innerText(), "bad.jsonl: line 1 is not JSON");
  });
});

test("compares the versions of a backend", async () => {
  await open(write("versions.html", { lines: sample }), {}, async (page) => {
    const pair = page.locator("#version-list details").first();
    assert.match(await pair.locator("summary").innerText(), /^krun: box64@\w+ to box64@\w+: \d+ fixed, \d+ broken, \d+ different of \d+ checks/);
    await pair.locator("summary").focus();
    await page.keyboard.press("Enter");
    const entry = pair.locator("button[data-check]").first();
    const name = (await entry.innerText()).split("/")[0];
    await entry.click();
    assert.match(await page.getByRole("dialog").innerText(), new RegExp(name));
  });
});

test("takes whatever a container says for text", async () => {
  const evil = "</script><img src=x onerror=alert(1)><!--{{data}}$&";
  const lines = sample.map((line) => (line.observation === "hang"
    ? { ...line, symptom: evil, last_words: evil, deviation_link: "javascript:alert(1)", deviation_reason: evil } : line));
  lines.push({ type: "unavailable", machine: evil, backend: "other", why: evil });
  const url = write("evil.html", { lines });
  await open(`${url}#open=elf_truncated/box64@sid/krun`, {}, async (page) => {
    assert.ok((await page.getByRole("dialog").innerText()).includes(evil));
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator("a[href^='javascript']").count(), 0);
  });
});

for (const [device, viewport] of [["desktop", DESKTOP], ["phone", PHONE]])
  for (const colorScheme of ["light", "dark"])
    test(`is accessible and fits: ${device}, ${colorScheme}`, async () => {
      const url = write("sample.html", { lines: sample, baseline: { name: "old.jsonl", lines: [] } });
      await open(url, { viewport, colorScheme, shot: `${device}-${colorScheme}` }, async (page) => {
        assert.equal(await isDark(page), colorScheme === "dark");
        assert.ok(await fitsWidth(page), "nothing sticks out sideways");
        for (const run of await page.locator("details.run > summary").all()) await run.click();
        for (const title of ["Area", "Backend", "Machine", "Observed", "Verdict"]) {
          await page.keyboard.press("Escape");
          await page.getByText(`${title}: all`).click();
          assert.ok(await fitsWidth(page), `nor with ${title} open`);
        }
        /* Only colours tell the others from the first. */
        const rules = device === "desktop" && colorScheme === "light" ? {} : { runOnly: ["color-contrast"] };
        await accessible(page, rules);
        await page.keyboard.press("Escape");
        await page.locator(".failures button").first().click();
        await page.getByRole("dialog").waitFor();
        await accessible(page, rules);
        assert.ok(await page.evaluate(() => document.querySelector("dialog").scrollWidth <= innerWidth));
      });
    });

test("50,000 checks: painted within a second, filtered and scrolled without lag", async (t) => {
  const lines = synthetic();
  assert.equal(lines.filter((line) => line.type === "check").length, 50000);
  const url = write("large.html", { lines });
  const entry = (page, name) => page.evaluate((n) => performance.getEntriesByName(n)[0].startTime, name);
  /* The fastest of three: other work on the machine only ever adds. */
  const paints = [];
  for (let i = 0; i < 3; i++) await open(url, {}, async (page) => paints.push(await entry(page, "first-contentful-paint")));
  const paint = Math.min(...paints);
  assert.ok(paint < FIRST_PAINT_MS, `first paint after ${paint} ms`);
  await open(url, { shot: "large" }, async (page) => {
    const ready = await entry(page, "ready");
    assert.ok(await page.locator("#grid td").count() < 3000, "only the rows in sight exist");
    const type = await page.evaluate(async () => {
      const box = document.querySelector("#text");
      const from = performance.now();
      box.value = "memory wrong";
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - from;
    });
    assert.match(await status(page), /^Showing/);
    await page.getByRole("button", { name: "Clear" }).click();
    const scroll = await page.evaluate(async () => {
      const grid = document.getElementById("grid");
      const times = [];
      for (let i = 0; i < 21; i++) {
        const from = performance.now();
        grid.scrollTop += 400;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - from);
      }
      return times.sort((a, b) => a - b)[10];
    });
    t.diagnostic(`first paint ${Math.round(paint)} ms, all ready ${Math.round(ready)} ms, a word typed ${Math.round(type)} ms, ` +
      `a scroll ${Math.round(scroll)} ms, file ${Math.round(readFileSync(fileURLToPath(url)).length / 1024)} KiB`);
    /* A loaded machine is slow, too; what renders everything takes far longer. */
    assert.ok(type < 1000, `a word took ${type} ms`);
    assert.ok(scroll < 500, `a scroll took ${scroll} ms`);
  });
});

test("prints every row", async () => {
  const url = write("long.html", { lines: synthetic(120) });
  await open(url, {}, async (page) => {
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("#grid tbody .name").count(), 120);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.ok(await page.locator("#grid tbody .name").count() < 120);
    const pdf = await page.pdf();
    assert.ok(pdf.length > 10000);
    if (process.env.SCREENSHOTS) writeFileSync(join(process.env.SCREENSHOTS, "print.pdf"), pdf);
  });
});

/* The page of this machine's last run, if there is one. */
const real = process.env.RESULTS ?? join(root, "build/results/results.jsonl");

test("the last run's results", { skip: noBrowser || (!existsSync(real) && "no build/results/results.jsonl") }, async () => {
  const lines = parse(readFileSync(real, "utf8"));
  const checks = lines.filter((line) => line.type === "check");
  const url = write("real.html", { lines, root });
  await open(url, { shot: "real" }, async (page) => {
    assert.match(await status(page), new RegExp(`^All ${checks.length.toLocaleString("en")} checks?`));
    await accessible(page);
    const failing = checks.find((line) => line.observation !== "pass" && /:\d+$/.test(line.where) && existsSync(join(root, line.where.replace(/:\d+$/, ""))));
    const line = failing ?? checks[0];
    if (!line) return;
    await page.goto(`${url}#open=${line.case}/${line.backend}/${line.machine}`);
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    assert.ok((await dialog.innerText()).includes(line.again));
    if (failing) await dialog.locator(".source .hit").first().waitFor();
  });
});
