import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { parseXML, XMLError } from "../../Sources/WebApp/public/core/xml.js"

const folder = new URL("../Fixtures/configs/", import.meta.url)
/** @param {string} name */
const read = name => readFileSync(new URL(name, folder), "utf8")

/** The tree in the form of the fixtures: see their README. @param {any} element @returns {any} */
const tree = element => {
  const text = element.children.filter((/** @type {any} */ child) => child.kind === "text").map((/** @type {any} */ child) => child.text).join("").trim()
  return {
    tag: element.name,
    attributes: Object.fromEntries(element.attributes.map((/** @type {any} */ each) => [each.name.toLowerCase(), each.value])),
    children: element.children.filter((/** @type {any} */ child) => child.kind === "element").map(tree),
    ...(text ? { text } : {}),
  }
}

for (const name of readdirSync(folder).filter(each => each.endsWith(".xml"))) {
  test(`the browser reads ${name} as the server does`, () => {
    assert.deepEqual(tree(parseXML(read(name))), JSON.parse(read(name.replace(".xml", ".json"))))
  })
}

test("what the server refuses, the browser refuses in the same line", () => {
  for (const { xml, text, line } of JSON.parse(read("broken.json"))) {
    assert.throws(() => parseXML(xml ?? text), error => error instanceof XMLError && (line === undefined || error.line === line), JSON.stringify(xml ?? text))
  }
})

test("a tower of tags is refused, not trusted with the stack", () => {
  assert.throws(() => parseXML("<View>".repeat(100_000)), XMLError)
})
