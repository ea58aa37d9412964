import assert from "node:assert/strict"
import { test } from "node:test"
import { parseXML, XMLError } from "../../Sources/WebApp/public/core/xml.js"

test("elements, attributes, text, CDATA, comments and entities are read", () => {
  const root = parseXML(`<?xml version="1.0"?><!-- a --><View a='1' b="&lt;&#65;&#x1F600;">x &amp; y<Style><![CDATA[a > b]]></Style><!-- c --><Br/></View>`)
  assert.equal(root.name, "View")
  assert.deepEqual(root.attributes.map(({ name, value }) => [name, value]), [["a", "1"], ["b", "<A😀"]])
  assert.deepEqual(root.children.map(child => (child.kind === "text" ? child.text : child.name)), ["x & y", "Style", "Br"])
  const style = root.children[1]
  assert.equal(style?.kind === "element" && style.children[0]?.kind === "text" && style.children[0].text, "a > b")
})

test("an element knows its line and column", () => {
  const root = parseXML("<View>\n  <Text name=\"t\"/>\n</View>")
  const text = root.children.find(child => child.kind === "element")
  assert.deepEqual([text?.line, text?.column], [2, 3])
})

for (const [source, line, column, message] of /** @type {[string, number, number, RegExp][]} */ ([
  ["<View>\n  <Text>\n</View>", 3, 1, /<\/View> closes <Text>, opened in line 2/],
  ["<View", 1, 1, /never closed/],
  ["<View>\n<A b=1/></View>", 2, 6, /quotes/],
  ["<View>\n<A b/></View>", 2, 4, /no value/],
  ["<View>\n<A b=\"1\" b=\"2\"/></View>", 2, 10, /twice/],
  ["<View>a & b</View>", 1, 9, /&amp;/],
  ["<View>&nbsp;</View>", 1, 7, /not known/],
  ["<View>&#0;</View>", 1, 7, /no character/],
  ["<!DOCTYPE a [<!ENTITY b \"c\">]><View/>", 1, 1, /document type/],
  ["<View/><View/>", 1, 8, /stands after/],
  ["hello", 1, 1, /before the first tag/],
  ["", 1, 1, /empty/],
  ["<View><!-- a</View>", 1, 7, /comment/],
  ["<View a=\"<\"/>", 1, 10, /&lt;/],
])) {
  test(`${JSON.stringify(source)} is refused at line ${line}, column ${column}`, () => {
    assert.throws(() => parseXML(source), error => {
      assert.ok(error instanceof XMLError)
      assert.match(error.message, message)
      assert.deepEqual([error.line, error.column], [line, column])
      return true
    })
  })
}
