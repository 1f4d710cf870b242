import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import { plainOfHtml } from "./plain-of-html.ts";

function plain(html: string): readonly string[] {
  const text = plainOfHtml()(html);
  assert.ok(text !== null);
  return text.split("\n").map((line) => line.trimEnd());
}

const ROWS = [
  ["Day", "Who", "Room"],
  ["Mon", "Anna", "12"],
  ["Tue", "Bob", ""],
];

function table(rows: readonly (readonly string[])[], attributes = ""): string {
  const cells = (row: readonly string[]) => row.map((cell) => `<td>${cell}</td>`).join("");
  return `<table ${attributes}>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("\n")}</table>`;
}

test("a table of data becomes columns", () => {
  const columns = ["Day   Who    Room", "Mon   Anna   12", "Tue   Bob"];
  assert.deepEqual(plain(table(ROWS)), [...columns, ""]);
  assert.deepEqual(plain(`<p>Before</p>${table(ROWS)}<p>After</p>`), [
    "Before",
    "",
    ...columns,
    "",
    "After",
    "",
  ]);
  const asWord = ROWS.map((row) => row.map((cell) => `<p class=MsoNormal>${cell}</p>`));
  assert.deepEqual(plain(table(asWord)), [...columns, ""]);
  const headed = table(ROWS).replace("<table >", "<table><caption>Rota</caption><tbody>");
  assert.deepEqual(plain(headed.replaceAll("<td>Day</td>", "<th>Day</th>")), ["Rota", "", ...columns, ""]);
});

test("long cells are wrapped so that a line holds all columns", () => {
  const lines = plain(
    table([
      ["1", "bread and butter ".repeat(6)],
      ["2", "cheese ".repeat(12)],
    ]),
  );
  assert.ok(
    lines.every((line) => line.length <= 76),
    lines.join("\n"),
  );
  assert.match(lines[0] ?? "", /^1 {3}bread and butter bread/);
  assert.match(lines[1] ?? "", /^ {4}\S/);
});

test("where tables lay out a page each cell begins a line", () => {
  const button = table([["<a href='https://x.example/'>Read on</a>"]]);
  const columns = [`<h2>Left</h2><p>${"words ".repeat(60)}</p>`, `Right ${button}`];
  const page = table([[table([["Logo", "July"]], "role=presentation")], [table([columns])]]);
  const lines = plain(page).filter((line) => line !== "");
  assert.deepEqual(lines.slice(0, 3), ["Logo", "July", "Left"]);
  assert.deepEqual(lines.slice(-2), ["Right", "Read on <https://x.example/>"]);
  assert.ok(lines.every((line) => line.length <= 76));
  assert.deepEqual(plain(table([["a", "b"]], "role=presentation")), ["a", "b", ""]);
  assert.deepEqual(plain(table([["a"], ["", "b", "c"]]).replace("<td>a", "<td rowspan=2>a")), [
    "a",
    "b",
    "c",
    "",
  ]);
});

test("a table in a page that is laid out by tables keeps its columns", () => {
  const lines = plain(table([["<p>Hello</p>"], [table(ROWS)]])).filter((line) => line !== "");
  assert.deepEqual(lines, ["Hello", "Day   Who    Room", "Mon   Anna   12", "Tue   Bob"]);
});

test("tables that claim to be large, or are, take no more than their HTML", { timeout: 20_000 }, () => {
  for (const span of ["colspan=999999999", "rowspan=999999999", "colspan=1e9", "colspan=-1"])
    assert.deepEqual(plain(`<table><tr><td ${span}>a<td>b</table>`), ["a", "b", ""], span);
  const wide = `<tr><td>${"x".repeat(150)}<td>b`;
  const bombs = [
    "<table><tr><td>a<td>b".repeat(2000),
    `<table>${"<tbody>".repeat(5000)}<tr><td>a<td>b`,
    `<table><tr>${"<td>a".repeat(20_000)}`,
    `<table>${"<tr><td>a<td>b".repeat(20_000)}`,
    `<table>${wide}${"<tr><td><td>y".repeat(450)}</table>`.repeat(300),
    `<table><tr><td>${"<b>".repeat(9000)}a<td>b`,
  ];
  for (const bomb of bombs) assert.ok(plain(bomb).join("\n").length <= LIMITS.htmlChars + 1);
});

