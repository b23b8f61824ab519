// What comes out of the printer: a list with all its rows and numbered pages on
// A3 landscape, and the chain map on the sheet that was asked for, with who drew
// it and the map number.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { assertClean, signIn, signedPage, startBrowser, startServer, visit } from "./harness.mjs";

let server, browser, page;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await signedPage(browser, server.base, await signIn(server.base, server.link), "desk");
  await page.addInitScript(() => { window.print = () => { window.printed = true; }; });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Sizes of the pages of a PDF, mm. */
function sheets(pdf) {
  return [...pdf.toString("latin1").matchAll(/\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map((m) => [m[1], m[2]].map((points) => Math.round((Number(points) / 72) * 25.4)));
}

test("Ctrl-P prints every row of a list, not those in sight", async () => {
  await visit(page, "/records/firm?region=330522");
  await page.locator(".grid-row").first().waitFor();
  const total = Number(await page.locator(".grid").getAttribute("aria-rowcount")) - 1;
  assert.ok(total > 220, `${total} rows`);
  await page.keyboard.press("Control+p");
  await page.waitForFunction(() => window.printed);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".grid-paper tbody tr").count(), total);
  assert.deepEqual(await page.locator(".grid-paper td:nth-child(3)").evaluateAll((cells) => cells.map((c) => c.textContent).filter((text) => /^C\d+$/.test(text))), [], "an industry is printed as its code");
  const wide = sheets(await page.pdf({ preferCSSPageSize: true }));
  assert.ok(wide.length >= 4 && wide.every(([w, h]) => w === 420 && h === 297), JSON.stringify(wide));
  assert.match(await page.locator(".print-stamp").textContent(), /演示账号 打印于 \d{4}-.*演示数据/);
  assert.equal(await page.locator(".grid-paper").count(), 0, "the paper is put away afterwards");
});

test("the map goes on the sheet that was asked for", async () => {
  for (const [paper, size] of [["A4", [297, 210]], ["A3", [420, 297]], ["A0", [1189, 841]]]) {
    await visit(page, "/map?region=330500&chain=nev");
    await page.locator(".map-canvas canvas").waitFor();
    await page.getByRole("button", { name: "打印" }).click();
    await page.locator(".ant-segmented-item").filter({ hasText: `${paper} 横向` }).click();
    await page.getByPlaceholder("例如").fill("长兴县链长制办公室");
    await page.getByPlaceholder("没有可不填").fill("GS(2024)0650号");
    await page.locator(".ant-modal").getByRole("button", { name: "打印" }).click();
    await page.waitForFunction(() => window.printed);
    const src = await page.locator(".print-sheet img").getAttribute("src");
    const svg = await page.evaluate((at) => fetch(at).then((r) => r.text()), src);
    for (const want of ["制图单位 长兴县链长制办公室", "审图号：GS(2024)0650号", "数据日期 ", "湖州市", "图例", "≈"]) assert.ok(svg.includes(want), `${paper} lacks ${want}`);
    assert.deepEqual(sheets(await page.pdf({ preferCSSPageSize: true })), [size], paper);
    await page.locator(".print-sheet").waitFor({ state: "detached" });
  }
  assertClean(page, "printing");
});
