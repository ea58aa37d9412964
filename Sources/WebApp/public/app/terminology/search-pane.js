/** The search at the left: letters in, concepts out, group by group; keys walk the list while the letters keep the keyboard. */

import { marked, noteText, tagOf } from "../../controls/code-option.js"
import { enTerminology as t } from "../../locales/en-terminology.js"
import { terminology } from "../../net/terminology.js"
import { fill, h, icon, iconButton, kbd } from "../dom.js"

/** @typedef {import("../../net/terminology.js").Item} Item */
/** @typedef {import("../../net/terminology.js").Group} Group */
/** @typedef {import("../../net/terminology.js").Release} Release */
/**
 * @typedef {object} SearchOptions
 * @property {() => readonly Release[]} releases
 * @property {(system: string, item: Item, how: { take: boolean }) => void} open `take`: chosen, not only come to
 * @property {() => void} toTree
 * @property {(query: string) => void} typed
 * @property {() => void} renamed names are wanted in another dialect
 */

/** So many of each system, and so many where only one is searched. */
const FEW = 20
const MANY = 200
const DIALECT = "vesalius.terminology.dialect"

/**
 * @param {SearchOptions} options
 * @param {AbortSignal} signal
 */
export const makeSearch = ({ releases, open, toTree, typed, renamed }, signal) => {
  /** @type {string | null} */
  let system = null
  let inactive = false
  let dialect = remembered()
  let tag = ""
  /** @type {readonly { system: string, item: Item }[]} */
  let items = []
  let at = -1
  /** @type {AbortController | null} */
  let asking = null
  /** The search on its way: Enter means what was typed, not what stood there before. */
  let finding = Promise.resolve()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause

  const input = h("input", {
    type: "text", role: "combobox", "aria-label": t.searchAll, "aria-expanded": "true", "aria-controls": "term-results", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200, placeholder: t.searchAll,
  })
  const time = h("span", { class: "xs faint" })
  const clear = iconButton("close", t.clear, { class: "small tight", hidden: true, onclick: () => { input.value = ""; input.focus(); void ask() } })
  const chips = h("div", { class: "wrap", role: "group", "aria-label": t.systems })
  const options = h("div", { class: "row s term-options" })
  const list = h("div", { class: "term-list", role: "listbox", id: "term-results", "aria-label": t.results })
  const none = h("div", { class: "term-none" })
  const aloud = h("span", { class: "sr", role: "status", "aria-live": "polite" })
  const element = h("section", { class: "term-left", "aria-label": t.search },
    h("div", { class: "term-search" }, h("label", { class: "field" }, icon("search"), input, time, clear), chips, options),
    h("div", { class: "term-scroll", role: "group", "aria-label": t.results, tabindex: 0 }, list, none), aloud,
    h("footer", { class: "hints" }, h("span", {}, kbd("↑"), kbd("↓"), t.move), h("span", {}, kbd("Enter"), t.open), h("span", {}, kbd("Tab"), t.toTree)))

  // SNOMED CT first: what is said in many words is found there, and its maps lead on to the others.
  const defaults = () => [...releases().filter((one) => one.is_default && one.state === "ready")].sort((a, b) => rank(a.key) - rank(b.key))

  const drawChips = () => {
    const all = defaults()
    if (system !== null && !all.some((one) => one.key === system)) system = null
    chips.hidden = all.length < 2
    fill(chips, [null, ...all].map((one) => h("button", {
      type: "button", class: "chip pick", "aria-pressed": String((one?.key ?? null) === system),
      onclick: () => { system = one?.key ?? null; tag = ""; drawChips(); input.focus(); void ask() },
    }, one ? one.title : t.all)))
    const dialects = [...new Set(all.flatMap((one) => one.dialects.map(({ tag }) => tag)))]
    if (dialect && !dialects.includes(dialect)) dialect = ""
    const choice = h("select", { "aria-label": t.dialect, onchange: () => { dialect = choice.value; remember(dialect); renamed(); void ask() } },
      h("option", { value: "" }, t.dialectAny), dialects.map((tag) => h("option", { value: tag, selected: tag === dialect }, tag)))
    const tags = all.find((one) => one.key === (system ?? (all.length === 1 ? all[0]?.key : "")))?.tags ?? []
    const tagChoice = h("select", { "aria-label": t.tag, onchange: () => { tag = tagChoice.value; void ask() } }, h("option", { value: "" }, t.tagAny), [...tags].sort().map((one) => h("option", { value: one, selected: one === tag }, one)))
    fill(options, h("label", { class: "check" }, h("input", { type: "checkbox", class: "tick", checked: inactive, onchange: (/** @type {Event} */ event) => { inactive = /** @type {HTMLInputElement} */ (event.target).checked; void ask() } }), t.inactive),
      h("span", { class: "grow" }), tags.length > 1 && h("div", { class: "field small" }, tagChoice), dialects.length > 1 && h("div", { class: "field small", title: t.dialect }, choice))
  }

  /**
   * The chosen dialect as the server counts it: by its place in a release.
   * @param {string | null} key
   */
  const dialectIndex = (key) => (dialect === "" ? undefined : defaults().filter((one) => key === null || one.key === key).flatMap((one) => one.dialects).find(({ tag }) => tag === dialect)?.index)

  /** @param {number} next @param {boolean} [follow] */
  const mark = (next, follow = true) => {
    const before = list.querySelector(".on")
    before?.classList.remove("on")
    before?.setAttribute("aria-selected", "false")
    at = next
    const row = document.getElementById(`term-row-${at}`)
    row?.classList.add("on")
    row?.setAttribute("aria-selected", "true")
    if (row) input.setAttribute("aria-activedescendant", row.id)
    else input.removeAttribute("aria-activedescendant")
    row?.scrollIntoView({ block: "nearest" })
    const chosen = items[at]
    if (chosen && follow) open(chosen.system, chosen.item, { take: false })
  }

  /** @param {{ code?: string }} how `code`: what is open already, and stays */
  const ask = async ({ code = "" } = {}) => {
    const q = input.value.trim()
    asking?.abort()
    clear.hidden = input.value === ""
    typed(q)
    if (q === "") return draw([], "")
    const control = new AbortController()
    asking = control
    const query = { q, inactive, limit: system === null ? FEW : MANY, systems: system === null ? [] : [system], ...(tag ? { tag } : {}), dialect: dialectIndex(system) }
    const started = performance.now()
    try {
      const found = terminology.known(query) ?? await terminology.search(query, control.signal)
      if (control.signal.aborted || signal.aborted) return
      draw(found.groups, q)
      const open = items.findIndex(({ item }) => item.code === code)
      // The best stands open while one types on; nothing else moves.
      if (code === "" && items.length > 0) mark(0)
      else if (open >= 0) mark(open, false)
      time.textContent = t.tookMicro(found.took_us)
      time.title = `${(performance.now() - started).toFixed(1)} ms`
    } catch (error) {
      if (control.signal.aborted) return
      items = []
      fill(list)
      fill(none, h("p", { class: "bad" }, icon("warning", 14), " ", error instanceof Error ? error.message : String(error)))
    }
  }

  /** @param {readonly Group[]} groups @param {string} q */
  const draw = (groups, q) => {
    const shown = groups.filter((group) => group.items.length > 0).sort((a, b) => rank(a.system) - rank(b.system))
    items = shown.flatMap((group) => group.items.map((item) => ({ system: group.system, item })))
    at = -1
    let index = 0
    fill(list, shown.map((group, i) => h("div", { role: "group", "aria-labelledby": `term-group-${i}` },
      h("div", { class: "term-group", id: `term-group-${i}`, role: "presentation" }, h("b", {}, group.title), h("span", { class: "faint s" }, t.found(group.items.length, group.more)), note(group),
        h("span", { class: "grow" }), group.more && system === null && h("span", { class: "accent s more", dataset: { only: group.system } }, t.showMore)),
      group.items.map((item) => row(item, index++)))))
    list.scrollTop = 0
    if (q === "") {
      time.textContent = ""
      fill(none, h("p", { class: "faint" }, t.searchHint))
    } else if (items.length === 0) fill(none, h("p", {}, t.nothing(q)), h("p", { class: "faint" }, t.nothingHint))
    else fill(none)
    clearTimeout(pause)
    pause = setTimeout(() => { if (q !== "") aloud.textContent = t.foundAloud(items.length, groups.some((group) => group.more)) }, 500)
  }

  input.addEventListener("input", () => { finding = ask() })
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const last = items.length - 1
    if (event.key === "ArrowDown") mark(at >= last ? 0 : at + 1)
    else if (event.key === "ArrowUp") mark(at <= 0 ? last : at - 1)
    else if (event.key === "PageDown") mark(Math.min(last, at + 8))
    else if (event.key === "PageUp") mark(Math.max(0, at - 8))
    else if (event.key === "Enter") void finding.then(() => {
      const chosen = items[at]
      if (chosen) open(chosen.system, chosen.item, { take: true })
    })
    else if (event.key === "Escape" && input.value !== "") { input.value = ""; void ask() }
    else if (event.key === "Tab" && !event.shiftKey && items.length > 0) toTree()
    else return
    event.preventDefault()
  })
  list.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null
    const only = /** @type {HTMLElement | null} */ (target?.closest("[data-only]"))?.dataset["only"]
    if (only) {
      system = only
      tag = ""
      drawChips()
      return void ask()
    }
    const row = /** @type {HTMLElement | null} */ (target?.closest("[data-row]"))
    const chosen = items[Number(row?.dataset["row"] ?? -1)]
    if (!chosen) return
    mark(Number(row?.dataset["row"]), false)
    open(chosen.system, chosen.item, { take: true })
  })
  signal.addEventListener("abort", () => {
    asking?.abort()
    clearTimeout(pause)
  })
  drawChips()
  draw([], "")

  return {
    element,
    focus: () => { input.focus(); input.select() },
    /** @param {string} q @param {string} code that is open already */
    search: (q, code) => { input.value = q; return ask({ code }) },
    /** @param {string} code that is open already */
    refresh: (code) => { drawChips(); void ask({ code }) },
    dialectIndex,
  }
}

