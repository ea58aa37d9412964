import { h, icon } from "../app/dom.js"
import { answerOf } from "../core/answers.js"
import { codedTransaction, entriesOf, markedWords, referenceText } from "../core/codes.js"
import { attribute, flag } from "../core/config.js"
import { enTerminology as t } from "../locales/en-terminology.js"
import { terminology } from "../net/terminology.js"
import { codeChips } from "./code-chips.js"
import { mapSections, mapTargets } from "./code-maps.js"
import { noteText } from "./code-option.js"
import { CodePopup, mapArrow } from "./code-popup.js"
import { CodeSearch, keyOf } from "./code-search.js"
import { CodeSystems } from "./code-systems.js"
import { QuestionElement } from "./question-element.js"

/**
 * @typedef {import("../core/codes.js").Entry} Entry
 * @typedef {import("../net/terminology.js").Item} Item
 * @typedef {import("./code-popup.js").Option} Option
 */

/** A rest under the cursor after which the maps of an option are looked up. */
const REST_MS = 60
/** Search results are counted aloud once the typing pauses. */
const PAUSE_MS = 600

/** `<Taxonomy terminology="…">`: codes of loaded releases, found by typing or in the tree. */
export class CodeQuestion extends QuestionElement {
  #systems = new CodeSystems("", 0)
  #search = /** @type {CodeSearch} */ (/** @type {unknown} */ (null))
  #popup = /** @type {CodePopup} */ (/** @type {unknown} */ (null))
  #input = h("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200 })
  #field = h("label", { class: "in" }, icon("search", 16), this.#input)
  #chips = h("ul", { class: "codes" })
  #message = h("p", { class: "code-trouble", hidden: true })
  #inactive = h("input", { type: "checkbox", class: "tick" })
  #prefilled = false
  /** @type {Set<string>} "system code" of the project's favourites */
  #favourites = new Set()
  #treeShown = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause
  /** Counts what was asked, so that a late answer is not taken for the present one. */
  #turn = 0
  /** The search that is on its way: a key that takes an option waits for it, or it would take one of the letters before. */
  #finding = Promise.resolve()

