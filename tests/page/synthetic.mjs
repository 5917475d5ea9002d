/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Results of a size that no run has had yet: 50,000 checks, every verdict among them. */

const BACKENDS = ["native-arm64", "qemu@trixie", "fex", "box64@trixie", "box64@sid"];
const MACHINES = ["krun", "debian-4k", "debian-16k", "host", "podman"];
const AREAS = ["abi", "atomics", "exec", "float", "identity", "isa", "life", "memory", "namespace", "signal", "thread", "time"];
const WAYS = [["glibc", "crun"], ["static", "crun"], ["glibc", "podman"], ["static", "podman"]];
const HOW = [
  ["FAIL", "wrong"], ["FAIL", "crash"], ["FAIL", "hang"], ["XFAIL", "wrong"], ["XFAIL", "crash"],
  ["UNSUPPORTED", "refused"], ["CHANGED", "wrong"], ["XPASS", "pass"], ["FLAKY", "wrong"], ["BROKEN", "broken"],
];

export function synthetic(caseCount = 500) {
  const lines = [];
  let state = 1;
  const below = (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  for (const machine of MACHINES)
    for (const backend of BACKENDS) {
      const column = { backend, backend_version: `${backend} 1.2.3`, machine, kernel: "6.12.91",
        page_size: machine === "debian-16k" ? 16384 : 4096 };
      lines.push({ type: "run", ...column, architecture: "aarch64", cpus: 2, licence: "MIT", boots: 1, binfmt_flags: "POCF",
        images: { amd64: "76b1c3f47512bb6ec72c92e9b14dfce21499ba7e652b5329607d27745d32752a" } });
      for (let n = 0; n < caseCount; n++) {
        const area = AREAS[n % AREAS.length];
        const failing = backend !== "native-arm64" && below(6) === 0;
        const how = HOW[below(HOW.length)];
        for (const [flavour, engine] of WAYS) {
          const [verdict, observation] = failing && below(4) ? how : ["PASS", "pass"];
          const name = `${area}_case_${String(n).padStart(3, "0")}`;
          const line = { type: "check", case: name, rule: `${area.toUpperCase()}-${1 + n % 20}`, area,
            summary: `what ${name} claims of ${area}`, flavour, engine, ...column, observation, verdict, ms: below(5000), detail: "",
            issues: n % 3 ? [] : [`https://github.com/FEX-Emu/FEX/issues/${1000 + n}`], source: `tests/cases/${area}/${name}.c`,
            again: `make conformance MACHINE=${machine} BACKEND=${backend} CASE=${name}/${flavour}/${engine}` };
          if (observation !== "pass")
            Object.assign(line, { symptom: `page == ${4096 * (1 + n % 3)}`, got: `${below(1e6)}, wanted 4096`,
              where: `${line.source}:${20 + n % 40}`, last_words: below(5) ? "" : "Segmentation fault" });
          if (verdict === "XFAIL") Object.assign(line, { deviation_link: "https://github.com/FEX-Emu/FEX/issues/3496", deviation_reason: "Known." });
          lines.push(line);
        }
      }
    }
  lines.push({ type: "unavailable", machine: "krun", backend: "rosetta", why: "Apple offers it only to guests of its Virtualization.framework" });
  return lines;
}

export const toText = (lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
