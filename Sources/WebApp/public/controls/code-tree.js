import { h, icon } from "../app/dom.js"
import { LazyTree, placeKey } from "../core/lazy-tree.js"
import { enTerminology as t } from "../locales/en-terminology.js"

/**
 * @typedef {import("../core/lazy-tree.js").Row} Row
 * @typedef {import("../core/lazy-tree.js").NodeRow} NodeRow
 * @typedef {import("../core/lazy-tree.js").TreeItem} TreeItem
 * @typedef {(system: string, code: string, offset: number, signal: AbortSignal) => Promise<{ total: number, items: readonly TreeItem[] }>} AskLevel
 * @typedef {Readonly<{ system: string, item: TreeItem, path: readonly string[] }>} Pick
 */

/** Height of a row in pixels, as in codes.css; only the rows in sight exist as elements. */
const ROW = 28
/** How far a level stands in: clearly at first, then less and less, so that names keep their room thirteen levels down. */
const inset = (/** @type {number} */ depth) => 4 + Math.min(depth, 5) * 14 + Math.min(Math.max(0, depth - 5), 9) * 6

const count = new Intl.NumberFormat(undefined)

/**
 * A hierarchy of codes that is asked for level by level: `<code-tree>`. It fires `code-pick` when a code is taken (Enter, click) and `code-cursor` when the cursor
 * comes to one; both carry a {@link Pick}.
 */
export class CodeTreeElement extends HTMLElement {
  /** @type {AskLevel} */
  ask = () => Promise.resolve({ total: 0, items: [] })
  #tree = new LazyTree([])
  /** @type {readonly Row[]} */
  #rows = []
  #cursor = 0
  /** The one that is open elsewhere: shown strong. */
  #current = ""
  #id = `codes-${crypto.randomUUID().slice(0, 8)}`
  #sheet = h("div", { class: "ctree-rows", role: "presentation" })
  /** @type {AbortController} */
  #life = new AbortController()
  /** @type {Set<string>} levels on their way */
  #asked = new Set()
  #frame = 0
  /** The row that is to be seen once the tree is: it was asked for while the tree had no height. */
  #awaited = ""
  #trouble = h("p", { class: "ctree-trouble bad", role: "alert", hidden: true })