/** @param {Item} item @param {number} index */
const row = (item, index) => {
  const tag = tagOf(item)
  return h("div", { class: `term-row${item.active ? "" : " gone"}`, role: "option", id: `term-row-${index}`, dataset: { row: index }, "aria-selected": "false", title: `${item.code} ${item.display}` },
    h("div", { class: "grow" }, h("div", { class: "name" }, item.matched ? item.display : marked(item.display, item.marks)),
      item.matched && h("div", { class: "xs faint cut" }, `${t.matched}: `, marked(item.matched, item.marks)),
      item.replaced_by && h("div", { class: "xs faint cut" }, `${t.replacedBy} ${item.replaced_by.code} ${item.replaced_by.display}`)),
    tag && h("span", { class: `tag ${item.active ? "line" : "warn"}` }, tag), h("span", { class: "mono faint code" }, item.code))
}

/** @param {string} key */
const rank = (key) => (key.startsWith("snomed") ? 0 : 1)

/** @param {Group} group */
const note = ({ note: said }) => said && said.kind !== "code" && h("span", { class: "faint s cut" }, noteText(said))

const remembered = () => {
  try {
    return localStorage.getItem(DIALECT) ?? ""
  } catch {
    return ""
  }
}

/** @param {string} dialect */
const remember = (dialect) => {
  try {
    localStorage.setItem(DIALECT, dialect)
  } catch {
    // A private window without storage: the choice lasts as long as the page.
  }
}
