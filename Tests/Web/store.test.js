import assert from "node:assert/strict"
import { test } from "node:test"
import { Commands } from "../../Sources/WebApp/public/core/commands.js"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { isTyping, keyCaps, Keymap } from "../../Sources/WebApp/public/core/keymap.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"

/** @param {string} id @param {number} [start] @returns {import("../../Sources/WebApp/public/core/steps.js").Step} */
const put = (id, start = 0) => ({ op: "put", region: {
  id, objectName: "note", shape: "span", geometry: { start, end: start + 1 }, labels: {}, answers: {}, order: 0, origin: "manual", original: {}, rest: {},
} })
const fresh = () => new Store(emptyState(parseConfig("<View/>")), () => 0)

test("transactions of one group are one undo", () => {
  const store = fresh()
  for (let i = 0; i < 5; i++) store.dispatch({ steps: [put("a", i)], group: "drag" })
  assert.equal(store.history.done.length, 1)
  store.undo()
  assert.equal(store.state.regions.size, 0)
  store.redo()
  assert.equal(store.state.regions.get("a")?.geometry.start, 4)
})

test("after an undo the same group begins anew", () => {
  const store = fresh()
  store.dispatch({ steps: [put("a")], group: "g" })
  store.dispatch({ steps: [put("b")] })
  store.undo()
  store.dispatch({ steps: [put("c")], group: "g" })
  store.undo()
  assert.deepEqual([...store.state.regions.keys()], ["a"])
})

test("what comes from a model or another tab is not undoable", () => {
  const store = fresh()
  store.dispatch({ steps: [put("a")], origin: "remote" })
  store.dispatch({ steps: [put("b")], origin: "model" })
  assert.equal(store.undo(), false)
  assert.equal(store.state.regions.size, 2)
})

test("undo restores the selection; redo too", () => {
  const store = fresh()
  store.dispatch({ steps: [put("a")], view: { selection: new Set(["a"]) } })
  store.dispatch({ steps: [{ op: "remove", id: "a" }] })
  assert.deepEqual([...store.state.selection], [])
  store.undo()
  assert.deepEqual([...store.state.selection], ["a"])
  store.redo()
  assert.deepEqual([...store.state.selection], [])
})

test("looking is not a change to undo", () => {
  const store = fresh()
  store.dispatch({ view: { tool: "brush" } })
  assert.equal(store.state.tool, "brush")
  assert.equal(store.undo(), false)
})

test("one change event for each transaction, with before and after", () => {
  const store = fresh()
  /** @type {any[]} */
  const seen = []
  store.addEventListener("change", event => seen.push(/** @type {CustomEvent} */ (event).detail))
  store.dispatch({ steps: [put("a"), put("b")] })
  assert.equal(seen.length, 1)
  assert.equal(seen[0].before.regions.size, 0)
  assert.equal(seen[0].after.regions.size, 2)
})

test("a command says whether it applies without doing it, and leaves with its signal", () => {
  const store = fresh()
  const commands = new Commands(() => store)
  const leave = new AbortController()
  commands.add([{ id: "x", title: "X", run: (state, dispatch) => {
    if (state.regions.size > 0) return false
    dispatch?.({ steps: [put("a")] })
    return true
  } }], { signal: leave.signal })
  assert.equal(commands.can("x"), true)
  assert.equal(store.state.regions.size, 0)
  assert.equal(commands.run("x"), true)
  assert.equal(commands.run("x"), false)
  leave.abort()
  assert.equal(commands.get("x"), undefined)
})

const keys = () => {
  const commands = new Commands(() => null)
  const run = () => false
  commands.add([
    { id: "submit", title: "Submit", keys: ["Mod+Enter"], run },
    { id: "redo", title: "Redo", keys: ["Shift+Mod+Z"], run },
    { id: "sheet", title: "Keys", keys: ["?"], run },
    { id: "next", title: "Next", keys: ["]"], run },
    { id: "label.11", title: "Label", keys: ["Shift+1"], run },
    { id: "zoom", title: "Zoom", keys: ["+"], scope: "image", run },
    { id: "preset", title: "Preset", keys: ["Alt+1"], scope: "image", run },
    { id: "wide", title: "Wide", keys: ["Code:KeyW"], run },
  ])
  return { commands, keymap: new Keymap(commands) }
}

for (const [name, press, scopes, expected] of /** @type {[string, import("../../Sources/WebApp/public/core/keymap.js").KeyPress, string[], string[]][]} */ ([
  ["Ctrl Enter", { key: "Enter", ctrlKey: true }, [], ["submit"]],
  ["Enter alone", { key: "Enter" }, [], []],
  ["Ctrl Shift Z prints a capital", { key: "Z", ctrlKey: true, shiftKey: true, code: "KeyZ" }, [], ["redo"]],
  ["? is typed with Shift", { key: "?", shiftKey: true, code: "Slash" }, [], ["sheet"]],
  ["? on a layout without Shift", { key: "?", code: "Comma" }, [], ["sheet"]],
  ["] with AltGr arrives as is", { key: "]", code: "Digit9" }, [], ["next"]],
  ["Shift 1 whatever it prints", { key: "!", shiftKey: true, code: "Digit1" }, [], ["label.11"]],
  ["+ in the image", { key: "+", shiftKey: true, code: "Equal" }, ["image"], ["zoom"]],
  ["+ elsewhere", { key: "+", shiftKey: true, code: "Equal" }, [], []],
  ["Alt 1 on a Mac prints ¡", { key: "¡", altKey: true, code: "Digit1" }, ["image"], ["preset"]],
  ["by place on a French keyboard", { key: "z", code: "KeyW" }, [], ["wide"]],
])) {
  test(`${name} means ${expected[0] ?? "nothing"}`, () => assert.deepEqual(keys().keymap.match(press, scopes), expected))
}

test("keys can be remapped and switched off", () => {
  const { keymap } = keys()
  keymap.remap({ next: ["n"], submit: [] })
  assert.deepEqual(keymap.match({ key: "n" }), ["next"])
  assert.deepEqual(keymap.match({ key: "]" }), [])
  assert.deepEqual(keymap.match({ key: "Enter", ctrlKey: true }), [])
  keymap.remap({ next: ["?"] })
  assert.deepEqual(keymap.conflicts(), [{ key: "?", ids: ["sheet", "next"] }])
})

test("a field that is typed into keeps single keys", () => {
  assert.equal(isTyping({ tagName: "INPUT", type: "text" }), true)
  assert.equal(isTyping({ tagName: "TEXTAREA" }), true)
  assert.equal(isTyping({ tagName: "INPUT", type: "radio" }), false)
  assert.equal(isTyping({ tagName: "BUTTON" }), false)
  assert.equal(isTyping(null), false)
})

test("bindings are shown as key caps", () => {
  assert.deepEqual(keyCaps("Mod+Enter"), ["Ctrl", "↵"])
  assert.deepEqual(keyCaps("Shift+Mod+Z", true), ["⇧", "⌘", "Z"])
  assert.deepEqual(keyCaps("Mod++"), ["Ctrl", "+"])
  assert.deepEqual(keyCaps("Code:KeyW"), ["W"])
})