  /** @override @param {AbortSignal} signal */
  build(signal) {
    const { control, labelId, task } = this.context
    this.#systems = new CodeSystems(attribute(control, "terminology"), task.project)
    const scope = Object.fromEntries(/** @type {const} */ (["ecl", "below"]).map(name => [name, attribute(control, name)]).filter(([, text]) => text))
    this.#search = new CodeSearch({ source: terminology, references: this.#systems.references, scope, project: task.project || null, selectable: attribute(control, "selectable") !== "any" })
    const placeholder = attribute(control, "placeholder") || t.searchCodes
    this.#input.placeholder = placeholder
    this.#input.disabled = this.locked
    this.#input.setAttribute("aria-labelledby", labelId)
    const toggle = h("label", { class: "cpop-check" }, this.#inactive, t.inactive)
    this.#popup = new CodePopup(this.#field, this.#input, {
      label: t.codesOf(control.name), extra: [toggle],
      taken: option => this.#isTaken(option), starred: option => this.#favourites.has(`${keyOf(option.system)} ${option.item.code}`),
      pick: option => void this.#take(option), star: option => void this.#star(option),
    })
    this.#treeShown = false
    this.#prefilled = false
    this.append(this.#chips, this.#field, this.#popup.element, this.#message)
    this.#input.addEventListener("input", () => void this.#ask({ looser: false }), { signal })
    this.#input.addEventListener("keydown", event => this.#key(event), { signal })
    this.#input.addEventListener("focus", () => this.#entered(), { signal })
    this.#input.addEventListener("pointerdown", () => { if (document.activeElement === this.#input && !this.#popup.isOpen) this.#entered() }, { signal })
    this.#inactive.addEventListener("change", () => { void this.#ask({ looser: false }); this.#input.focus() }, { signal })
    this.addEventListener("focusout", event => { if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.#close() }, { signal })
    this.#popup.tree.addEventListener("code-pick", event => this.#takeFromTree(/** @type {CustomEvent} */ (event).detail), { signal })
    this.#popup.tree.addEventListener("keydown", event => this.#treeKey(event), { signal })
    for (const [target, name] of /** @type {[EventTarget, string][]} */ ([[window, "resize"], [document, "scroll"]])) {
      target.addEventListener(name, event => { if (!(event.target instanceof Node && this.contains(event.target))) this.#popup.place() }, { signal, capture: true, passive: true })
    }
    signal.addEventListener("abort", () => {
      clearTimeout(this.#rest)
      clearTimeout(this.#pause)
      this.#search.stop()
    })
    void this.#meet(signal)
  }

  /** Asked as soon as its region is marked, where the mark has words to search. */
  get asksAtOnce() {
    const { regionId, store } = this.context
    return regionId !== null && markedWords(store.state, regionId) !== ""
  }

  get #most() { return Number(attribute(this.control, "maxUsages")) || 0 }
  get #entries() { return entriesOf(answerOf(this.context.store.state, this.context)) }

  /** @override */
  focus() { this.#input.focus() }

  /**
   * Learns which of the systems are here, and says so where one is not.
   *
   * @param {AbortSignal} signal
   */
  async #meet(signal) {
    try {
      const { releases } = await terminology.releases()
      if (signal.aborted) return
      this.#systems.releases = releases
      this.show()
      const { missing, references } = this.#systems
      if (missing.length === 0) return
      this.#message.hidden = false
      this.#message.replaceChildren(icon("warning", 14), h("span", {}, t.notLoaded(missing.map(referenceText).join(", ")), " ", h("a", { class: "link", href: "/terminology", target: "_blank" }, t.notLoadedHint)))
      if (missing.length === references.length) {
        this.#input.disabled = true
        this.#close()
      }
    } catch (error) {
      if (signal.aborted) return
      this.#say(t.unreachable)
    }
  }

  /** @param {string} words */
  #say(words) {
    this.#message.hidden = words === ""
    this.#message.replaceChildren(...(words ? [icon("warning", 14), h("span", {}, words)] : []))
  }

  // Searching

  #entered() {
    const { regionId, store } = this.context
    if (this.locked || this.#input.disabled) return
    const fresh = !this.#prefilled && regionId !== null && this.#input.value === "" && this.#entries.length === 0
    this.#prefilled ||= fresh
    // What the region is coded as already may map to what is asked here: that says more than its words.
    if (!fresh || this.#neighbours.length > 0) return void this.#ask({ looser: false })
    this.#input.value = markedWords(store.state, regionId ?? "")
    this.#input.select()
    void this.#ask({ looser: true })
  }

  /** Codes the same region has from other questions, in systems that may map to those asked here. */
  get #neighbours() {
    const { regionId, store, control } = this.context
    const answers = regionId === null ? {} : store.state.regions.get(regionId)?.answers ?? {}
    return Object.entries(answers).filter(([name]) => name !== control.name).flatMap(([, answer]) => entriesOf(answer).flatMap(({ code }) => (code && code.key !== "" && !this.#systems.has(code.key) ? [code] : [])))
  }

  /**
   * What the region's other codes map to, in the systems asked here.
   *
   * @returns {Promise<import("./code-popup.js").Section[]>}
   */
  async #mappedHere() {
    const concepts = await Promise.all(this.#neighbours.map(({ key, code }) => terminology.concept(key, code).catch(() => null)))
    return concepts.flatMap(concept => (concept ? [{ title: t.mapsOf(concept.display), note: "", options: mapSections(concept, key => this.#systems.has(key)).flatMap(({ options }) => options.filter(option => !option.shut)) }] : []))
  }

  /** @param {{ looser: boolean }} how */
  #ask(how) {
    this.#finding = this.#find(how)
    return this.#finding
  }

  /** @param {(option: Option) => void} act on the option under the cursor, once what was typed has been found */
  async #withCurrent(act) {
    await this.#finding
    const { current } = this.#popup
    if (current && this.#popup.isOpen) act(current)
  }

  /** @param {{ looser: boolean }} how */
  async #find({ looser }) {
    const turn = ++this.#turn
    const query = this.#input.value.trim()
    if (query === "") return this.#offer(turn)
    try {
      const answer = await this.#search.find(query, { inactive: this.#inactive.checked, looser })
      if (turn !== this.#turn || !this.isConnected) return
      const { several } = this.#systems
      const count = answer.groups.reduce((sum, group) => sum + group.items.length, 0)
      const more = answer.groups.some(group => group.more)
      this.#popup.show(answer.groups.map(group => ({
        title: several || group.items.length > 0 ? group.title : "", note: group.version,
        options: group.items.map(item => ({ system: group.system, version: group.version, item, ...this.#shut(item) })),
      })), { says: answer.looser ? t.looser(answer.looser) : noteOf(answer.groups), empty: t.nothing(query), count: `${count}${more ? "+" : ""}` })
      this.#say("")
      this.#told()
      clearTimeout(this.#pause)
      this.#pause = setTimeout(() => this.context.announce(t.foundAloud(count, more)), PAUSE_MS)
    } catch (error) {
      if (turn !== this.#turn || /** @type {Error} */ (error).name === "AbortError") return
      this.#popup.close()
      this.#say(/** @type {{ status?: number }} */ (error).status === 400 ? t.wrongScope(/** @type {Error} */ (error).message) : t.unreachable)
    }
  }

  /**
   * With nothing typed: what the project keeps at hand, and what it coded last.
   *
   * @param {number} turn
   */
  async #offer(turn) {
    this.#search.stop()
    const { task, control } = this.context
    /** @type {import("../net/terminology.js").ProjectCodes} */
    const none = { recent: [], favourites: [] }
    const [{ recent, favourites }, mapped] = await Promise.all([task.project ? terminology.projectCodes(task.project, control.name).catch(() => none) : none, this.#mappedHere()])
    if (turn !== this.#turn || !this.isConnected || document.activeElement !== this.#input) return
    this.#favourites = new Set(favourites.map(({ system, code }) => `${keyOf(system)} ${code}`))
    /** @param {readonly import("../net/terminology.js").KeptItem[]} items */
    const options = items => items.filter(({ system }) => this.#systems.has(system)).map(({ system, ...item }) => ({ system, item, ...this.#shut(item) }))
    this.#popup.show([...mapped, { title: t.favourites, note: "", options: options(favourites) }, { title: t.recentCodes, note: "", options: options(recent) }], { empty: t.startHint })
    this.#told()
  }

  /** @param {Item} item @returns {{ shut?: true }} */
  #shut(item) { return !item.active || (!item.selectable && attribute(this.control, "selectable") !== "any") ? { shut: true } : {} }

  /** Says below the list what the option under the cursor maps to. */
  #told() {
    clearTimeout(this.#rest)
    const option = this.#popup.current
    if (!option || this.#popup.mode !== "list") return this.#popup.tell([])
    this.#rest = setTimeout(async () => {
      const concept = await terminology.concept(this.#systems.named(option.system), option.item.code).catch(() => null)
      if (this.#popup.current !== option || this.#popup.mode !== "list") return
      this.#popup.tell((concept ? mapTargets(concept) : []).slice(0, 2).map(({ code, display }) => h("span", { class: "row cut" }, mapArrow(), h("span", { class: "code" }, code), h("span", { class: "cut" }, display))))
    }, REST_MS)
  }

  // Keys

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return
    const popup = this.#popup
    const { selectionStart, selectionEnd, value } = this.#input
    const atEnd = selectionEnd === value.length && (selectionStart === selectionEnd || selectionStart === 0)
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (event.altKey && (event.code === "KeyM" || event.key.toLowerCase() === "m")) void this.#withCurrent(option => void this.#openMaps(option))
    else if (event.altKey && (event.code === "KeyS" || event.key.toLowerCase() === "s")) void this.#withCurrent(option => void this.#star(option))
    else if (!plain) return
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!popup.isOpen) void this.#ask({ looser: false })
      else popup.move(event.key === "ArrowDown" ? 1 : -1)
      this.#told()
    } else if (event.key === "PageDown" || event.key === "PageUp") popup.move(event.key === "PageDown" ? 5 : -5)
    else if (event.key === "ArrowRight" && popup.isOpen && popup.mode === "list" && popup.current && atEnd && !event.shiftKey) void this.#withCurrent(option => void this.#openMaps(option))
    else if (event.key === "ArrowLeft" && popup.mode === "maps") void this.#ask({ looser: false })
    else if (event.key === "Enter" && (value !== "" || (popup.isOpen && popup.current))) void this.#withCurrent(option => void this.#take(option))
    // Enough: an empty field has nothing more to take.
    else if (event.key === "Enter" && value === "" && !popup.isOpen && this.#entries.length > 0) this.done()
    else if (event.key === "Escape" && popup.isOpen) {
      if (popup.mode === "maps") void this.#ask({ looser: false })
      else this.#close()
    } else if (event.key === "Tab" && !event.shiftKey && popup.isOpen) this.#openTree()
    else if (event.key === "Backspace" && value === "" && this.#entries.length > 0 && !this.locked && !event.repeat) this.#drop(this.#entries.length - 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {KeyboardEvent} event */
  #treeKey(event) {
    if (event.key !== "Escape") return
    event.preventDefault()
    event.stopPropagation()
    this.#input.focus()
    void this.#ask({ looser: false })
  }

  #close() {
    this.#turn += 1
    this.#search.stop()
    this.#popup.close()
  }

  #openTree() {
    const option = this.#popup.current
    const { tree } = this.#popup
    if (!this.#treeShown) {
      this.#treeShown = true
      tree.ask = (system, code, offset, signal) => terminology.children(this.#systems.named(system), code, { offset, ...this.#scopeOf(system) }, signal)
      tree.show(this.#systems.roots)
    }
    this.#popup.showTree()
    if (option && !option.shut) void this.#reveal(option.system, option.item.code)
  }

  /** @param {string} system @param {string} code */
  async #reveal(system, code) {
    const { path } = await terminology.path(this.#systems.named(system), code, this.#scopeOf(system)).catch(() => ({ path: [] }))
    if (path.length > 0) await this.#popup.tree.reveal(keyOf(system), path)
  }

  /** @param {string} system */
  #scopeOf(system) { return this.#search.scopeOf({ key: keyOf(system), version: "" }) }

  /** @param {Option} option */
  async #openMaps(option) {
    if (this.#popup.mode !== "list") return
    const turn = ++this.#turn
    const { code, display } = option.item
    const concept = await terminology.concept(this.#systems.named(option.system), code).catch(() => null)
    if (turn !== this.#turn || !this.isConnected) return
    const sections = concept ? mapSections(concept, key => this.#systems.has(key)) : []
    if (sections.length === 0) return this.context.announce(t.noMaps(display))
    this.#popup.show(sections, { mode: "maps", says: t.mapsOf(display) })
    this.#popup.tell([])
  }

  // Choosing

  /** @param {Option} option */
  #isTaken({ system, item }) { return this.#entries.some(({ path, code }) => path.at(-1) === item.code && (!code || code.key === "" || code.key === keyOf(system))) }

  /** @param {import("./code-tree.js").Pick} pick */
  #takeFromTree({ system, item, path }) {
    const { code, display, tag = "", selectable = true, in_scope: inScope = true } = item
    const option = { system, item: { code, display, tag, selectable, active: true, billable: null, matched: null, marks: [], path: [], uses: 0, replaced_by: null } }
    if (!inScope) return this.context.announce(t.outOfScope)
    void this.#take({ ...option, ...this.#shut(option.item) }, path)
  }

  /**
   * @param {Option} option
   * @param {readonly string[]} [way] the path, where it is known
   */
  async #take(option, way) {
    const { announce } = this.context
    const { system, item } = option
    if (this.locked) return
    if (option.shut) {
      if (!item.active) return announce(t.inactiveRefused)
      if (!this.#systems.has(system)) return announce(option.note ?? "")
      announce(t.notSelectable)
      return this.#browseTo(option)
    }
    if (this.#isTaken(option)) {
      this.#settle()
      return announce(t.alreadyChosen(item.display))
    }
    const single = this.#most === 1
    if (!single && this.#most > 0 && this.#entries.length >= this.#most) return announce(t.noMore(this.#most))
    const named = this.#systems.named(system)
    try {
      if (flag(this.control, "leafsOnly") && (await terminology.concept(named, item.code)).children_total > 0) {
        announce(t.onlyLeaves)
        return this.#browseTo(option)
      }
      const place = way ? { path: way, in_scope: true } : await terminology.path(named, item.code, this.#scopeOf(system)).then(answer => ({ ...answer, path: answer.path.map(({ code }) => code) }))
      if (place.in_scope === false) return announce(t.outOfScope)
      const others = single ? [] : await Promise.all(this.#entries.map(each => this.#completed(each)))
      if (!this.isConnected || this.locked) return
      // Enter pressed twice is one wish.
      if (this.#isTaken(option)) return this.#settle()
      const entry = { path: place.path.at(-1) === item.code ? place.path : [...place.path, item.code], code: this.#systems.codeOf({ system, code: item.code, display: item.display, ...(option.version ? { version: option.version } : {}) }) }
      const { store } = this.context
      store.dispatch(codedTransaction(store.state, this.context, [...others, entry]))
      this.#settle()
      announce(t.added(item.display))
      if (single) this.done()
    } catch (error) {
      this.#say(/** @type {{ status?: number }} */ (error).status === 0 ? t.unreachable : error instanceof Error ? error.message : String(error))
    }
  }

  /** Empties the field and leaves the keyboard in it. */
  #settle() {
    this.#input.value = ""
    this.#prefilled = true
    this.#input.focus()
    // The focus that comes back from the tree must not open the list again.
    this.#close()
  }

  /** @param {Option} option */
  #browseTo(option) {
    if (this.#popup.mode !== "tree") this.#openTree()
    void this.#reveal(option.system, option.item.code)
  }

  /**
   * The entry with what its code is, where another program left only the path.
   *
   * @param {Entry} entry
   * @returns {Promise<Entry>}
   */
  async #completed(entry) {
    const { path, code } = entry
    const text = path.at(-1) ?? ""
    if (code?.system || text === "") return entry
    const known = await terminology.nameOf(this.#systems.names, text)
    const system = known?.system ?? this.#systems.references[0]?.key ?? ""
    return { path, code: this.#systems.codeOf({ system, code: text, display: known?.display ?? code?.display ?? "" }) }
  }

  /** @param {Option} option */
  async #star({ system, item }) {
    const { task, announce } = this.context
    if (!task.project) return
    const key = `${keyOf(system)} ${item.code}`
    const on = !this.#favourites.has(key)
    if (on) this.#favourites.add(key)
    else this.#favourites.delete(key)
    this.#popup.refresh()
    try {
      await terminology.setFavourite(task.project, keyOf(system), item.code, on)
      announce(on ? t.star(item.display) : t.unstar(item.display))
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error))
    }
  }

  /** @param {number} at */
  #drop(at) {
    const { store } = this.context
    if (this.locked) return
    store.dispatch(codedTransaction(store.state, this.context, this.#entries.filter((_, i) => i !== at)))
    this.#input.focus()
    // Focus alone would open the list over what was just taken away.
    this.#close()
  }

  // Showing

  /** @override */
  show() {
    this.#input.disabled = this.locked || this.#systems.none
    this.#field.hidden = this.locked
    const separator = flag(this.control, "showFullPath") ? attribute(this.control, "pathSeparator") || " / " : ""
    this.#chips.replaceChildren(...codeChips(this.#entries, { systems: this.#systems, locked: this.locked, separator, drop: at => this.#drop(at) }))
    if (this.#popup.isOpen && this.#popup.mode !== "tree") this.#popup.refresh()
  }
}

/**
 * How the list came about, where that is so of all of it: a system that has the words as they are typed needs no excuse.
 *
 * @param {readonly import("../net/terminology.js").Group[]} groups
 */
const noteOf = groups => {
  const shown = groups.filter(group => group.items.length > 0)
  return shown.every(group => group.note && group.note.kind !== "code") ? noteText(shown[0]?.note) : ""
}
