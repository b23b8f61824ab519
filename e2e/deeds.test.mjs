// What a clerk does to whole records, and how it is taken back: delete and Ctrl-Z,
// the bin, merging two records and undoing it, splitting sources off, and two
// people changing the same field. A reader sees it all and can undo nothing.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { assertClean, assertFits, newPage, shoot, signIn, signedPage, startBrowser, startServer, visit } from "./harness.mjs";

const long = "长兴县画溪街道新能源汽车动力电池梯次利用与再生资源综合回收处置示范产业园区有限责任公司";
let server, browser, page, cookie;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  cookie = await signIn(server.base, server.link);
  page = await signedPage(browser, server.base, cookie, "desk");
  await visit(page, "/records/firm?region=330522");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const call = (method, path, body, headers = {}) =>
  page.evaluate(async ([m, p, b, h]) => {
    const r = await fetch(`/api/v1${p}`, { method: m, headers: { "content-type": "application/json", ...h }, body: b && JSON.stringify(b) });
    return { status: r.status, etag: r.headers.get("etag"), body: await r.json().catch(() => null) };
  }, [method, path, body, headers]);
const firm = async (values) => (await call("POST", "/records/firm", { values: { region: "330522", ...values } })).body.id;
const toast = (text) => page.locator(".ant-notification-notice").filter({ hasText: text }).first();
/** The same page at phone width, looked at and measured. */
async function phone(where, name, sees) {
  const small = await signedPage(browser, server.base, cookie, "phone");
  await visit(small, where);
  await small.locator(sees).first().waitFor();
  await shoot(small, name);
  await assertFits(small, where);
  assertClean(small, where);
  await small.context().close();
}

test("a deletion is taken back by Ctrl-Z", async () => {
  const id = await firm({ name: long });
  await visit(page, `/records/firm/${id}?region=330522`);
  await page.locator(".inspector h2").waitFor();
  await shoot(page, "long-name");
  await page.getByRole("button", { name: "删除" }).click();
  await page.locator(".ant-popconfirm").getByRole("button", { name: "删除" }).click();
  await toast("已删除").waitFor();
  await shoot(page, "undo-toast");
  await page.keyboard.press("Control+z");
  await toast("已撤销").waitFor();
  assert.equal((await call("GET", `/records/firm/${id}`)).status, 200);
});

test("the bin says who deleted what, and gives it back", async () => {
  for (const name of [long, "乙隔膜材料有限公司", "丙电解液有限公司"]) {
    const id = await firm({ name: `${name}（已注销）` });
    await call("DELETE", `/records/firm/${id}`, undefined, { "If-Match": "*" });
  }
  await visit(page, "/bin?kind=firm&region=330522");
  const line = page.locator("tbody tr").filter({ hasText: "乙隔膜材料" });
  await line.getByText("演示账号").waitFor();
  await line.getByText("30 天").waitFor();
  await shoot(page, "bin-filled");
  await phone("/bin?kind=firm&region=330522", "bin-filled", "tbody tr");
  await line.getByRole("button", { name: /恢复/ }).click();
  await toast("已恢复").waitFor();
  await line.waitFor({ state: "detached" });
  await page.getByLabel("全选").check();
  await page.getByRole("button", { name: "恢复所选 2 条" }).click();
  await page.getByText("回收站里没有企业").waitFor();
});

test("two records are merged, and the merge is undone with a reason", async () => {
  const [a, b] = [await firm({ name: `${long}一部`, employees: 120 }), await firm({ name: "丁梯次利用有限公司", employees: 80, revenue: 990_000_000_000 })];
  await visit(page, `/records/firm/${a}?region=330522`);
  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByText("与另一条合并").click();
  const dialog = page.locator(".ant-modal");
  await dialog.locator("input[role=combobox]").fill("丁梯次");
  await page.locator(".ant-select-item-option").filter({ hasText: b }).click();
  await dialog.locator(".pair-differs").first().waitFor();
  await shoot(page, "merge-dialog");
  await dialog.getByPlaceholder(/可不填/).fill("同一厂区，两块牌子");
  await dialog.getByRole("button", { name: "合并", exact: true }).click();
  await toast("已并入").waitFor();
  await visit(page, "/merges?kind=firm&region=330522");
  const line = page.locator(".deeds > li").first();
  await line.getByText("同一厂区，两块牌子").waitFor();
  await line.getByRole("button", { name: "撤销合并" }).click();
  await page.locator(".ant-modal").getByPlaceholder(/可不填/).fill("核实后是两家");
  await page.locator(".ant-modal").getByRole("button", { name: "撤销", exact: true }).click();
  await line.getByText("核实后是两家").waitFor();
  await shoot(page, "merges-filled");
  await phone("/merges?kind=firm&region=330522", "merges-filled", ".deeds > li");
  assert.equal((await call("GET", `/records/firm/${b}`)).body.id, b);
});

