import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { carried, medicalImage } from "../../Sources/WebApp/public/core/medical.js"
import { parseXML } from "../../Sources/WebApp/public/core/xml.js"

const folder = new URL("../Fixtures/configs/", import.meta.url)
/** @param {string} name */
const read = name => readFileSync(new URL(name, folder), "utf8")

/** The tree in the form of the fixtures: see their README. @param {any} element @returns {any} */
const tree = element => ({
  tag: element.name,
  attributes: Object.fromEntries(element.attributes.map((/** @type {any} */ each) => [each.name.toLowerCase(), each.value])),
  children: element.children.filter((/** @type {any} */ child) => child.kind === "element").map(tree),
})

test("long spellings of images are written as the tags that carry them", () => {
  assert.deepEqual(tree(carried(parseXML(read("imaging.xml")))), JSON.parse(read("imaging.carrier.json")))
})

test("what is carried already stays as it is", () => {
  const once = carried(parseXML(read("imaging.xml")))
  assert.deepEqual(tree(carried(once)), tree(once))
})

test("an image of the field shows its native file, and pictures where there is nothing else", () => {
  const source = read("imaging.xml")
  const native = parseConfig(source, { ct: "/api/imaging/series/12", ct_frames: ["a.png"] })
  const volume = native.objects.get("ct")
  assert.ok(volume && medicalImage(volume) === "volume")
  assert.equal(volume.value, "/api/imaging/series/12")
  assert.equal(volume.source, "$ct")
  const pictures = parseConfig(source, { ct_frames: ["a.png", "b.png"] })
  assert.deepEqual(pictures.objects.get("ct")?.value, ["a.png", "b.png"])
  const plain = native.objects.get("plain")
  assert.ok(plain && medicalImage(plain) === null)
})

test("segments and figures are controls of Label Studio with labels", () => {
  const { controls } = parseConfig(read("imaging.xml"))
  const [organ, size] = [controls.get("organ"), controls.get("size")]
  assert.deepEqual([organ?.tag, organ?.shape, organ?.result, organ?.attributes.medical], ["BrushLabels", "brush", "brushlabels", "mask"])
  assert.deepEqual([size?.tag, size?.shape, size?.result, size?.attributes.kinds], ["PolygonLabels", "polygon", "polygonlabels", "length bidirectional"])
  assert.deepEqual(organ?.labels.map(label => [label.name, label.attributes.code]), [["Liver", "10200004"], ["Lesion", undefined]])
})
