import { h, icon, iconButton } from "../app/dom.js"
import { attribute, fill, flag } from "../core/config.js"
import { chosen, pathOf, samePath, toggled } from "./choice-list.js"
import { QuestionElement } from "./question-element.js"
import { pathKey, rowsOf, treeFrom, treeOf, withChildren } from "./taxonomy-tree.js"

/** @typedef {import("./taxonomy-tree.js").TreeNode} TreeNode */
/** @typedef {import("./taxonomy-tree.js").TreeRow} TreeRow */

/** Height of a row in pixels, as in controls.css; the list draws only the rows in sight. */
const ROW = 28

/** `<Taxonomy>`: codes chosen from a tree, by browsing or by typing. */
export class TaxonomyQuestion extends QuestionElement {
  /** @type {readonly TreeNode[]} */
  #roots = []
  /** @type {Set<string>} */
  #open = new Set()
  /** @type {readonly TreeRow[]} */
  #rows = []
  #cursor = 0
  #search = h("input", { type: "search", autocomplete: "off", spellcheck: "false" })
  #chips = h("div", { class: "codes" })
  #list = h("div", { class: "tree", role: "tree", tabindex: "0" })
  #sheet = h("div", { class: "tree-rows" })
  #message = h("p", { class: "tree-empty mute" })
  #id = `tree-${crypto.randomUUID().slice(0, 8)}`

