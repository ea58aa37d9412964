import assert from "node:assert/strict"
import { test } from "node:test"
import { cut, SpanIndex } from "../../Sources/WebApp/public/core/spans.js"
import { generator } from "./random.js"

/** @typedef {import("../../Sources/WebApp/public/core/spans.js").Piece} Piece */
/** @typedef {import("../../Sources/WebApp/public/core/spans.js").Span} Span */

/** @param {readonly Piece[]} pieces @returns {string} */
const shown = pieces => pieces.map(piece => (piece.kind === "text" ? `${piece.start}-${piece.end}` : `${piece.first ? "[" : "<"}${piece.id} ${shown(piece.children)}${piece.last ? "]" : ">"}`)).join(" ")

/** @param {[string, number, number][]} list @returns {Span[]} */
const spans = list => list.map(([id, start, end]) => ({ id, start, end }))
/** @param {[string, number, number][]} list */
const pieces = list => {
  const index = new SpanIndex(spans(list))
  return shown(cut(index.touching(0, 20), 0, 20))
}

test("plain text is one piece", () => assert.equal(pieces([]), "0-20"))
test("a span splits the text", () => assert.equal(pieces([["a", 2, 5]]), "0-2 [a 2-5] 5-20"))
test("an inner span stands inside", () => assert.equal(pieces([["b", 3, 4], ["a", 2, 9]]), "0-2 [a 2-3 [b 3-4] 4-9] 9-20"))
test("crossing spans: the later one is cut and goes on", () => assert.equal(pieces([["a", 2, 6], ["b", 4, 9]]), "0-2 [a 2-4 [b 4-6>] <b 6-9] 9-20"))
test("the same stretch twice nests by id", () => assert.equal(pieces([["b", 2, 5], ["a", 2, 5]]), "0-2 [a [b 2-5]] 5-20"))
test("three that cross", () => assert.equal(pieces([["a", 0, 4], ["b", 2, 6], ["c", 3, 8]]), "[a 0-2 [b 2-3 [c 3-4>>] <b <c 4-6>] <c 6-8] 8-20"))
test("one that began before and ends behind", () => {
  const index = new SpanIndex(spans([["a", 0, 50]]))
  assert.equal(shown(cut(index.touching(10, 20), 10, 20)), "<a 10-20>")
})

test("any spans: every character is drawn once, in order, inside exactly its spans (random)", () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = generator(seed)
    const list = Array.from({ length: random(9) }, (_, i) => {
      const start = random(28)
      return { id: `s${i}`, start, end: start + 1 + random(10) }
    })
    const [from, to] = [5, 30]
    const index = new SpanIndex(list)
    let at = from
    /** @type {Record<string, number>} */
    const firsts = {}
    /** @type {Record<string, number>} */
    const lasts = {}
    /** @param {readonly Piece[]} pieces @param {string[]} above */
    const walk = (pieces, above) => {
      for (const piece of pieces) {
        if (piece.kind === "text") {
          assert.equal(piece.start, at)
          for (; at < piece.end; at++) assert.deepEqual([...above].sort(), list.filter(span => span.start <= at && at < span.end).map(span => span.id).sort(), `seed ${seed} at ${at}`)
        } else {
          if (piece.first) firsts[piece.id] = (firsts[piece.id] ?? 0) + 1
          if (piece.last) lasts[piece.id] = (lasts[piece.id] ?? 0) + 1
          walk(piece.children, [...above, piece.id])
        }
      }
    }
    walk(cut(index.touching(from, to), from, to), [])
    assert.equal(at, to)
    for (const span of list) {
      if (span.end <= from || span.start >= to) continue
      assert.equal(firsts[span.id] ?? 0, span.start >= from ? 1 : 0, `seed ${seed}: ${span.id} begins once`)
      assert.equal(lasts[span.id] ?? 0, span.end <= to ? 1 : 0, `seed ${seed}: ${span.id} ends once`)
    }
  }
})

test("touching finds what a look at all finds (random)", () => {
  const random = generator(3)
  const list = Array.from({ length: 400 }, (_, i) => {
    const start = random(5000)
    return { id: `s${i}`, start, end: start + 1 + random(i % 50 === 0 ? 2000 : 30) }
  })
  const index = new SpanIndex(list)
  for (let i = 0; i < 200; i++) {
    const start = random(5000)
    const end = start + 1 + random(200)
    assert.deepEqual(index.touching(start, end).map(span => span.id).sort(), list.filter(span => span.start < end && span.end > start).map(span => span.id).sort())
  }
})

test("an enclosing span lies a lane lower than what it holds", () => {
  const index = new SpanIndex(spans([["inner", 4, 6], ["middle", 2, 8], ["outer", 0, 9], ["apart", 20, 30]]))
  assert.deepEqual(["inner", "middle", "outer", "apart"].map(id => index.level(id)), [0, 1, 2, 0])
})
