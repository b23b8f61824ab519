// A reader works with the chain map of vehicles: zooms, finds a node by initials,
// reads why it is judged so, changes the place, takes the picture along, reads
// the same as a table, and goes down the region map to a county.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertClean, signIn, signedPage, startBrowser, startServer, visit } from "./harness.mjs";

let server, browser, page;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await signedPage(browser, server.base, await signIn(server.base, server.link), "desk");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the map is drawn, zooms, and names a node to the keyboard", async () => {
  await visit(page, "/map?region=330000&chain=nev");
  const canvas = page.locator(".map-canvas canvas");
  await canvas.waitFor();
  await page.getByRole("button", { name: "放大" }).click();
  await canvas.focus();
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.querySelector("#map-said")?.textContent !== "");
  const first = await page.locator("#map-said").textContent();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((was) => document.querySelector("#map-said")?.textContent !== was, first);
});

test("initials find a node, and its panel says why", async () => {
  await page.getByLabel(/查环节/).first().fill("llzdx");
  await page.keyboard.press("Enter");
  await page.locator(".inspector h2").waitFor();
  assert.match(page.url(), /node=nev\./);
  await page.locator(".verdict").waitFor();
  await page.getByText("1,000 次抽样").first().waitFor();
});

test("another place gives other marks on the same map", async () => {
  await visit(page, "/map?region=440000&chain=nev&node=nev.cell");
  await page.locator(".verdict").waitFor();
  assert.match(await page.locator(".page-head-state").textContent(), /广东/);
});

test("the picture can be taken along as SVG and as PNG", async () => {
  await page.getByRole("button", { name: "导出图片" }).hover();
  const [svg] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /SVG/ }).click()]);
  assert.match((await readFile(await svg.path())).toString("utf8", 0, 400), /<svg/);
  await page.getByRole("button", { name: "导出图片" }).hover();
  const [png] = await Promise.all([page.waitForEvent("download"), page.getByText("PNG（2 倍）").click()]);
  const bytes = await readFile(await png.path());
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  assert.ok(bytes.readUInt32BE(16) > 4000, "the picture is finer than the screen");
});

test("the table has a row for what the map shows", async () => {
  await visit(page, "/map?region=330000&chain=nev&show=table");
  await page.locator(".grid-row").first().waitFor();
  await page.getByText(/107 个环节/).first().waitFor();
});

test("the region map says that it is for demonstration and goes down to counties", async () => {
  await visit(page, "/map/regions?region=000000&chain=nev");
  await page.getByText("演示底图，非审定地图；无审图号").waitFor();
  await page.getByRole("button", { name: /^浙江省? / }).first().press("Enter");
  await page.locator(".region-shape").first().waitFor();
  await page.locator(".region-table").getByRole("button", { name: "湖州市" }).click();
  await page.locator(".region-tiles").getByText("长兴县").waitFor();
  assertClean(page, "the region map");
});
