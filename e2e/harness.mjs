// The harness of the stories: the real binary on a folder of its own, and a
// real browser that notices everything a demanding user would.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const { chromium } = createRequire(path.join(root, "web/package.json"))("playwright-core");

/** The binary under test: LIANZHANG_BIN, or bin/lianzhang, built when missing. */
export function binary() {
  const named = process.env.LIANZHANG_BIN ?? path.join(root, "bin/lianzhang");
  if (!existsSync(named)) {
    const made = spawnSync("make", ["build"], { cwd: root, stdio: "inherit" });
    assert.equal(made.status, 0, "make build");
  }
  return named;
}

/**
 * Starts the program on a free port with a folder of its own and waits until it
 * is ready. `link` is the one-time link that it prints: into the demonstration,
 * or with demo: false to the set-up page.
 */
export async function startServer({ demo = true, args = [], dir = mkdtempSync(path.join(tmpdir(), "lianzhang-e2e-")) } = {}) {
  const all = ["serve", "--addr", "127.0.0.1:0", "--data", dir, ...(demo ? ["--demo"] : []), ...args];
  const child = spawn(binary(), all, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(dir, { recursive: true, force: true });
  };
  const until = Date.now() + 180_000;
  while (!/#token=\S+\s/.test(said)) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`the program did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const link = said.match(/https?:\/\/\S+#token=\S+/)[0];
  const base = new URL(link).origin;
  while (!(await fetch(`${base}/readyz`).catch(() => ({ ok: false }))).ok) {
    assert.ok(Date.now() < until, "not ready");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { base, link, dir, pid: child.pid, ended, stop, said: () => said };
}

/** Starts Debian's Chromium with a fresh profile and nothing that calls home. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.LIANZHANG_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-default-apps", "--force-color-profile=srgb"],
  });
}

/** The two sizes at which every page is looked at. */
export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/**
 * A page that remembers what must not happen: a request to anywhere else, a
 * line in the console, a violation of the content security policy, an
 * exception, an answer of 500 or more.
 */
export async function newPage(browser, base, size = "desk", options = {}) {
  const context = await browser.newContext({
    viewport: sizes[size], deviceScaleFactor: 1, locale: "zh-CN", timezoneId: "Asia/Shanghai",
    hasTouch: size === "phone", isMobile: size === "phone", ...options,
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) =>
      console.error(`content security policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
  });
  const page = await context.newPage();
  const faults = [];
  page.on("request", (r) => {
    const url = new URL(r.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== base) faults.push(`outside request: ${r.url()}`);
  });
  page.on("console", (m) => {
    // The browser itself logs refused requests; those that a story expects are answers below 500.
    if (["error", "warning"].includes(m.type()) && !/^Failed to load resource: .* (40\d|412|429)/.test(m.text())) faults.push(`console: ${m.text()}`);
  });
  page.on("pageerror", (e) => faults.push(`exception: ${e.stack ?? e}`));
  page.on("response", (r) => { if (r.status() >= 500) faults.push(`${r.status()} ${r.url()}`); });
  page.faults = faults;
  page.size = size;
  page.base = base;
  return page;
}

/** Enters by the printed link; afterwards the page is signed in. */
export async function enter(page, link) {
  await page.goto(link);
  await page.waitForFunction(() => !location.hash.includes("token="), null, { timeout: 30_000 });
  await page.waitForLoadState("networkidle");
}

/** A session cookie by the printed link without a browser, for plain requests. */
export async function signIn(base, link) {
  const res = await fetch(`${base}/api/v1/session`, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: link.split("#token=")[1] }),
  });
  assert.equal(res.status, 200, await res.text());
  return res.headers.getSetCookie()[0].split(";")[0];
}

/** A page that is signed in with the cookie of [signIn]. */
export async function signedPage(browser, base, cookie, size = "desk") {
  const page = await newPage(browser, base, size);
  const [name, value] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: base }]);
  return page;
}

/** Opens a path and waits until the page is at rest. */
export async function visit(page, where) {
  await page.goto(page.base + where);
  await page.waitForLoadState("networkidle");
}

/** Asserts that nothing bad was noticed so far on this page. */
export function assertClean(page, where) {
  assert.deepEqual(page.faults, [], `${where} (${page.size})`);
}

/** Asserts that the page does not have to be scrolled sideways. */
export async function assertFits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 1, `${where} (${page.size}) is ${wide} pixels wider than the window`);
}

/** Chooses theme, size of text or language for every page opened from now on. */
export async function prefer(page, prefs) {
  await page.context().addInitScript((p) => localStorage.setItem("lianzhang.prefs", JSON.stringify(p)), prefs);
}

/** Takes a picture into LIANZHANG_SHOTS, when that is set. */
export async function shoot(page, name, options = {}) {
  const dir = process.env.LIANZHANG_SHOTS;
  if (!dir) return;
  mkdirSync(dir, { recursive: true });
  await page.waitForTimeout(400); // a picture of what came to rest; nothing is asserted after it
  await page.screenshot({ path: path.join(dir, `${name}-${page.size}.png`), ...options });
}
