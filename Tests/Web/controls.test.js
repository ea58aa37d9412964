import assert from "node:assert/strict"
import { test } from "node:test"
import { chosen, toggled } from "../../Sources/WebApp/public/controls/choice-list.js"
import { readDate, writeDate } from "../../Sources/WebApp/public/controls/date-format.js"
import { parseMarkdown } from "../../Sources/WebApp/public/core/markdown.js"
import { columnsOf, moved, rankerOf, rankItems } from "../../Sources/WebApp/public/controls/ranking.js"
import { rowsOf, treeFrom, withChildren } from "../../Sources/WebApp/public/controls/taxonomy-tree.js"
import { tableRows } from "../../Sources/WebApp/public/media/table/table-rows.js"

test("a single choice replaces the one before, and a click on it takes it away", () => {
  assert.deepEqual(toggled(["a"], "b", { single: true }), ["b"])
  assert.deepEqual(toggled(["a"], "a", { single: true }), [])
  assert.deepEqual(toggled(["a"], "a", { single: true, keep: true }), ["a"])
})

test("several choices add up to the allowed number", () => {
  assert.deepEqual(toggled(["a"], "b", { single: false }), ["a", "b"])
  assert.deepEqual(toggled(["a", "b"], "c", { single: false, most: 2 }), ["a", "b"])
  assert.deepEqual(toggled([["a", "x"]], ["a", "x"], { single: false }), [])
})

test("an answer of another shape is no choice", () => {
  assert.deepEqual(chosen({ choices: "a" }, "choices"), ["a"])
  assert.deepEqual(chosen({ choices: 3 }, "choices"), [])
  assert.deepEqual(chosen(null, "choices"), [])
})

const tree = treeFrom([
  { value: "I Circulatory", children: [{ value: "I21 Acute myocardial infarction", hint: "heart attack", children: [{ value: "I21.1 Inferior wall" }] }] },
  { value: "J Respiratory", isLeaf: false },
], [])

test("a search finds words in any order and shows what stands above", () => {
  const found = rowsOf(tree, new Set(), "inf wall").map(row => row.node.value)
  assert.deepEqual(found, ["I Circulatory", "I21 Acute myocardial infarction", "I21.1 Inferior wall"])
  assert.deepEqual(rowsOf(tree, new Set(), "attack").map(row => row.depth), [0, 1])
  assert.deepEqual(rowsOf(tree, new Set(), "zzz"), [])
})

test("only open branches show, and a lazy one takes its children later", () => {
  assert.equal(rowsOf(tree, new Set(), "").length, 2)
  assert.equal(rowsOf(tree, new Set(["I Circulatory"]), "").length, 3)
  assert.equal(tree[1]?.lazy, true)
  const filled = withChildren(tree, ["J Respiratory"], treeFrom([{ value: "J18" }], ["J Respiratory"]))
  assert.deepEqual(filled[1]?.children[0]?.path, ["J Respiratory", "J18"])
  assert.equal(filled[1]?.lazy, false)
})

test("dates go through a format and back", () => {
  assert.equal(writeDate("2024-05-01", "%d.%m.%Y"), "01.05.2024")
  assert.equal(readDate("01.05.2024", "%d.%m.%Y", "date"), "2024-05-01")
  assert.equal(readDate("nonsense", "%d.%m.%Y", "date"), "")
  assert.equal(writeDate("14:30", "%H:%M"), "14:30")
})

test("items can be ranked in one list or in buckets", () => {
  const items = rankItems([{ id: "x", title: "X", body: "" }, { id: "y", title: "", body: "Y" }, { id: "z", title: "", body: "" }])
  const one = columnsOf([], items, undefined)
  assert.deepEqual(rankerOf(moved(one, "z", "_", 0)), ["z", "x", "y"])
  const buckets = columnsOf([{ name: "good", title: "Good", byDefault: false }, { name: "bad", title: "", byDefault: false }], items, { good: ["y", "ghost"] })
  assert.deepEqual(buckets.map(column => column.ids), [["x", "z"], ["y"], []])
  assert.deepEqual(rankerOf(moved(buckets, "x", "bad", 0)), { good: ["y"], bad: ["x"] })
})

test("tables are read from objects and lists", () => {
  assert.deepEqual(tableRows([{ a: 1 }, { a: 2, b: 3 }]), { columns: ["a", "b"], rows: [[1, undefined], [2, 3]] })
  assert.deepEqual(tableRows({ sodium: 140 }).rows, [["sodium", 140]])
  assert.deepEqual(tableRows(undefined).rows, [])
})

test("a protocol keeps its lists and paragraphs", () => {
  const kinds = parseMarkdown("# Read\nfirst\nstill\n\n1. one\n2. two\n- point").map(block => (block.kind === "list" ? [block.kind, block.ordered, block.items.length] : block.kind))
  assert.deepEqual(kinds, ["heading", "paragraph", ["list", true, 2], ["list", false, 1]])
})

test("markdown becomes data, never markup", () => {
  const blocks = parseMarkdown("# Title\n\ntext **bold** <b>x</b>\n- one\n- two [l](javascript:alert(1))\n")
  assert.deepEqual(blocks.map(block => block.kind), ["heading", "paragraph", "list"])
  const list = blocks[2]
  assert.ok(list?.kind === "list" && list.items[1]?.every(part => part.kind === "text"))
})
