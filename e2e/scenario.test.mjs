// An analyst asks what would happen if the battery makers of Changxing stopped,
// reads how much it costs and who could take over, replays the answer, and looks
// at the firms that Huzhou hangs on.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertClean, assertFits, shoot, signIn, signedPage, startBrowser, startServer, visit } from "./harness.mjs";

let server, browser, page, cookie;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  cookie = await signIn(server.base, server.link);
  page = await signedPage(browser, server.base, cookie, "desk");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("nothing asked yet: the page offers the first question", async () => {
  await visit(page, "/scenarios?region=330500&chain=nev");
  await page.locator(".empty-state").waitFor();
  await shoot(page, "scenarios-empty");
  await page.getByRole("button", { name: "新建推演" }).click();
  await page.locator(".scenario-hit").waitFor();
});

test("a node of the chain stops in one county, and the answer comes with bands", async () => {
  await page.getByLabel("名称").fill("长兴电池集中停产");
  await page.getByLabel("类型").first().click();
  await page.locator(".ant-select-item-option", { hasText: "环节" }).click();
  await page.getByLabel("选择环节").click();
  await page.keyboard.type("锂离子电芯");
  await page.locator(".ant-select-item-option", { hasText: "锂离子电芯" }).click();
  await page.locator("#scenario-draws").click();
  await page.locator(".ant-select-item-option", { hasText: "10 次" }).click();
  await shoot(page, "scenario-new");
  await page.getByRole("button", { name: "开始推演" }).click();
  await page.getByRole("heading", { name: "受影响的企业" }).waitFor({ timeout: 120_000 });
  assert.match(await page.locator("h1").textContent(), /长兴电池集中停产/);
  assert.ok((await page.locator(".band-drawn").count()) > 0, "bands are drawn");
  await page.getByRole("heading", { name: "谁可以顶上" }).waitFor();
  await page.getByText("依据与假定").waitFor();
  await shoot(page, "scenario-answer", { fullPage: true });
  assertClean(page, "answer");
});

test("the answer can be replayed to the byte and taken along", async () => {
  await page.getByRole("button", { name: "重放核对" }).click();
  await page.getByText("逐字节相同").waitFor({ timeout: 120_000 });
  await page.getByRole("button", { name: "导出" }).hover();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByText("企业表（CSV）").click()]);
  const text = (await readFile(await file.path())).toString();
  assert.match(text, /^\ufeff企业编号,企业名称/);
  assert.ok(text.split("\r\n").length > 5, "the table has rows");
  assertClean(page, "replay");
});

test("the firms that a place hangs on are ranked as far as bands allow", async () => {
  await visit(page, "/scenarios/systemic?region=330500&chain=nev");
  await page.locator(".empty-state").waitFor();
  await page.getByRole("button", { name: "开始计算" }).click();
  await page.getByText("系统性风险指数").waitFor({ timeout: 180_000 });
  assert.ok((await page.locator(".band-bar").count()) > 3);
  await shoot(page, "systemic", { fullPage: true });
  assertClean(page, "systemic");
});

test("the same on a phone", async () => {
  const phone = await signedPage(browser, server.base, cookie, "phone");
  await visit(phone, "/scenarios?region=330500&chain=nev");
  await shoot(phone, "scenarios");
  await phone.getByRole("link", { name: "长兴电池集中停产" }).click();
  await phone.getByRole("heading", { name: "受影响的企业" }).waitFor();
  await assertFits(phone, "answer");
  await shoot(phone, "scenario-answer", { fullPage: true });
  await phone.getByRole("heading", { name: "受影响的环节（本地）" }).scrollIntoViewIfNeeded();
  const seen = await phone.locator(".wraps td.num:last-child").first().boundingBox();
  assert.ok(seen && seen.x + seen.width <= 390, "the figure beside the bar is in sight");
  await shoot(phone, "scenario-nodes");
  await visit(phone, "/scenarios/systemic?region=330500&chain=nev");
  await phone.locator(".band-bar").first().waitFor(); // the head of the table gives way to names beside the values
  const first = await phone.locator(".stacked tbody tr").first().boundingBox();
  const panel = await phone.locator("section.panel", { has: phone.locator(".stacked") }).boundingBox();
  assert.ok(first && panel && panel.height > first.height, "the table is not pressed together");
  await assertFits(phone, "systemic");
  await shoot(phone, "systemic");
  await visit(phone, "/scenarios/new?region=330500&chain=nev");
  await phone.locator(".scenario-hit").waitFor();
  await assertFits(phone, "new");
  await shoot(phone, "scenario-new");
  assertClean(phone, "phone");
});