  /** @override @param {AbortSignal} signal */
  build(signal) {
    const { control, labelId, task } = this.context
    this.#roots = treeOf(control.choices)
    for (const root of this.#roots) if (this.#roots.length < 4) this.#open.add(pathKey(root.path))
    const placeholder = attribute(control, "placeholder") || "Search or browse"
    this.#search.placeholder = placeholder
    this.#search.setAttribute("aria-label", placeholder)
    this.#search.setAttribute("aria-controls", this.#id)
    this.#list.id = this.#id
    this.#list.setAttribute("aria-labelledby", labelId)
    this.#list.setAttribute("aria-multiselectable", String(!this.#single))
    this.#list.replaceChildren(this.#sheet)
    this.append(this.#chips, h("label", { class: "in" }, icon("search", 16), this.#search), this.#list, this.#message)
    this.#search.addEventListener("input", () => { this.#cursor = 0; this.#list.scrollTop = 0; this.#draw() }, { signal })
    this.#search.addEventListener("keydown", event => this.#key(event), { signal })
    this.#list.addEventListener("keydown", event => this.#key(event), { signal })
    this.#list.addEventListener("scroll", () => this.#paint(), { signal, passive: true })
    this.#list.addEventListener("click", event => this.#click(event), { signal })
    const url = attribute(control, "apiUrl")
    if (url) this.#load(String(fill(url, task.data) ?? ""), [])
  }

  get #single() { return this.#most === 1 }
  get #most() { return Number(attribute(this.control, "maxUsages")) || 0 }

  /**
   * Asks the server of the tree for one level. Only this server may be asked: the page talks to no other.
   *
   * @param {string} address
   * @param {readonly string[]} path
   */
  async #load(address, path) {
    try {
      const url = new URL(address, location.href)
      if (url.origin !== location.origin) throw new Error("a tree from another server needs to be loaded into this one first")
      for (const part of path) url.searchParams.append("path", part)
      const answer = await fetch(url, { headers: { accept: "application/json" } })
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
      const level = treeFrom(await answer.json(), path)
      this.#roots = path.length === 0 ? level : withChildren(this.#roots, path, level)
      this.#draw()
    } catch (error) {
      this.#message.textContent = `The codes could not be loaded: ${error instanceof Error ? error.message : error}`
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const row = this.#rows[this.#cursor]
    const typing = event.target === this.#search
    switch (event.key) {
      case "ArrowDown": this.#move(1); break
      case "ArrowUp": this.#move(-1); break
      case "PageDown": this.#move(8); break
      case "PageUp": this.#move(-8); break
      case "ArrowRight":
        if (typing || !row) return
        this.#expand(row.node, true)
        break
      case "ArrowLeft":
        if (typing || !row) return
        if (row.open) this.#expand(row.node, false)
        else this.#toParent(row)
        break
      case " ":
        if (typing) return
        if (row) this.#take(row.node)
        break
      case "Enter":
        if (event.ctrlKey || event.metaKey || !row) return
        this.#take(row.node)
        break
      case "Escape":
        if (!this.#search.value) return
        this.#search.value = ""
        this.#draw()
        break
      default: return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {number} by */
  #move(by) {
    this.#cursor = Math.max(0, Math.min(this.#rows.length - 1, this.#cursor + by))
    const top = this.#cursor * ROW
    if (top < this.#list.scrollTop) this.#list.scrollTop = top
    else if (top + ROW > this.#list.scrollTop + this.#list.clientHeight) this.#list.scrollTop = top + ROW - this.#list.clientHeight
    this.#paint()
  }

  /** @param {TreeRow} row */
  #toParent({ depth }) {
    for (let i = this.#cursor; i >= 0; i--) if ((this.#rows[i]?.depth ?? 0) < depth) return this.#move(i - this.#cursor)
  }

  /** @param {TreeNode} node @param {boolean} open */
  #expand(node, open) {
    if (node.children.length === 0 && !node.lazy) return
    if (open) this.#open.add(pathKey(node.path))
    else this.#open.delete(pathKey(node.path))
    if (open && node.lazy) this.#load(String(fill(attribute(this.control, "apiUrl"), this.context.task.data) ?? ""), node.path)
    this.#draw()
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target : null
    const at = Number(/** @type {HTMLElement | null} */ (target?.closest("[data-row]"))?.dataset["row"] ?? -1)
    const row = this.#rows[at]
    if (!row) return
    this.#cursor = at
    if (target?.closest(".twig")) this.#expand(row.node, !row.open)
    else this.#take(row.node)
  }

  /** @param {TreeNode} node */
  #take(node) {
    if (flag(this.control, "leafsOnly") && (node.children.length > 0 || node.lazy)) return this.#expand(node, !this.#open.has(pathKey(node.path)))
    const before = chosen(this.value, "taxonomy").map(pathOf)
    const after = toggled(before, node.path, { single: this.#single, most: this.#most })
    if (after === before) {
      this.context.announce(`No more than ${this.#most} codes`)
      return
    }
    this.answer(after.length > 0 ? { taxonomy: after } : null)
    if (this.#single && after.length > 0) this.done()
  }

  #draw() {
    this.#rows = rowsOf(this.#roots, this.#open, this.#search.value)
    this.#cursor = Math.min(this.#cursor, Math.max(0, this.#rows.length - 1))
    this.#message.textContent = this.#rows.length > 0 ? "" : this.#search.value ? "Nothing matches" : ""
    this.#list.style.height = `${Math.min(8, Math.max(1, this.#rows.length)) * ROW + 2}px`
    this.#sheet.style.height = `${this.#rows.length * ROW}px`
    this.#paint()
  }

  /** Draws the rows in sight; the rest is height only. */
  #paint() {
    const from = Math.max(0, Math.floor(this.#list.scrollTop / ROW) - 2)
    const taken = chosen(this.value, "taxonomy")
    this.#sheet.replaceChildren(...this.#rows.slice(from, from + 14).map((row, i) => this.#row(row, from + i, taken)))
    this.#list.setAttribute("aria-activedescendant", this.#rows.length > 0 ? `${this.#id}-${this.#cursor}` : "")
  }

  /** @param {TreeRow} row @param {number} at @param {import("./choice-list.js").Chosen} taken */
  #row({ node, depth, open }, at, taken) {
    const branch = node.children.length > 0 || node.lazy
    const on = taken.some(entry => samePath(entry, node.path))
    const row = h("div", {
      class: `tree-row${at === this.#cursor ? " cursor" : ""}${on ? " on" : ""}`, role: "treeitem", id: `${this.#id}-${at}`, dataset: { row: at },
      "aria-level": depth + 1, "aria-selected": String(on), "aria-expanded": branch ? String(open) : null, title: node.hint || null,
    },
    branch ? h("span", { class: "twig", "aria-hidden": "true" }, icon(open ? "chevron-down" : "chevron-right", 14)) : h("span", { class: "twig" }),
    h("span", { class: "cut" }, node.value), on ? icon("check", 14) : null)
    row.style.top = `${at * ROW}px`
    row.style.setProperty("--depth", String(depth))
    return row
  }

  /** @override @param {Readonly<Record<string, unknown>> | null} value */
  show(value) {
    const separator = attribute(this.control, "pathSeparator") || " / "
    const whole = flag(this.control, "showFullPath")
    this.#chips.replaceChildren(...chosen(value, "taxonomy").map(entry => {
      const path = pathOf(entry)
      const text = whole ? path.join(separator) : path.at(-1) ?? ""
      return h("span", { class: "code-chip", title: path.join(separator) }, h("span", { class: "cut" }, text),
        this.locked ? null : iconButton("close", `Remove ${text}`, { class: "tiny", onclick: () => this.#drop(path) }))
    }))
    this.#draw()
  }

  /** @param {readonly string[]} path */
  #drop(path) {
    const after = chosen(this.value, "taxonomy").filter(entry => !samePath(entry, path))
    this.answer(after.length > 0 ? { taxonomy: after } : null)
    this.#search.focus()
  }
}
