import assert from "node:assert/strict"
import { test } from "node:test"
import { BitReader, BitWriter } from "../../Sources/WebApp/public/media/image/bits.js"
import { Mask } from "../../Sources/WebApp/public/media/image/mask.js"
import { decodeMask, encodeMask, MaskFormatError } from "../../Sources/WebApp/public/media/image/rle.js"
import { readFileSync } from "node:fs"
import { random, randomMask, maskFromPixels, pixelsOf } from "./image-support.js"

const golden = JSON.parse(readFileSync(new URL("./fixtures/image-rle.json", import.meta.url), "utf8"))

test("bits come back as they were written", () => {
  const next = random(1)
  const numbers = Array.from({ length: 5000 }, () => {
    const bits = 1 + Math.floor(next() * 32)
    return [Math.floor(next() * 2 ** bits), bits]
  })
  const writer = new BitWriter()
  for (const [value, bits] of numbers) writer.write(value, bits)
  const reader = new BitReader(writer.bytes())
  for (const [value, bits] of numbers) assert.equal(reader.read(bits), value)
})

test("a stream that ends too early is refused", () => {
  const bytes = encodeMask(maskFromPixels(8, 8, (x, y) => x > y))
  assert.throws(() => decodeMask(bytes.subarray(0, bytes.length - 2), 8, 8), RangeError)
})

test("a mask of another image is refused", () => {
  assert.throws(() => decodeMask(encodeMask(Mask.empty(8, 8)), 8, 9), MaskFormatError)
})

for (const { name, width, height, pixels, rle } of golden) {
  test(`the SDK's bytes of ${name} are read`, () => {
    const mask = decodeMask(rle, width, height)
    assert.deepEqual(pixelsOf(mask), pixels)
  })
  test(`the bytes written for ${name} are the SDK's, but for its padding`, () => {
    const ours = [...encodeMask(decodeMask(rle, width, height))]
    // The SDK adds a whole zero byte where the stream ends on a byte's border.
    assert.deepEqual(ours, rle.slice(0, ours.length))
    assert.ok(rle.length - ours.length <= 1 && rle.slice(ours.length).every(byte => byte === 0))
  })
}

test("soft edges are cut at half of the strongest value", () => {
  const writer = new BitWriter()
  writer.write(4 * 4, 32)
  writer.write(7, 5)
  for (const size of [3, 4, 8, 16]) writer.write(size - 1, 4)
  for (const alpha of [0, 49, 50, 100]) {
    writer.write(0b000, 3)
    writer.write(3, 3)
    for (let lane = 0; lane < 4; lane++) writer.write(lane === 3 ? alpha : 255, 8)
  }
  assert.deepEqual(pixelsOf(decodeMask(writer.bytes(), 4, 1)), [0, 0, 1, 1])
})

test("any mask survives the round trip", () => {
  const next = random(7)
  for (let i = 0; i < 200; i++) {
    const mask = randomMask(next, 1 + Math.floor(next() * 70), 1 + Math.floor(next() * 50))
    assert.ok(decodeMask(encodeMask(mask), mask.width, mask.height).equals(mask))
  }
})

test("runs longer than one block survive", () => {
  for (const width of [16383, 16384, 16385, 40000]) {
    const full = maskFromPixels(width, 3, (x, y) => y !== 1 || x % 20000 < 3)
    assert.ok(decodeMask(encodeMask(full), width, 3).equals(full))
  }
})

test("a mask of 4000 × 3000 comes back as it was", () => {
  const mask = maskFromPixels(4000, 3000, (x, y) => (x - 2000) ** 2 + (y - 1500) ** 2 < 1_400_000 && (x >> 6) % 3 > 0)
  assert.ok(decodeMask(encodeMask(mask), 4000, 3000).equals(mask))
})