test(
  "htmlOpen: HTML that nests beyond reason stays as it is, however long it is",
  { timeout: 20_000 },
  () => {
    const { htmlOpen, htmlChars } = LIMITS;
    const deep = Math.sqrt(htmlOpen * 2);
    assert.equal(plainOfHtml()("<div>".repeat(deep + 1)), null);
    assert.notEqual(plainOfHtml()("<div>".repeat(deep * 0.9)), null);
    assert.equal(plainOfHtml()("<div>".repeat(1000) + "<b></b>".repeat(htmlOpen / 1500)), null);
    assert.notEqual(plainOfHtml()("<p>some <b>words</b><br>".repeat(50_000)), null);
    for (const nested of [
      "<table><tr><td>",
      "<tbody><tr>",
      "<div></b>",
      '<div a="</div>">',
      "<div><!--</div>-->",
    ])
      assert.equal(plainOfHtml()(nested.repeat(htmlChars / nested.length)), null, nested);
  },
);

test("htmlMarks: quotes, lists and links within each other are bounded by the lines in them", () => {
  const { htmlMarks } = LIMITS;
  const lines = (deep: number) => "x<br>".repeat((htmlMarks / deep) * 1.1);
  for (const [open, deep] of [
    ["<blockquote>", 250],
    ["<blockquote>", 32],
    ["<ul><li>", 120],
    ["<ol><li>", 120],
    ["<ol start=-1.2345678901234567e-300><li>", 40],
    ["<blockquote><a name=x></a><p>", 100],
  ] as const)
    assert.equal(plainOfHtml()(open.repeat(deep) + lines(deep)), null, open);
  const words = "x ".repeat(htmlMarks / 40);
  assert.equal(plainOfHtml()("<a href=x>".repeat(100) + words), null);
  assert.equal(plainOfHtml()(`${"<blockquote>".repeat(100)}<pre>${"\n".repeat(htmlMarks / 80)}`), null);
  assert.notEqual(plainOfHtml()("<a name=x>".repeat(100) + words), null);
  const thread = `<div>Anna wrote:</div><blockquote>${"<div>some words<br></div>\n".repeat(40)}`;
  assert.match(plain(thread.repeat(30)).join("\n"), /^(?:> ){30}some words$/m);
  assert.notEqual(plainOfHtml()(`<ul>${"<li>some <b>words</b> in a line".repeat(10_000)}</ul>`), null);
});

test("what may be spent on nesting is for all parts of a message", () => {
  const plainOf = plainOfHtml();
  const part = "<blockquote>".repeat(200) + "x<br>".repeat(700);
  const made = Array.from({ length: 50 }, () => plainOf(part)).filter((text) => text !== null);
  assert.ok(made.length > 0 && made.length < 10, String(made.length));
  const deep = plainOfHtml();
  const nested = "<div>".repeat(10_000);
  assert.ok(Array.from({ length: 5 }, () => deep(nested)).includes(null));
});

test("end tags of what is not open look at all that is", () => {
  assert.equal(plainOfHtml()("<div>".repeat(5000) + "</b>".repeat(50_000)), null);
  assert.notEqual(plainOfHtml()("<div>".repeat(100) + "</b>".repeat(50_000)), null);
});

test("a word that goes on through many elements is bounded", () => {
  for (const piece of ["<i>x</i>", "<li>x", "<wbr>x"])
    assert.equal(plainOfHtml()(piece.repeat(25_000)), null, piece);
  for (const piece of ["<i>x</i> ", "<td>x</td>", "x<br>", "<i>x</i>\n", "<p>x"])
    assert.notEqual(plainOfHtml()(piece.repeat(25_000)), null, piece);
});

test("HTML that the library throws at is no text, and what controls it names are left out", () => {
  for (const html of ["<constructor>a", '<ol type="i" start="10000"><li>a</ol>'])
    assert.equal(plainOfHtml()(html), null, html);
  assert.equal(plainOfHtml()("<ol type=a start=Infinity><li>a&#27;[1mb&#7;&#127;</ol>"), " . a[1mb\n");
  assert.equal(plainOfHtml()("<pre>a\tb\nc</pre>"), "a\tb\nc\n");
});
