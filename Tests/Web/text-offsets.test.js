import assert from "node:assert/strict"
import { test } from "node:test"
import { TextOffsets } from "../../Sources/WebApp/public/core/text-offsets.js"
import { generator } from "./random.js"

test("every offset of mixed text is translated both ways", () => {
  const random = generator(7)
  for (let round = 0; round < 200; round++) {
    let text = ""
    for (let i = random(30); i >= 0; i--) text += ["a", "é", "漢", "😀", "𝔘", "\n"][random(6)]
    const offsets = new TextOffsets(text)
    const points = [...text]
    assert.equal(offsets.points, points.length)
    for (let point = 0; point <= points.length; point++) {
      const unit = points.slice(0, point).join("").length
      assert.equal(offsets.toUnit(point), unit)
      assert.equal(offsets.toPoint(unit), point)
    }
  }
})

test("an index inside a pair counts as before it", () => {
  assert.equal(new TextOffsets("a😀b").toPoint(2), 1)
})
