// A line that drops in the middle of a file: the page says how far it came and
// goes on from there. And a file on a record: attached, refused, saved, deleted,
// taken back.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { newPage, shoot, startBrowser, startServer } from "./harness.mjs";

let server, browser, line;
before(async () => {
  server = await startServer({ demo: false });
  browser = await startBrowser();
  line = await droppingLine(new URL(server.base).port);
});
after(async () => {
  await browser?.close();
  line?.stop();
  await server?.stop();
});

/** A line to the server that carries the first megabytes of an upload and then is dead until it is mended. */
async function droppingLine(port) {
  const state = { left: 3 << 20, dead: false };
  const open = new Set();
  const proxy = net.createServer((from) => {
    const to = net.connect(Number(port), "127.0.0.1");
    for (const s of [from, to]) {
      open.add(s);
      s.on("error", () => {}); // the other end is told by the close
      s.on("close", () => (open.delete(s), from.destroy(), to.destroy()));
    }
    let uploads = false;
    from.on("data", (part) => {
      uploads ||= part.includes("PATCH /api/v1/uploads/") || part.includes("HEAD /api/v1/uploads/");
      if (uploads && state.dead) return from.destroy();
      to.write(part);
      if (uploads && state.left >= 0 && (state.left -= part.length) < 0) {
        state.dead = true;
        setImmediate(() => to.end()); // what was written arrives
        from.destroy();
      }
    });
    to.on("data", (part) => from.write(part));
  });
  await new Promise((done) => proxy.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${proxy.address().port}`, state, stop: () => (open.forEach((s) => s.destroy()), proxy.close()) };
}

async function enter(page) {
  await page.goto(server.link.replace(server.base, line.base));
  await page.fill("input[autocomplete=username]", "clerk");
  for (const field of await page.locator("input[type=password]").all()) await field.fill("Long-enough-1");
  await page.click("button[type=submit]");
  await page.getByRole("heading", { name: "全国总览" }).waitFor();
}

let page;
test("an upload goes on after the line dropped", async () => {
  page = await newPage(browser, line.base);
  await enter(page);
  const offsets = [];
  page.on("request", (r) => r.method() === "PATCH" && r.url().includes("/uploads/") && offsets.push(Number(r.headers()["upload-offset"])));
  const rows = Array.from({ length: 2500 }, (_, i) => `演示${i}号有限公司,330522,${"长".repeat(900)}`);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "lianzhang-upload-")), "大表.csv");
  writeFileSync(file, `企业名称,所在地区,地址\n${rows.join("\n")}\n`);
  await page.goto(`${line.base}/imports/new?kind=firm&region=000000`);
  await page.setInputFiles("input[type=file]", file);
  await page.getByText(/连接中断，已传到 \d+%/).waitFor();
  await shoot(page, "upload-broken");
  line.state.dead = false;
  await page.getByRole("button", { name: "继续上传" }).click();
  await page.waitForURL(/\/imports\/X/);
  await page.getByRole("heading", { name: "大表.csv" }).waitFor();
  assert.ok(offsets.at(-1) > 1 << 20, `it went on from ${offsets.at(-1)} bytes, want what had arrived`);
});

test("a file on a record", async () => {
  await page.goto(`${line.base}/imports/new?kind=firm&region=000000`);
  const folder = mkdtempSync(path.join(tmpdir(), "lianzhang-attach-"));
  const give = (name, body) => {
    const at = path.join(folder, name);
    writeFileSync(at, body);
    return at;
  };
  await page.setInputFiles("input[type=file]", give("一家.csv", "企业名称,所在地区\n甲动力电池有限公司,330522\n"));
  await page.waitForURL(/\/imports\/X/);
  await page.getByRole("button", { name: "提交导入" }).click();
  await page.getByRole("button", { name: "查看档案" }).click();
  await page.getByRole("button", { name: "甲动力电池有限公司" }).click();
  await page.getByRole("tab", { name: "附件" }).click();
  await page.setInputFiles("[data-testid=attach]", [give("批复 扫描件.txt", "同意建设。"), give("页面.html", "<html><script>1</script></html>")]);
  await page.getByRole("link", { name: "批复 扫描件.txt", exact: true }).waitFor();
  await page.getByRole("alert").getByText("页面.html").waitFor();
  await shoot(page, "attachments");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "批复 扫描件.txt", exact: true }).click()]);
  assert.equal(download.suggestedFilename(), "批复 扫描件.txt");
  assert.equal(readFileSync(await download.path(), "utf8"), "同意建设。");
  await page.getByRole("button", { name: "删除“批复 扫描件.txt”" }).click();
  await page.getByText("还没有附件").waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("link", { name: "批复 扫描件.txt", exact: true }).waitFor();
});

test("a period is closed and opened again", async () => {
  await page.goto(`${line.base}/settings`);
  await page.getByLabel("统计期").fill("2024");
  await page.getByRole("button", { name: "封账" }).click();
  await page.getByRole("cell", { name: "2024", exact: true }).waitFor();
  await shoot(page, "settings-periods");
  await page.getByRole("button", { name: "重新开放" }).click();
  await page.getByRole("dialog").locator("input").fill("更正年报");
  await page.getByRole("dialog").getByRole("button", { name: "重新开放" }).click();
  await page.getByRole("cell", { name: /更正年报/ }).waitFor();
});
