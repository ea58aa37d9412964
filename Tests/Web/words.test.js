import assert from "node:assert/strict"
import { test } from "node:test"
import { snap, nextEdge } from "../../Sources/WebApp/public/core/words.js"

const text = "On arrival he was breathless at rest, 74-year-old. NT-proBNP was 8 420 ng/l (2.5 mg).\nSecond line here. And more.\n心臓 の検査"

for (const [chosen, granularity, expected] of /** @type {[string, import("../../Sources/WebApp/public/core/words.js").Granularity, string][]} */ ([
  ["athless at re", "word", "breathless at rest"],
  [" breathless ", "word", "breathless"],
  ["rest,", "word", "rest,"],
  ["4-ye", "word", "74-year-old"],
  ["BNP", "word", "NT-proBNP"],
  ["g/", "word", "ng/l"],
  [".5 m", "word", "2.5 mg"],
  ["athl", "symbol", "athl"],
  ["Second li", "sentence", "Second line here."],
  ["ine here. A", "sentence", "Second line here. And more."],
  ["ine", "paragraph", "Second line here. And more."],
  [" \n", "word", ""],
])) {
  test(`“${chosen.replace("\n", "⏎")}” becomes “${expected}” by ${granularity}`, () => {
    const start = text.indexOf(chosen)
    assert.ok(start >= 0 || chosen === " \n")
    const stretch = start < 0 ? { start: text.indexOf("\n"), end: text.indexOf("\n") + 1 } : { start, end: start + chosen.length }
    const { start: from, end: to } = snap(text, stretch, granularity)
    assert.equal(text.slice(from, to), expected)
  })
}

test("words do not reach across a wall", () => {
  const cells = "Value168 µmol/lComment"
  const { start, end } = snap(cells, { start: 6, end: 13 }, "word", [5, 15])
  assert.equal(cells.slice(start, end), "168 µmol/l")
})

test("a word in the middle of a megabyte is found", () => {
  const long = "word ".repeat(200_000)
  const { start, end } = snap(long, { start: 500_001, end: 500_003 }, "word")
  assert.deepEqual([start, end], [500_000, 500_004])
})

test("an edge moves a word at a time and never rests on a blank", () => {
  const text = "one  two three"
  assert.equal(nextEdge(text, 3, 1, "end"), 8)
  assert.equal(nextEdge(text, 8, -1, "end"), 3)
  assert.equal(nextEdge(text, 0, 1, "start"), 5)
  assert.equal(nextEdge(text, 5, -1, "start"), 0)
  assert.equal(nextEdge(text, 14, 1, "end"), 14)
})
