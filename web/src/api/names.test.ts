import { expect, test } from "vitest";
import { mostAsked, NameBook } from "./names";

const rest = () => new Promise((done) => setTimeout(done, 5));

test("what is asked together goes out once", async () => {
  const sent: unknown[] = [];
  const book = new NameBook((codes) => {
    sent.push(codes);
    return Promise.resolve({ division: { "330500": "湖州市" } });
  }, 0);
  expect(book.name("division", "330500")).toBeUndefined();
  expect(book.name("division", "330500")).toBeUndefined();
  expect(book.name("firm", "F1")).toBeUndefined();
  await rest();
  expect(sent).toEqual([{ division: ["330500"], firm: ["F1"] }]);
  expect(book.name("division", "330500")).toBe("湖州市");
  expect(book.name("firm", "F1")).toBeUndefined(); // known to have no name
  await rest();
  expect(sent).toHaveLength(1);
});

test("a failed request is asked again", async () => {
  let calls = 0;
  const book = new NameBook(() => (calls++ === 0 ? Promise.reject(new Error("down")) : Promise.resolve({ chain: { nev: "新能源汽车" } })), 0);
  book.name("chain", "nev");
  await rest();
  book.name("chain", "nev");
  await rest();
  expect(book.name("chain", "nev")).toBe("新能源汽车");
});

test("more than the server answers at once goes out in parts, and all have come when it is settled", async () => {
  const sizes: number[] = [];
  const book = new NameBook(({ firm = [] }) => {
    sizes.push(firm.length);
    return rest().then(() => ({ firm: Object.fromEntries(firm.map((id) => [id, `名${id}`])) }));
  }, 0);
  for (let i = 0; i < 2 * mostAsked + 7; i++) book.name("firm", `F${i}`);
  await book.settled();
  expect(sizes).toEqual([mostAsked, mostAsked, 7]);
  expect(book.name("firm", `F${2 * mostAsked + 6}`)).toBe(`名F${2 * mostAsked + 6}`);
});
