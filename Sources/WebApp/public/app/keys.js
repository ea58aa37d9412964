/**
 * Keys of the shell and of the open room: single keys, and two-key sequences that begin with G. Nothing fires while somebody is typing, and
 * the workbench keeps single keys to itself.
 */

import { h, isTyping, kbd } from "./dom.js"
import { showDialog } from "./dialog.js"
import { t } from "./strings.js"

/** @typedef {import("./router.js").KeyBinding} KeyBinding */

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1200

/** @type {readonly KeyBinding[]} */
let global = []
/** @type {readonly KeyBinding[]} */
let local = []
let workbench = false
let pendingUntil = 0

/** @param {readonly KeyBinding[]} keys */
export const setGlobalKeys = (keys) => {
  global = keys
}

/** @param {readonly KeyBinding[]} keys */
export const setRoomKeys = (keys) => {
  local = keys
}

/** @param {boolean} on true while the workbench owns the single keys */
export const setWorkbenchKeys = (on) => {
  workbench = on
}

/**
 * The name of a pressed key as bindings write it: "j", "Shift ArrowDown", "Ctrl k".
 * @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean }} event
 */
export const keyName = (event) => {
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key
  const parts = []
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl")
  if (event.altKey) parts.push("Alt")
  // A shifted character is already another character ("?"); only named keys keep their Shift.
  if (event.shiftKey && event.key.length > 1) parts.push("Shift")
  return [...parts, key].join(" ")
}

/** @param {KeyboardEvent} event */
const press = (event) => {
  if (event.defaultPrevented || event.isComposing) return
  const name = keyName(event)
  const modal = document.querySelector("dialog[open]")
  const all = [...local, ...global]
  if (name.startsWith("Ctrl ")) {
    const binding = all.find((one) => one.key === name)
    if (binding && !modal && (name === "Ctrl k" || !isTyping(event.target))) {
      event.preventDefault()
      binding.run(event)
    }
    return
  }
  if (modal || workbench || isTyping(event.target)) return
  const now = performance.now()
  const wanted = now < pendingUntil ? `g ${name}` : name
  pendingUntil = 0
  if (wanted === "g" && all.some((one) => one.key.startsWith("g "))) {
    pendingUntil = now + SEQUENCE_MS
    return
  }
  const binding = all.find((one) => one.key === wanted)
  if (!binding) return
  // Space and Enter belong to the control that has the focus.
  if ((name === "Enter" || name === "Space") && event.target instanceof Element && event.target.closest("button, a, input, summary, [role=menuitem]")) return
  event.preventDefault()
  binding.run(event)
}

export const startKeys = () => addEventListener("keydown", press)

/** @type {Readonly<Record<string, string>>} */
const PRINTED = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", Space: "Space", Ctrl: "Ctrl", Shift: "Shift", Enter: "Enter" }

/** @param {string} key @returns {string[]} as printed on the keyboard */
export const printKey = (key) => key.split(" ").map((part) => PRINTED[part] ?? part.toUpperCase())

/** The sheet of every key that works here. */
export const showKeySheet = () =>
  showDialog(t.keys, () => {
    /** @param {string} title @param {readonly KeyBinding[]} keys */
    const group = (title, keys) => keys.some((one) => !one.hidden) && h("section", {}, h("h3", {}, title),
      h("dl", { class: "keysheet" }, keys.filter((one) => !one.hidden).map((one) => [
        h("dt", {}, one.title), h("dd", {}, printKey(one.key).map((part) => [kbd(part), " "]))])))
    return h("div", { class: "stack" }, group(t.keysHere, local), group(t.keysEverywhere, global))
  })
