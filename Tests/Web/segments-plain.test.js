import test from "node:test"
import assert from "node:assert/strict"
import { decodeMask } from "../../Sources/WebApp/public/media/image/rle.js"
import { plainRecord, plainRuns } from "../../Sources/WebApp/public/media/volume/segments/plain-mask.js"
import { layersOf, onlySegment } from "../../Sources/WebApp/public/media/volume/segments/proposals.js"
import { generator } from "./random.js"

const size = { columns: 37, rows: 23 }

test("a structure of one picture is Label Studio's run-length bytes, and comes back from them", () => {
  const draw = generator(11)
  for (let turn = 0; turn < 30; turn++) {
    const labels = new Uint8Array(37 * 23 * 2)
    for (let n = 0; n < 40; n++) labels.fill(draw(4), draw(1600), 100 + draw(1600))
    const bytes = plainRuns(labels, size, 1, 2)
    const wanted = [...labels.subarray(37 * 23)].map(each => Number(each === 2))
    if (!wanted.includes(1)) {
      assert.deepEqual(bytes, [])
      continue
    }
    const mask = decodeMask(bytes, 37, 23)
    const got = new Array(37 * 23).fill(0)
    for (const j of mask.sortedRows()) {
      const runs = mask.row(j)
      for (let n = 0; n + 1 < runs.length; n += 2) got.fill(1, j * 37 + runs[n], j * 37 + runs[n + 1])
    }
    assert.deepEqual(got, wanted)
    // And as a record: the runs from its first voxel on.
    const record = plainRecord({ layer: 0, segment: 5 }, bytes, size, 1)
    const put = new Array(37 * 23 * 2).fill(0)
    let at = record[5]
    for (const word of record.subarray(6)) {
      if (word >>> 24) put.fill(1, at, at + (word & 0xffffff))
      at += word & 0xffffff
    }
    assert.deepEqual(put.slice(37 * 23), wanted)
    assert.equal(put.slice(0, 37 * 23).includes(1), false)
  }
})

test("a proposal is one structure of a stored state, from its first voxel to its last", () => {
  const runs = [5, 3 << 24 | 4, 2, 1 << 24 | 6, 3, 3 << 24 | 2, 10]
  const state = Uint32Array.of(2, 0, runs.length, ...runs)
  const layers = layersOf(state)
  assert.deepEqual(layers.map(each => each.length), [0, 7])
  assert.deepEqual(onlySegment(layers[1], 3), { start: 5, runs: [1 << 24 | 4, 11, 1 << 24 | 2], voxels: 6 })
  assert.deepEqual(onlySegment(layers[1], 9), { start: 0, runs: [], voxels: 0 })
})
