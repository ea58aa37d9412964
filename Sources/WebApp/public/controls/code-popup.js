import { h, icon, kbd } from "../app/dom.js"
import { enTerminology as t } from "../locales/en-terminology.js"
import { codeOption } from "./code-option.js"
import { CodeTreeElement } from "./code-tree.js"

/**
 * @typedef {import("../net/terminology.js").Item} Item
 * @typedef {Readonly<{ system: string, item: Item, version?: string, note?: string, shut?: boolean }>} Option `version`: of the release it was found in; `shut`: shown, but not to be chosen; `note` says why, or where it comes from
 * @typedef {Readonly<{ title: string, note: string, options: readonly Option[] }>} Section
 * @typedef {"list" | "maps" | "tree"} Mode
 */

const MARGIN = 8
const WIDEST = 560
const NARROWEST = 420

/** What opens below the field of a question about codes: a list that the field's keys walk, or the tree. It floats above everything, so no panel cuts it. */
export class CodePopup {
  /** @type {Mode} */
  mode = "list"
  #id = `codes-${crypto.randomUUID().slice(0, 8)}`
  #field
  /** @type {readonly Option[]} */
  #options = []
  #at = 0
  #says = h("div", { class: "cpop-note", hidden: true })
  #list = h("div", { class: "cpop-list", role: "listbox" })
  #strip = h("div", { class: "cpop-strip", hidden: true })
  #foot = h("div", { class: "cpop-foot" })
  #count = h("span", { class: "grow num" })
  #hints
  /** @type {(option: Option) => boolean} */
  #taken
  /** @type {(option: Option) => boolean} */
  #starred

  /**
   * @param {HTMLElement} field what it opens below
   * @param {HTMLInputElement} input what has the keyboard
   * @param {{ label: string, taken: (option: Option) => boolean, starred: (option: Option) => boolean, pick: (option: Option) => void, star: (option: Option) => void, extra: readonly HTMLElement[] }} parts
   */
  constructor(field, input, { label, taken, starred, pick, star, extra }) {
    this.#field = field
    this.input = input
    this.#taken = taken
    this.#starred = starred
    this.tree = new CodeTreeElement()
    this.tree.setAttribute("aria-label", label)
    this.#list.id = this.#id
    this.#list.setAttribute("aria-label", t.codesFound)
    this.#hints = h("span", { class: "cpop-hints" })
    this.#foot.append(this.#hints, this.#count, ...extra)
    this.element = h("div", { class: "cpop" }, this.#says, this.#list, this.tree, this.#strip, this.#foot)
    this.element.popover = "manual"
    input.setAttribute("role", "combobox")
    input.setAttribute("aria-controls", this.#id)
    input.setAttribute("aria-autocomplete", "list")
    input.setAttribute("aria-expanded", "false")
    // A press in the list must not take the keyboard from the field.
    this.element.addEventListener("pointerdown", event => {
      if (!(event.target instanceof Element && event.target.closest("code-tree, button, input, label"))) event.preventDefault()
    })
    this.#list.addEventListener("click", event => {
      const target = event.target instanceof Element ? event.target : null
      const starAt = /** @type {HTMLElement | null} */ (target?.closest("[data-star]"))?.dataset["star"]
      const at = /** @type {HTMLElement | null} */ (target?.closest("[data-option]"))?.dataset["option"]
      const option = this.#options[Number(starAt ?? at ?? -1)]
      if (!option) return
      if (starAt !== undefined) star(option)
      else pick(option)
    })
    this.#setMode("list")
  }

