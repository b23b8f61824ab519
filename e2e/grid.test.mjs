// A reader goes anywhere in a long list: to its end, to a row by number, by the
// scroll bar; takes cells along as a spreadsheet pastes them; and finds the same
// rows again under the copied address.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { assertClean, shoot, signIn, signedPage, startBrowser, startServer, visit } from "./harness.mjs";

let server, browser, page;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await signedPage(browser, server.base, await signIn(server.base, server.link), "desk");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const rowAt = (i) => page.locator(`.grid-row[aria-rowindex="${i + 1}"]:not(:has(.grid-wait)) .grid-open`);
const length = async () => Number((await page.locator(".grid").getAttribute("aria-rowcount")) - 1);

test("the list is measured to its end, and its end is one key away", async () => {
  await visit(page, "/records/firm?region=000000&sort=-revenue");
  await page.locator(".grid-row").first().waitFor();
  await page.waitForFunction(() => Number(document.querySelector(".grid").getAttribute("aria-rowcount")) > 10_001);
  const total = await length();
  assert.match(await page.locator(".page-head-state").textContent(), new RegExp(total.toLocaleString("en")));
  await page.locator(".grid").focus();
  await page.keyboard.press("Control+End");
  await rowAt(total).waitFor();
  await page.keyboard.press("Control+Home");
  await rowAt(1).waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("End");
  await rowAt(total).waitFor();
  await shoot(page, "grid-end");
});

test("a row by its number, and by the scroll bar, is the row that the list has there", async () => {
  const there = async (n) => (await page.evaluate((skip) => fetch(`/api/v1/records/firm?sort=-revenue&limit=1&skip=${skip}`).then((r) => r.json()), n - 1)).items[0];
  await page.locator(".grid-goto input").fill("7,654");
  await page.keyboard.press("Enter");
  await rowAt(7654).waitFor();
  assert.equal(await rowAt(7654).textContent(), (await there(7654)).values.name);
  await page.evaluate(() => { const g = document.querySelector(".grid"); g.scrollTop = g.scrollHeight / 2; });
  const middle = Math.floor((await length()) / 2) + 3;
  await rowAt(middle).waitFor();
  assert.equal(await rowAt(middle).textContent(), (await there(middle)).values.name);
});

test("a range goes to the clipboard as a spreadsheet pastes it, also what was not in sight", async () => {
  await visit(page, "/records/firm?region=330000&sort=-revenue");
  await rowAt(1).waitFor();
  await page.locator(".grid").focus();
  await page.keyboard.press("Control+Home");
  for (let i = 0; i < 16; i++) await page.keyboard.press("Shift+PageDown");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+c");
  await page.locator(".ant-message").getByText(/已复制/).waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split("\r\n");
  assert.ok(lines.length > 250, `${lines.length} lines`);
  assert.ok(lines.every((l) => l.split("\t").length === 2 && l[0] !== "\t"), "a row was copied empty");
});

test("the address keeps filter, order and scope for whoever opens it", async () => {
  await visit(page, "/records/firm?region=330000&f=role:is:lead&sort=name");
  await rowAt(1).waitFor();
  const first = await rowAt(1).textContent();
  const other = await signedPage(browser, server.base, await page.context().cookies().then(([c]) => `${c.name}=${c.value}`), "phone");
  await other.goto(page.url());
  await other.locator(".grid-open").first().waitFor();
  assert.equal(await other.locator(".grid-open").first().textContent(), first);
  await other.getByText("清除条件").waitFor();
  assertClean(other, "the copied address");
  assertClean(page, "the grid");
});
