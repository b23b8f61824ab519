// A stranger gets in by the printed link, once; the set-up page makes the
// first administrator.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { assertClean, enter, newPage, shoot, startBrowser, startServer } from "./harness.mjs";

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

test("the demonstration link signs in, and only once", async () => {
  const server = await startServer();
  try {
    const page = await newPage(browser, server.base);
    await enter(page, server.link);
    const who = await page.evaluate(() => fetch("/api/v1/session").then((r) => r.json()));
    assert.equal(who.state, "signed_in");
    assert.equal(who.account.name, "demo");
    assertClean(page, "entering");
    const other = await newPage(browser, server.base, "phone");
    await other.goto(server.link);
    await other.waitForLoadState("networkidle");
    const again = await other.evaluate(() => fetch("/api/v1/session").then((r) => r.json()));
    assert.equal(again.state, "signed_out");
    await shoot(other, "link-spent");
  } finally {
    await server.stop();
  }
});

test("without accounts the set-up link makes the administrator", async () => {
  const server = await startServer({ demo: false });
  try {
    const page = await newPage(browser, server.base);
    await page.goto(server.link);
    await page.waitForLoadState("networkidle");
    await shoot(page, "setup");
    const made = await page.evaluate((token) => fetch("/api/v1/setup", {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, name: "chief", password: "Long-enough-1" }),
    }).then((r) => r.status), server.link.split("#token=")[1]);
    assert.equal(made, 200);
    assertClean(page, "set-up");
  } finally {
    await server.stop();
  }
});