  connectedCallback() {
    if (this.#sheet.parentElement === this) return
    this.#life = new AbortController()
    this.classList.add("ctree")
    this.tabIndex = 0
    this.setAttribute("role", "tree")
    const { signal } = this.#life
    this.addEventListener("keydown", event => this.#key(event), { signal })
    this.addEventListener("scroll", () => this.#later(), { signal, passive: true })
    this.addEventListener("click", event => this.#click(event), { signal })
    const watched = new ResizeObserver(() => {
      if (this.#awaited !== "" && this.clientHeight > 0) this.#showRow(this.#awaited)
      else this.#later()
    })
    watched.observe(this)
    signal.addEventListener("abort", () => watched.disconnect())
    this.replaceChildren(this.#trouble, this.#sheet)
    this.#draw()
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#life.abort()
    this.replaceChildren()
  }

  /**
   * Begins anew with these systems.
   *
   * @param {readonly Readonly<{ system: string, title: string, count: number }>[]} roots
   */
  show(roots) {
    this.#tree = new LazyTree(roots)
    this.#asked.clear()
    this.#cursor = 0
    this.scrollTop = 0
    this.#draw()
    const [only] = roots
    if (only && roots.length === 1) void this.#load(only.system, [])
  }

  /** The row under the cursor, if it is a code. */
  get picked() {
    const row = this.#rows[this.#cursor]
    return row?.kind === "node" && row.item.code !== "" ? { system: row.system, item: row.item, path: row.path } : null
  }

  /**
   * Opens everything above a code and puts the cursor on it.
   *
   * @param {string} system
   * @param {readonly { code: string, display: string }[]} path from the top to the code
   */
  async reveal(system, path) {
    if (!this.#tree.roots.some(root => root.system === system)) return
    const codes = path.map(step => step.code)
    this.#current = placeKey(system, codes)
    for (let depth = 0; depth < path.length; depth++) {
      const above = codes.slice(0, depth)
      const step = path[depth]
      this.#tree.set(system, above, true)
      await this.#load(system, above)
      if (this.#current !== placeKey(system, codes) || !step) return
      // Among thousands of siblings its page may be far: it stands in until that comes.
      this.#tree.invite(system, above.at(-1) ?? "", { ...step, children: depth < path.length - 1 ? 1 : 0, descendants: 0 })
    }
    this.#draw()
    this.#showRow(this.#current)
  }

  /** @param {string} key */
  #showRow(key) {
    this.#awaited = this.clientHeight === 0 ? key : ""
    const at = this.#rows.findIndex(row => row.key === key)
    if (at < 0) return
    this.#cursor = at
    // A third of the way down: what stands above it is the way there.
    this.scrollTop = Math.max(0, at * ROW - this.clientHeight / 3)
    this.#draw()
  }

  /** @override */
  focus() { super.focus({ preventScroll: true }) }

  /**
   * @param {string} system
   * @param {readonly string[]} path
   * @param {number} [offset]
   */
  async #load(system, path, offset = 0) {
    const code = path.at(-1) ?? ""
    const tree = this.#tree
    if (offset === 0 && tree.level(system, code)) return
    const key = `${placeKey(system, [code])}\u0000${offset}`
    if (this.#asked.has(key)) return
    this.#asked.add(key)
    try {
      const page = await this.ask(system, code, offset, this.#life.signal)
      if (this.#tree !== tree) return
      tree.put(system, code, offset, page)
      this.#trouble.hidden = true
    } catch (error) {
      if (this.#life.signal.aborted || this.#tree !== tree) return
      this.#tree.set(system, path, false)
      this.#trouble.textContent = error instanceof Error ? error.message : String(error)
      this.#trouble.hidden = false
    } finally {
      this.#asked.delete(key)
    }
    this.#draw()
  }

  /** @param {NodeRow} row @param {boolean} open */
  #expand(row, open) {
    if (row.item.children === 0) return
    if (this.#tree.set(row.system, row.path, open)) void this.#load(row.system, row.path)
    this.#draw()
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = this.#rows[this.#cursor]
    switch (event.key) {
      case "ArrowDown": this.#move(this.#cursor + 1); break
      case "ArrowUp": this.#move(this.#cursor - 1); break
      case "PageDown": this.#move(this.#cursor + 10); break
      case "PageUp": this.#move(this.#cursor - 10); break
      case "Home": this.#move(0); break
      case "End": this.#move(this.#rows.length - 1); break
      case "ArrowRight":
        if (row?.kind !== "node") return
        if (row.open) this.#move(this.#cursor + 1)
        else this.#expand(row, true)
        break
      case "ArrowLeft":
        if (row?.kind === "node" && row.open) this.#expand(row, false)
        else if (row) this.#toParent(row)
        break
      case " ":
      case "Enter":
        if (row) this.#act(row)
        break
      default: return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {Row} row */
  #toParent({ depth }) {
    for (let i = this.#cursor - 1; i >= 0; i--) if ((this.#rows[i]?.depth ?? 0) < depth) return this.#move(i)
  }

  /** @param {Row} row what Enter and a click on a name do */
  #act(row) {
    if (row.kind === "more") void this.#load(row.system, row.path, this.#tree.level(row.system, row.path.at(-1) ?? "")?.items.length ?? 0)
    else if (row.kind === "node" && row.item.code === "") this.#expand(row, !row.open)
    else if (row.kind === "node") this.dispatchEvent(new CustomEvent("code-pick", { detail: { system: row.system, item: row.item, path: row.path }, bubbles: true }))
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target : null
    const at = Number(/** @type {HTMLElement | null} */ (target?.closest("[data-row]"))?.dataset["row"] ?? -1)
    const row = this.#rows[at]
    if (!row) return
    this.#cursor = at
    if (row.kind === "node" && target?.closest(".twig")) this.#expand(row, !row.open)
    else this.#act(row)
    this.#draw()
  }

  /** @param {number} to */
  #move(to) {
    const at = Math.max(0, Math.min(this.#rows.length - 1, to))
    this.#cursor = at
    const top = at * ROW
    if (top < this.scrollTop) this.scrollTop = top
    else if (top + ROW > this.scrollTop + this.clientHeight) this.scrollTop = top + ROW - this.clientHeight
    const row = this.#rows[at]
    // Going down a long level brings its next page by itself.
    if (row?.kind === "more") this.#act(row)
    this.#paint()
    if (this.picked) this.dispatchEvent(new CustomEvent("code-cursor", { detail: this.picked, bubbles: true }))
  }

  #draw() {
    const before = this.#rows[this.#cursor]?.key
    this.#rows = this.#tree.rows()
    const kept = before === undefined ? -1 : this.#rows.findIndex(row => row.key === before)
    this.#cursor = Math.max(0, Math.min(this.#rows.length - 1, kept >= 0 ? kept : this.#cursor))
    this.#sheet.style.height = `${this.#rows.length * ROW}px`
    this.#paint()
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#paint()
    })
  }

  /** Draws the rows in sight; the rest is height only. */
  #paint() {
    const from = Math.max(0, Math.floor(this.scrollTop / ROW) - 3)
    const many = Math.ceil((this.clientHeight || 300) / ROW) + 6
    this.#sheet.replaceChildren(...this.#rows.slice(from, from + many).map((row, i) => this.#row(row, from + i)))
    if (this.#rows.length > 0) this.setAttribute("aria-activedescendant", `${this.#id}-${this.#cursor}`)
    else this.removeAttribute("aria-activedescendant")
  }

  /** @param {Row} row @param {number} at */
  #row(row, at) {
    const common = { id: `${this.#id}-${at}`, dataset: { row: at }, "aria-level": row.depth + 1, role: "treeitem" }
    const here = at === this.#cursor ? " cursor" : ""
    const element = row.kind === "node" ? this.#node(row, common, here)
      : row.kind === "more" ? h("div", { ...common, class: `ctree-row more${here}` }, h("span", { class: "twig" }), t.moreRows(row.left))
      : h("div", { ...common, class: `ctree-row waiting${here}` }, h("span", { class: "twig" }), t.loadingLevel)
    element.style.top = `${at * ROW}px`
    element.style.paddingInlineStart = `${inset(row.depth)}px`
    return element
  }

  /**
   * @param {NodeRow} row
   * @param {Readonly<Record<string, unknown>>} common
   * @param {string} here
   */
  #node({ item, open, key, place, size }, common, here) {
    const branch = item.children > 0
    const out = item.in_scope === false && item.code !== ""
    const head = item.code === ""
    return h("div", {
      ...common, class: `ctree-row${here}${key === this.#current ? " on" : ""}${out ? " out" : ""}${head ? " head" : ""}`, "aria-expanded": branch ? String(open) : undefined, "aria-selected": String(key === this.#current),
      "aria-setsize": size, "aria-posinset": place, title: head ? undefined : `${item.code} ${item.display}${out ? ` · ${t.outOfScope}` : ""}`,
    },
    h("span", { class: "twig", "aria-hidden": "true" }, branch && icon(open ? "chevron-down" : "chevron-right", 12)),
    h("span", { class: "cut grow" }, item.display),
    item.descendants > 0 && h("span", { class: "ctree-n", title: head ? undefined : t.descendants(item.descendants) }, count.format(item.descendants)))
  }
}
