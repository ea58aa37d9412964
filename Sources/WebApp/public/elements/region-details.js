import { fits, giveLabel, isShown, nameOf, touched } from "../core/region-commands.js"
import { labelPairs } from "../core/state.js"
import { concerns } from "../core/validate.js"
import { hiddenPaths } from "../core/visibility.js"
import { walk } from "../core/walk.js"
import { framed, h, iconButton, keys } from "./dom.js"
import { QuestionFieldElement } from "./question-field.js"
import { regionLook, regionPlace, regionText } from "./region-text.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("../core/state.js").Region} Region
 * @typedef {import("../core/state.js").State} State
 * @typedef {import("../core/store.js").Change} Change
 */

/** All about the selected region: its label, its words, the questions about it, the note, and what can be done with it. */
export class RegionDetailsElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  #frame = framed(() => this.#draw())
  /** What was drawn, so that a change elsewhere draws nothing: the selection and the selected region without its answers and note. */
  #drawn = ""
  /** @type {QuestionFieldElement[]} */
  #fields = []

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    this.context.store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<Change>} */ (event).detail
      if (before.regions !== after.regions || before.selection !== after.selection) this.#frame.ask()
    }, { signal })
    this.#drawn = ""
    this.#draw()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  /** Draws what changed while it was out of sight. */
  refresh() {
    this.#frame.ask()
  }

  /** Questions in sight, in order. */
  get questions() {
    return this.#fields.filter(field => !field.hidden)
  }

  #draw() {
    const { state } = this.context.store
    const chosen = [...state.selection].flatMap(id => state.regions.get(id) ?? [])
    const [region] = chosen
    const drawn = chosen.length === 1 && region
      ? JSON.stringify([region.id, region.labels, regionPlace(region), regionText(region, state).slice(0, 500), region.suggestion, region.locked, isShown(region), region.origin, this.#position(state, region)])
      : `${chosen.length} ${state.regions.size > 0}`
    if (drawn !== this.#drawn) {
      // The questions and the note of the same region stay in place: the keyboard may be in them.
      const stays = this.#drawn !== "" && region && chosen.length === 1 && this.querySelector("[data-region]")?.getAttribute("data-region") === region.id
      this.#drawn = drawn
      if (stays) this.querySelector("header")?.replaceWith(this.#head(region, state))
      else this.#build(chosen, state)
    }
    if (region && chosen.length === 1) this.#hide(region, state)
  }

  /** @param {readonly Region[]} chosen @param {State} state */
  #build(chosen, state) {
    const [region] = chosen
    this.#fields = []
    if (!region) {
      this.replaceChildren(h("div", { class: "nothing" }, h("b", {}, "No region is selected"), h("p", {}, "Click one, or walk with ", ...keys(["[", "]"]), ". Its words, its questions and a note stand here.")))
    } else if (chosen.length > 1) {
      const { commands } = this.context
      this.replaceChildren(h("section", { class: "sec stack" }, h("b", {}, `${chosen.length} regions are selected`),
        h("div", { class: "row wrap" },
          chosen.length === 2 && h("button", { type: "button", class: "wbtn", onclick: () => commands.run("region.relate") }, "Relate"),
          h("button", { type: "button", class: "wbtn", onclick: () => commands.run("region.hide") }, "Hide or show"),
          h("button", { type: "button", class: "wbtn", onclick: () => commands.run("region.delete") }, "Delete"))))
    } else {
      this.#fields = this.#questions(region)
      const asked = this.#fields.length > 0 ? h("section", { class: "sec stack gap", "aria-label": "Questions about this region" }, ...this.#fields) : null
      this.replaceChildren(this.#head(region, state), ...(asked ? [asked] : []), this.#note(region))
    }
  }

  /** @param {Region} region @param {State} state */
  #position(state, region) {
    const all = walk(state)
    return `${all.findIndex(each => each.id === region.id) + 1} / ${all.length}`
  }

  /**
   * @param {Region} region
   * @param {State} state
   */
  #head(region, state) {
    const { commands } = this.context
    const { key, name, colour } = regionLook(region, state)
    const run = (/** @type {string} */ id) => ({ onclick: () => commands.run(id) })
    const text = regionText(region, state)
    const quoted = region.shape === "span" || region.shape === "hyperspan" || region.shape === "paragraphspan"
    const head = h("header", { class: "sec stack", "data-region": region.id },
      h("div", { class: "row" }, h("span", { class: "key", "aria-hidden": "true" }, key), h("b", { class: "cut" }, name), h("span", { class: "grow" }),
        iconButton("chevron-down", "Previous region ([)", { ...run("region.previous"), class: "wbtn quiet icon up" }), h("span", { class: "mute s" }, this.#position(state, region)), iconButton("chevron-down", "Next region (])", run("region.next"))),
      h("p", { class: quoted ? "quote" : "mute" }, quoted ? `“${text}”` : text),
      h("div", { class: "row mute xs" }, ...facts(region, state).flatMap((fact, i) => (i > 0 ? [h("span", {}, "·"), fact] : [fact]))),
      region.suggestion && h("div", { class: "row" },
        h("button", { type: "button", class: "wbtn", ...run("suggestion.accept") }, "Accept", ...keys(["A"])), h("button", { type: "button", class: "wbtn quiet", ...run("suggestion.reject") }, "Reject", ...keys(["X"]))),
      this.#labels(region, state),
      h("div", { class: "row" },
        iconButton(isShown(region) ? "eye" : "eye-off", isShown(region) ? "Hide (Alt H)" : "Show (Alt H)", run("region.hide")),
        iconButton("lock", region.locked ? "Free (L)" : "Lock (L)", { ...run("region.lock"), "aria-pressed": String(region.locked === true) }),
        iconButton("relation", "Relate to another (R)", run("region.relate")),
        h("span", { class: "grow" }),
        h("button", { type: "button", class: "wbtn quiet", disabled: region.locked || region.readonly, ...run("region.delete") }, "Delete", ...keys(["Del"]))))
    head.style.setProperty("--c", colour)
    return head
  }

  /**
   * The labels it could carry, as small tags.
   *
   * @param {Region} region
   * @param {State} state
   */
  #labels(region, state) {
    const controls = [...state.config.controls.values()].filter(control => control.labels.length > 0 && fits(region, control))
    if (controls.length === 0 || region.readonly || this.context.readonly) return null
    return h("div", { class: "row wrap", role: "group", "aria-label": "Change the label" }, ...controls.flatMap(control => control.labels.map(label => {
      const button = h("button", {
        type: "button", class: "tag small", "aria-pressed": String(region.labels[control.name]?.includes(label.name) ?? false), title: label.hint || label.value,
        onclick: () => giveLabel(label)(this.context.store.state, this.context.store.dispatch),
      }, h("span", { class: "key" }, label.key || label.value.charAt(0).toUpperCase()), label.value)
      button.style.setProperty("--c", label.colour)
      return button
    })))
  }

  /** @param {Region} region */
  #questions(region) {
    return [...this.context.interface.controls.values()].filter(control => control.question && control.perRegion && concerns(control, region)).map(control => {
      const field = new QuestionFieldElement()
      field.context = this.context
      field.question = { control, regionId: region.id, itemIndex: null }
      return field
    })
  }

  /**
   * @param {Region} region
   * @param {State} state
   */
  #hide(region, state) {
    if (this.#fields.length === 0) return
    const hidden = hiddenPaths(state.config.root, state, region.id)
    for (const field of this.#fields) field.hidden = hidden.has(field.question.control.path)
    const section = this.#fields[0]?.parentElement
    if (section) section.hidden = this.questions.length === 0
  }

  /** @param {Region} region */
  #note(region) {
    const { store } = this.context
    const field = h("textarea", { class: "in area", rows: 2, "aria-label": "Note on this region", placeholder: "Note on this region", readonly: region.readonly || this.context.readonly })
    field.value = (region.note ?? []).join("\n")
    field.addEventListener("input", () => {
      const now = store.state.regions.get(region.id)
      if (!now) return
      const { note: _, ...bare } = now
      const next = field.value === "" ? bare : { ...bare, note: field.value.split("\n") }
      store.dispatch({ steps: [{ op: "put", region: now.suggestion ? touched(next) : next }], group: `note ${region.id}`, title: `Note on ${nameOf(now)}` })
    })
    return h("section", { class: "sec" }, field)
  }
}

