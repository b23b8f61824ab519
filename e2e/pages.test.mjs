// Every page, at desk and phone width: no outside request, nothing in the
// console, no violation of the content security policy, no sideways scrolling.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { assertClean, assertFits, shoot, signIn, signedPage, startBrowser, startServer, visit } from "./harness.mjs";
import { pages } from "./pages.mjs";

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

for (const size of ["desk", "phone"]) {
  for (const p of pages) {
    test(`${p.name} at ${size}`, async () => {
      const page = await signedPage(browser, server.base, cookie, size);
      await visit(page, p.path);
      if (p.sees) await page.locator(p.sees).first().waitFor({ timeout: 20_000 });
      await shoot(page, p.name);
      assert.ok(!page.url().includes("/sign-in"), "the page asks for a sign-in");
      assertClean(page, p.path);
      await assertFits(page, p.path);
      await page.context().close();
    });
  }
}
