/** The expression console: an expression in, what fits out, with its number and time; a fault is shown where it is. */

import { enTerminology as t } from "../../locales/en-terminology.js"
import { terminology } from "../../net/terminology.js"
import { showDialog } from "../dialog.js"
import { fill, h, icon, kbd } from "../dom.js"
import { count } from "../format.js"
import { toastError } from "../toast.js"
import { copyText } from "./copy.js"
import { eclEditor } from "./ecl-editor.js"
import { addRecent, readRecent, scopeTag } from "./recent.js"

/** @typedef {import("../../net/terminology.js").Release} Release */

const LIMIT = 100
const FOLDED = "vesalius.terminology.console"

/**
 * @param {{ open: (system: string, code: string) => void, ran: (system: string, expression: string) => void, frame: () => HTMLElement }} options
 * @param {AbortSignal} signal
 */
export const makeConsole = ({ open, ran, frame }, signal) => {
  /** @type {readonly Release[]} */
  let releases = []
  let system = ""
  /** @type {AbortController | null} */
  let asking = null
  const editor = eclEditor({ run: () => void run(), changed: () => { say("", null) } })
  const state = h("span", { role: "status" })
  const fault = h("p", { class: "ecl-fault", id: "ecl-fault", role: "alert", hidden: true })
  const choice = h("select", { "aria-label": t.system, onchange: () => { system = choice.value; say("", null) } })
  const choiceBox = h("div", { class: "field small" }, choice)
  const runButton = h("button", { type: "button", class: "btn small first", onclick: () => void run() }, t.run, kbd("Ctrl ↵"))
  const fold = h("button", { type: "button", class: "iconbtn small", onclick: () => setFolded(!isFolded()) }, icon("chevron-down"))
  const head = h("header", { class: "row" })
  const table = h("div", { class: "ecl-table", role: "group", "aria-label": t.results, tabindex: 0 })
  const left = h("div", { class: "ecl-left" }, h("header", { class: "row" }, fold, h("h2", {}, t.expression), h("span", { class: "tag line" }, t.ecl), choiceBox, state, h("span", { class: "grow" }),
    h("button", { type: "button", class: "btn small quiet", onclick: () => void showRecent() }, icon("history"), t.recent),
    h("button", { type: "button", class: "btn small", onclick: () => void copyText(scopeTag(system, editor.value), t.scopeCopied) }, t.useAsScope), runButton), editor.element, fault)
  const element = h("section", { class: "term-console", "aria-label": t.console }, left, h("div", { class: "ecl-out" }, head, table))

  const isFolded = () => element.classList.contains("folded")
  /** @param {boolean} folded */
  const setFolded = (folded) => {
    element.classList.toggle("folded", folded)
    frame().classList.toggle("console-folded", folded)
    fold.setAttribute("aria-expanded", String(!folded))
    fold.setAttribute("aria-label", folded ? t.unfold : t.fold)
    fold.title = folded ? t.unfold : t.fold
    store((box) => box.setItem(FOLDED, folded ? "1" : ""))
  }

  /** @param {string} words @param {number | null} position */
  const say = (words, position) => {
    fault.hidden = words === ""
    fault.textContent = words
    editor.mark(position)
    fill(state)
  }

  const run = async () => {
    const expression = editor.value
    if (expression.trim() === "" || system === "") return editor.focus()
    asking?.abort()
    const control = new AbortController()
    asking = control
    const asked = system
    setFolded(false)
    const slow = setTimeout(() => fill(head, h("span", { class: "dim" }, t.running)), 200)
    try {
      const found = await terminology.ecl({ system: asked, expression, limit: LIMIT, offset: 0 }, control.signal)
      if (control.signal.aborted || signal.aborted) return
      say("", null)
      fill(state, h("span", { class: "tag good" }, icon("check", 12), t.valid))
      const whole = releases.find((one) => one.key === asked)?.active ?? 0
      fill(head, h("b", { class: "big" }, count(found.total)), h("span", { class: "dim" }, t.concepts(found.total)), h("span", { class: "faint s cut grow" }, t.ofIn(count(whole), t.tookMicro(found.took_us))),
        found.total > 0 && h("a", { class: "iconbtn small", href: terminology.eclAddress(asked, expression), download: "", title: t.download, "aria-label": t.download }, icon("download")))
      fill(table)
      addRows(found, asked, expression, 0)
      store((box) => addRecent(box, { system: asked, expression, total: found.total }))
      ran(asked, expression)
    } catch (error) {
      if (control.signal.aborted || signal.aborted) return
      refused(error)
    } finally {
      clearTimeout(slow)
    }
  }

  /** @param {unknown} error */
  const refused = (error) => {
    const { status, body, message } = /** @type {{ status?: number, body?: any, message: string }} */ (error)
    if (status !== 400 || typeof body?.position !== "number") return toastError(error)
    const { position, line, column } = body
    // The message names the place, what was expected there and what was found.
    say(message, position)
    editor.focus()
    fill(head, h("span", { class: "dim" }, t.at(Number(line), Number(column))))
    fill(table)
  }

  /**
   * @param {import("../../net/terminology.js").Members} found
   * @param {string} key
   * @param {string} expression
   * @param {number} offset
   */
  const addRows = (found, key, expression, offset) => {
    table.append(...found.items.map((one) => h("button", { type: "button", class: `ecl-row${one.active ? "" : " gone"}`, onclick: () => open(key, one.code) }, h("span", { class: "grow cut", title: one.display }, one.display), one.tag && h("span", { class: "faint xs" }, one.tag), h("span", { class: "mono faint" }, one.code))))
    const next = offset + found.items.length
    if (found.total === 0) table.append(h("p", { class: "faint" }, t.noMembers))
    if (next >= found.total || found.items.length === 0) return
    const more = h("button", { type: "button", class: "ecl-row accent", onclick: async () => {
      more.disabled = true
      try {
        const page = await terminology.ecl({ system: key, expression, limit: LIMIT, offset: next }, signal)
        more.remove()
        addRows(page, key, expression, next)
      } catch (error) {
        more.disabled = false
        toastError(error)
      }
    } }, t.more(found.total - next))
    table.append(more)
  }

  const showRecent = async () => {
    /** @type {import("./recent.js").Ran[]} */
    let list = []
    store((box) => { list = readRecent(box) })
    const chosen = await showDialog(t.recent, (/** @type {(value: import("./recent.js").Ran) => void} */ close) => list.length === 0 ? h("p", { class: "dim" }, t.noRecent)
      : h("div", { class: "stack tight" }, list.map((one) => h("button", { type: "button", class: "ecl-recent", onclick: () => close(one) }, h("code", {}, one.expression), h("span", { class: "faint s" }, `${one.system} · ${count(one.total)} ${t.concepts(one.total)}`)))), { wide: true })
    if (!chosen) return
    if (releases.some((one) => one.key === chosen.system)) system = choice.value = chosen.system
    setFolded(false)
    editor.set(chosen.expression)
    await run()
  }

  const waiting = () => {
    fill(head, h("span", { class: "dim" }, t.results))
    fill(table, h("p", { class: "faint" }, t.consoleHint))
  }
  waiting()
  store((box) => { if (box.getItem(FOLDED) === "1") queueMicrotask(() => setFolded(true)) })
  fold.setAttribute("aria-expanded", "true")
  fold.setAttribute("aria-label", t.fold)
  signal.addEventListener("abort", () => asking?.abort())

  return {
    element, run,
    /** @param {readonly Release[]} all */
    systems: (all) => {
      releases = all.filter((one) => one.is_default && one.state === "ready")
      if (!releases.some((one) => one.key === system)) system = (releases.find((one) => one.key.startsWith("snomed")) ?? releases[0])?.key ?? ""
      fill(choice, releases.map((one) => h("option", { value: one.key, selected: one.key === system }, one.title)))
      choiceBox.hidden = releases.length < 2
    },
    /** @param {string} key @param {string} expression as the page opens */
    begin: (key, expression) => {
      if (releases.some((one) => one.key === key)) system = choice.value = key
      editor.begin(expression)
    },
    /** @param {string} key @param {string} expression */
    put: (key, expression) => {
      if (releases.some((one) => one.key === key)) system = choice.value = key
      setFolded(false)
      editor.set(expression)
    },
    focus: () => { setFolded(false); editor.focus() },
  }
}

/** @param {(box: Storage) => void} use a private window may have none */
const store = (use) => {
  try {
    use(localStorage)
  } catch {
    // Without storage everything works but the memory.
  }
}