  get isOpen() { return this.element.matches(":popover-open") }
  /** The option under the cursor. */
  get current() { return this.mode === "tree" ? undefined : this.#options[this.#at] }

  open() {
    if (!this.isOpen && this.element.isConnected) this.element.showPopover()
    this.input.setAttribute("aria-expanded", "true")
    this.place()
  }

  close() {
    if (this.isOpen) this.element.hidePopover()
    this.input.setAttribute("aria-expanded", "false")
    this.input.removeAttribute("aria-activedescendant")
    this.#setMode("list")
  }

  /** Puts it where there is more room: below the field, or above. */
  place() {
    if (!this.isOpen) return
    const box = this.#field.getBoundingClientRect()
    const width = Math.min(WIDEST, Math.max(NARROWEST, box.width), innerWidth - 2 * MARGIN)
    const below = innerHeight - box.bottom - MARGIN
    const above = box.top - MARGIN
    const up = below < 300 && above > below
    const { style } = this.element
    style.width = `${width}px`
    style.maxHeight = `${Math.min(480, Math.max(160, (up ? above : below) - 4))}px`
    style.left = `${Math.max(MARGIN, Math.min(box.left, innerWidth - width - MARGIN))}px`
    style.top = up ? "auto" : `${box.bottom + 4}px`
    style.bottom = up ? `${innerHeight - box.top + 4}px` : "auto"
  }

  /**
   * Shows sections of a list.
   *
   * @param {readonly Section[]} sections
   * @param {{ says?: string, empty?: string, count?: string, mode?: "list" | "maps" }} words `says` stands above, `empty` where there is nothing
   */
  show(sections, { says = "", empty = "", count = "", mode = "list" } = {}) {
    this.#setMode(mode)
    this.#options = sections.flatMap(section => section.options)
    this.#at = 0
    this.#says.textContent = says
    this.#says.hidden = says === ""
    this.#count.textContent = count
    let index = 0
    this.#list.replaceChildren(...sections.filter(section => section.options.length > 0).map((section, i) => h("ul", { role: "group", "aria-labelledby": `${this.#id}-g${i}` },
      h("li", { class: "cgrp", role: "presentation", id: `${this.#id}-g${i}` }, section.title, section.note && h("span", { class: "faint" }, section.note)),
      section.options.map(option => this.#option(option, index++)))))
    if (this.#options.length === 0 && empty) this.#list.append(h("p", { class: "cpop-empty" }, empty))
    this.#list.scrollTop = 0
    this.#point()
    this.open()
  }

  /** Draws the same options again: one was chosen, or starred. */
  refresh() {
    for (const [index, option] of this.#options.entries()) document.getElementById(`${this.#id}-${index}`)?.replaceWith(this.#option(option, index))
  }

  /**
   * What is said below the list about the option under the cursor.
   *
   * @param {readonly import("../app/dom.js").Child[]} words
   */
  tell(words) {
    this.#strip.replaceChildren(...words.map(word => (word instanceof Node ? word : document.createTextNode(String(word)))))
    this.#strip.hidden = words.length === 0
  }

  /** @param {number} by */
  move(by) {
    if (this.#options.length === 0) return
    const before = this.#at
    this.#at = (this.#at + by + this.#options.length) % this.#options.length
    for (const index of [before, this.#at]) {
      const element = document.getElementById(`${this.#id}-${index}`)
      element?.classList.toggle("on", index === this.#at)
      element?.setAttribute("aria-selected", String(index === this.#at))
    }
    this.#point()
    // The first of a section brings its heading along.
    document.getElementById(`${this.#id}-${this.#at}`)?.scrollIntoView({ block: "nearest" })
    if (this.#at === 0) this.#list.scrollTop = 0
  }

  showTree() {
    this.#setMode("tree")
    this.#says.hidden = true
    this.tell([])
    this.open()
    this.tree.focus()
  }

  /** @param {Option} option @param {number} index */
  #option(option, index) {
    return codeOption(option.item, {
      id: `${this.#id}-${index}`, index, on: index === this.#at, taken: this.#taken(option), starred: this.#starred(option), open: option.shut !== true, note: option.note ?? "",
    })
  }

  #point() {
    if (this.#options.length > 0) this.input.setAttribute("aria-activedescendant", `${this.#id}-${this.#at}`)
    else this.input.removeAttribute("aria-activedescendant")
  }

  /** @param {Mode} mode */
  #setMode(mode) {
    this.mode = mode
    this.#list.hidden = mode === "tree"
    this.tree.hidden = mode !== "tree"
    this.element.dataset["mode"] = mode
    /** @type {readonly (readonly [readonly string[], string])[]} */
    const hints = mode === "tree" ? [[["→"], t.open], [["↵"], t.take], [["Esc"], t.search]]
      : mode === "maps" ? [[["↑", "↓"], t.move], [["↵"], t.take], [["←"], t.back]]
      : [[["↑", "↓"], t.move], [["↵"], t.take], [["Tab"], t.browse], [["→"], t.maps]]
    this.#hints.replaceChildren(...hints.map(([keys, word]) => h("span", {}, keys.map(key => kbd(key)), word)))
    if (mode === "tree") {
      this.#count.textContent = ""
      this.input.removeAttribute("aria-activedescendant")
    }
  }
}

/** The drawing of a map in a line of text. */
export const mapArrow = () => icon("arrow-right", 12)