/**
 * Where it lies, whose it is, what it holds.
 *
 * @param {Region} region
 * @param {State} state
 */
function facts(region, state) {
  const place = regionPlace(region)
  const whose = region.suggestion ? `suggested${region.score === undefined ? "" : `, ${region.score.toFixed(2).replace(/^0/, "")}`}` : region.origin === "prediction" ? "accepted from a model" : region.origin === "prediction-changed" ? "a model's, changed" : "by hand"
  const links = state.relations.filter(link => link.from === region.id || link.to === region.id).length
  const inside = place === "" ? 0 : [...state.regions.values()].filter(each => each.id !== region.id && each.objectName === region.objectName && within(each, region)).length
  return [
    place && h("span", { class: "mono" }, place),
    h("span", {}, whose),
    inside > 0 && h("span", {}, `holds ${inside}`),
    links > 0 && h("span", {}, `${links} ${links === 1 ? "relation" : "relations"}`),
    labelPairs(region).length > 1 && h("span", {}, `${labelPairs(region).length} labels`),
  ].flatMap(fact => fact || [])
}

/**
 * @param {Region} inner
 * @param {Region} outer
 */
function within({ geometry: a, suggestion }, { geometry: b }) {
  return !suggestion && typeof a.start === "number" && typeof b.start === "number" && a.start >= b.start && Number(a.end) <= Number(b.end)
}

