// Every page in light and in dark, and the states a page can be in that no address
// shows, judged by axe-core: nothing serious or critical.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { newPage, prefer, signIn, signedPage, startBrowser, startServer, visit } from "./harness.mjs";
import { pages } from "./pages.mjs";

const axe = readFileSync(createRequire(path.resolve(import.meta.dirname, "../web/package.json")).resolve("axe-core/axe.min.js"), "utf8");

let server, browser, cookie;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  cookie = await signIn(server.base, server.link);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Asserts that axe finds nothing serious or critical on the page as it stands. */
async function judged(page, where) {
  await page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== "running"), null, { timeout: 5_000 }).catch(() => {});
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter((v) => v.impact === "serious" || v.impact === "critical")
      .map((v) => `${v.impact} ${v.id}: ${v.nodes.slice(0, 4).map((n) => `${n.target.join(" ")} ${n.any.concat(n.all, n.none).map((c) => c.message).slice(0, 1)}`).join(" | ")}`);
  });
  assert.deepEqual(found, [], where);
}

const once = [...new Map(pages.map((p) => [p.path, p])).values()];
for (const theme of ["light", "dark"]) {
  for (const size of theme === "light" ? ["desk", "phone"] : ["desk"]) {
    test(`pages in ${theme} at ${size}`, async (t) => {
      const page = await signedPage(browser, server.base, cookie, size);
      await prefer(page, { theme });
      for (const p of once) {
        await t.test(p.path, async () => {
          await visit(page, p.path);
          if (p.sees) await page.locator(p.sees).first().waitFor({ timeout: 20_000 });
          await judged(page, `${p.path} in ${theme} at ${size}`);
        });
      }
      await page.context().close();
    });
  }
  test(`palette, help, editor, menu and failures in ${theme}`, async () => {
    const page = await signedPage(browser, server.base, cookie, "desk");
    await prefer(page, { theme });
    await visit(page, "/records/firm?region=330522");
    await page.locator(".grid-open").first().waitFor();
    await page.keyboard.press("Control+k");
    await page.locator(".palette input").fill("cx");
    await page.locator(".palette-hit").first().waitFor();
    await judged(page, "palette");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.locator(".help-groups").waitFor();
    await judged(page, "help");
    await page.keyboard.press("Escape");
    await page.locator(".grid-open").first().click();
    await page.locator(".inspector h2").waitFor();
    await page.locator(".fact-value").first().waitFor();
    await judged(page, "inspector");
    await page.getByRole("button", { name: "编辑" }).click();
    await page.locator(".editor-form").waitFor();
    await judged(page, "editor");
    await visit(page, "/nowhere?region=000000");
    await page.getByText("没有这个页面").waitFor();
    await judged(page, "an address that is none");
    await visit(page, "/records/firm/F0000000000?region=000000");
    await page.locator(".error-state").waitFor();
    await judged(page, "a record that is none");
    await page.context().close();
    const stranger = await newPage(browser, server.base);
    await prefer(stranger, { theme });
    await visit(stranger, "/sign-in");
    await stranger.locator("form").waitFor();
    await judged(stranger, "sign-in");
    await stranger.context().close();
  });
}
