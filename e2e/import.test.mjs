// A clerk's morning: sign in, look into the library, bring a sheet with a wrong
// cell, mend it in the browser, submit, see the firms, take it all back.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assertClean, newPage, shoot, startBrowser, startServer } from "./harness.mjs";

const sheet = `单位名称,统一社会信用代码,所在地区,行业代码,营业收入(万元),从业人员
甲动力电池有限公司,91330100DEM0000149,浙江省湖州市长兴县,3841,12000,320
乙隔膜材料有限公司,91330100DEM0000224,浙江省湖州市长兴县,2929,abc,120
`;

let server, browser;
before(async () => {
  server = await startServer({ demo: false });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("sign-in, library, import, mend, undo", async () => {
  const page = await newPage(browser, server.base);
  await page.goto(server.link);
  await page.fill("input[autocomplete=username]", "clerk");
  for (const field of await page.locator("input[type=password]").all()) await field.fill("Long-enough-1");
  await page.click("button[type=submit]");
  await page.getByRole("heading", { name: "全国总览" }).waitFor();

  await page.goto(`${server.base}/records/firm?region=000000`);
  await page.getByText("这里还没有企业").waitFor();
  await shoot(page, "library-empty");

  const file = path.join(mkdtempSync(path.join(tmpdir(), "lianzhang-sheet-")), "长兴企业.csv");
  writeFileSync(file, sheet);
  await page.goto(`${server.base}/imports/new?kind=firm&region=000000`);
  await page.setInputFiles("input[type=file]", file);
  await page.waitForURL(/\/imports\/X/);
  await page.getByRole("heading", { name: "长兴企业.csv" }).waitFor();
  const submit = page.getByRole("button", { name: "提交导入" });
  assert.ok(await submit.isDisabled(), "an error stops the import");
  await page.locator(".grid-error").first().waitFor();
  await shoot(page, "import-preview");

  await page.locator(".grid-error").first().dblclick();
  await page.locator(".grid-error input").fill("3400");
  await page.keyboard.press("Enter");
  await page.locator(".grid-error").first().waitFor({ state: "detached" });
  await submit.click();
  await page.getByRole("button", { name: "撤销导入" }).waitFor();
  await shoot(page, "import-done");

  await page.getByRole("button", { name: "查看档案" }).click();
  await page.getByRole("button", { name: "甲动力电池有限公司" }).waitFor();
  await page.getByRole("button", { name: "甲动力电池有限公司" }).click();
  await page.getByRole("tab", { name: "来源台账" }).click();
  await page.locator(".ledger").getByText("长兴企业").first().waitFor();
  await shoot(page, "firm-ledger");

  await page.goto(`${server.base}/imports?region=000000`);
  await page.getByRole("link", { name: "长兴企业.csv" }).click();
  await page.getByRole("button", { name: "撤销导入" }).click();
  await page.locator(".ant-popconfirm").getByRole("button", { name: "撤销导入" }).click();
  await page.getByText("这次导入已撤销。").waitFor();
  await page.goto(`${server.base}/records/firm?region=000000`);
  await page.getByText("这里还没有企业").waitFor();
  assertClean(page, "import story");
});