test("sources that belong elsewhere are split off", async () => {
  const id = await firm({ name: "戊回收有限公司" });
  await call("PATCH", `/records/firm/${id}`, { values: { name: "己拆解有限公司", employees: 9 } }, { "If-Match": "*" });
  await visit(page, `/records/firm/${id}?region=330522`);
  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByText("拆分来源").click();
  await page.locator(".ledger input[type=checkbox]").first().check();
  await shoot(page, "split");
  await page.getByRole("button", { name: /拆为新档案/ }).click();
  await page.locator(".ant-modal").getByRole("button", { name: "拆分", exact: true }).click();
  await toast("已拆出").waitFor();
  assert.equal((await call("GET", `/records/firm/${id}`)).body.values.name, "戊回收有限公司");
});

test("two people change one field: both values are shown, and one is chosen", async () => {
  const id = await firm({ name: `${long}二部`, employees: 10, address: "长兴县画溪街道一号" });
  for (const size of ["desk", "phone"]) {
    const mine = await signedPage(browser, server.base, cookie, size);
    await visit(mine, `/records/firm/${id}?region=330522`);
    await mine.getByRole("button", { name: "编辑" }).click();
    const form = mine.locator(".ant-modal");
    await form.getByLabel("从业人员").fill(size === "desk" ? "33" : "44");
    await form.getByLabel(/地址/).fill("长兴县经济技术开发区城南工业功能区陈王路与发展大道交叉口东北角五号厂房三层");
    await call("PATCH", `/records/firm/${id}`, { values: { employees: size === "desk" ? 22 : 23, address: `长兴县和平镇工业园区${size}` } }, { "If-Match": "*" });
    await form.getByRole("button", { name: "保存" }).click();
    await mine.getByText("别人刚刚也改了这条记录").waitFor();
    await shoot(mine, "clash");
    await assertFits(mine, "clash");
    if (size === "desk") {
      const line = mine.locator("tr").filter({ hasText: "从业人员" });
      await line.getByLabel("我改的").check();
      await mine.getByRole("button", { name: "按所选保存" }).click();
      await mine.locator(".ant-message").getByText("已保存").waitFor();
      const now = (await call("GET", `/records/firm/${id}`)).body.values;
      assert.equal(now.employees, 33);
      assert.equal(now.address, "长兴县和平镇工业园区desk");
    }
    assertClean(mine, "clash");
    await mine.context().close();
  }
});

test("? lists the keys, Escape closes it", async () => {
  await visit(page, "/records/firm?region=330522");
  await page.keyboard.press("?");
  await page.locator(".help-groups").waitFor();
  await shoot(page, "help");
  await page.keyboard.press("Escape");
  await page.locator(".help-groups").waitFor({ state: "detached" });
});

test("a reader sees the bin and the books, and can undo nothing", async () => {
  const made = await call("POST", "/accounts", { name: "reader", title: "查阅人", role: "reader", class: "internal", regions: ["330000"], password: "Long-enough-1" });
  assert.ok(made.status < 300, JSON.stringify(made));
  const id = await firm({ name: "庚极片有限公司" });
  await call("DELETE", `/records/firm/${id}`, undefined, { "If-Match": "*" });
  const reader = await newPage(browser, server.base);
  await reader.goto(`${server.base}/sign-in?next=${encodeURIComponent("/bin?kind=firm&region=330522")}`);
  await reader.getByLabel("账号").fill("reader");
  await reader.getByLabel("密码").fill("wrong");
  await reader.getByRole("button", { name: "登录" }).click();
  await reader.getByRole("alert").waitFor();
  await shoot(reader, "sign-in-wrong");
  await reader.getByLabel("密码").fill("Long-enough-1");
  await reader.getByRole("button", { name: "登录" }).click();
  await reader.locator("tbody tr").filter({ hasText: "庚极片" }).waitFor();
  assert.equal(await reader.getByRole("button", { name: /恢复/ }).count(), 0);
  await reader.getByText("恢复需要编辑权限").waitFor();
  await reader.goto(`${server.base}/merges?kind=firm&region=330522`);
  await reader.locator(".deeds > li").first().waitFor();
  assert.equal(await reader.getByRole("button", { name: /撤销/ }).count(), 0);
  assertClean(reader, "a reader");
  assertClean(page, "deeds");
});
