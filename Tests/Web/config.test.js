import assert from "node:assert/strict"
import { test } from "node:test"
import { attribute, fill, flag, parseConfig } from "../../Sources/WebApp/public/core/config.js"

const notes = `<View>
  <Labels name="entity" toName="note"><Label value="Problem" hotkey="p"/><Label value="Drug" alias="DRUG" background="#112233"/><Label value="Dose"/></Labels>
  <Text name="note" value="$text"/>
  <Choices name="assertion" toName="note" perRegion="true" required="true" whenTagName="entity" whenLabelValue="Problem" visibleWhen="region-selected"><Choice value="Present"/><Choice value="Absent" hotkey="a"/></Choices>
  <TextArea name="summary" toName="note" rows="3"/>
</View>`

test("a config becomes objects, controls and labels with keys and colours", () => {
  const config = parseConfig(notes, { text: "No fever." })
  assert.deepEqual(config.errors, [])
  assert.equal(config.objects.get("note")?.value, "No fever.")
  assert.deepEqual([...config.controls.keys()], ["entity", "assertion", "summary"])
  assert.deepEqual(config.labels.map(({ value, name, key, colour }) => [value, name, key, colour]), [
    ["Problem", "Problem", "P", "#e69f00"], ["Drug", "DRUG", "1", "#112233"], ["Dose", "Dose", "2", "#00a878"],
  ])
  const assertion = config.controls.get("assertion")
  assert.equal(assertion?.perRegion, true)
  assert.equal(assertion?.required, true)
  assert.deepEqual(assertion?.visibility, { when: "region-selected", tagName: "entity", labels: ["Problem"], choices: [], roles: [] })
  assert.deepEqual(assertion?.choices.map(choice => choice.key), ["", "A"])
  assert.equal(attribute(/** @type {any} */ (config.controls.get("summary")), "rows"), "3")
})

test("tags and attributes ignore case; unknown tags stay in the tree", () => {
  const config = parseConfig(`<view><TEXT NAME="t" VALUE="$a"/><choices Name="c" ToName="t" Choice="multiple"><choice VALUE="x"/></choices><Sequence name="v"/></view>`, { a: 1 })
  assert.deepEqual(config.errors, [])
  assert.equal(config.controls.get("c")?.single, false)
  assert.deepEqual(config.root.children.map(child => [child.kind, child.tag]), [["object", "Text"], ["control", "Choices"], ["unknown", "Sequence"]])
})

test("broken XML is an error with its place, not an exception", () => {
  const { errors } = parseConfig("<View>\n<Text>\n</View>")
  assert.deepEqual(errors.map(({ line, column }) => [line, column]), [[3, 1]])
})

test("missing names, taken names and dangling toName are told", () => {
  const { errors } = parseConfig(`<View>
<Text name="a" value="x"/>
<Text name="a" value="y"/>
<Labels toName="a"/>
<Choices name="c" toName="gone"/>
</View>`)
  assert.deepEqual(errors.map(error => error.line), [3, 4, 5])
})

test("without labels the digits go to the choices about the task", () => {
  const config = parseConfig(`<View><Text name="t" value="$x"/><Choices name="c" toName="t"><Choice value="yes"/><Choice value="no"/></Choices></View>`)
  assert.deepEqual(config.controls.get("c")?.choices.map(choice => choice.key), ["1", "2"])
})

test("the eleventh label is reached with Shift", () => {
  const labels = Array.from({ length: 12 }, (_, i) => `<Label value="L${i}"/>`).join("")
  const config = parseConfig(`<View><Text name="t" value="$x"/><Labels name="l" toName="t">${labels}</Labels></View>`)
  assert.deepEqual(config.labels.slice(9).map(({ key, code }) => [key, code]), [["0", "0"], ["⇧1", "Shift+1"], ["⇧2", "Shift+2"]])
})

test("labels and nested choices come from the task's data", () => {
  const data = { opts: [{ value: "A", background: "red" }, "B"], tree: [{ value: "P", children: [{ value: "C", alias: "c1" }] }] }
  const config = parseConfig(`<View><Text name="t" value="$x"/><Labels name="l" toName="t" value="$opts"/><Taxonomy name="x" toName="t" value="$tree"/></View>`, data)
  assert.deepEqual(config.labels.map(label => [label.value, label.colour]), [["A", "red"], ["B", "#56b4e9"]])
  assert.deepEqual(config.controls.get("x")?.choices[0]?.children[0]?.path, ["P", "c1"])
})

test("a Repeater repeats its children for each item", () => {
  const config = parseConfig(`<View><Repeater on="$pages" indexFlag="{{idx}}"><Image name="page_{{idx}}" value="$pages[{{idx}}].url"/><Choices name="q_{{idx}}" toName="page_{{idx}}"><Choice value="ok"/></Choices></Repeater></View>`,
    { pages: [{ url: "/a.png" }, { url: "/b.png" }] })
  assert.deepEqual(config.errors, [])
  assert.deepEqual([...config.objects.values()].map(({ name, value }) => [name, value]), [["page_0", "/a.png"], ["page_1", "/b.png"]])
  assert.deepEqual(config.controls.get("q_1")?.toName, ["page_1"])
})

test("references are looked up by path, and inside text", () => {
  const data = { a: { b: [{ c: 5 }] }, name: "Note", "odd.key": 1 }
  assert.equal(fill("$a.b[0].c", data), 5)
  assert.equal(fill("$odd.key", data), 1)
  assert.equal(fill("About $name, twice $name", data), "About Note, twice Note")
  assert.equal(fill("$gone", data), undefined)
  assert.equal(fill("costs 5 $", data), "costs 5 $")
  assert.equal(fill("$__proto__.x", data), undefined)
})

test("yes/no attributes know true, yes, false, no", () => {
  const node = { attributes: { a: "true", b: "no", c: "maybe" } }
  assert.deepEqual([flag(node, "a"), flag(node, "b", true), flag(node, "c", true), flag(node, "d")], [true, false, true, false])
})
