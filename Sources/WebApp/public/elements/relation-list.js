import { framed, h, iconButton, keys } from "./dom.js"
import { regionLook, regionText } from "./region-text.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("../core/state.js").Relation} Relation
 * @typedef {import("../core/store.js").Change} Change
 */

/** @type {Readonly<Record<import("../core/state.js").Direction, { next: import("../core/state.js").Direction, sign: string, name: string }>>} */
const directions = {
  right: { next: "left", sign: "→", name: "from the first to the second" },
  left: { next: "bi", sign: "←", name: "from the second to the first" },
  bi: { next: "right", sign: "↔", name: "both ways" },
}

/** All relations: both ends, the direction, the labels the config offers. */
export class RelationListElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  #frame = framed(() => this.#draw())

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    this.context.store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<Change>} */ (event).detail
      if (before.relations !== after.relations || before.regions !== after.regions) this.#frame.ask()
    }, { signal })
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

  #draw() {
    if (this.hidden) return
    const { relations } = this.context.store.state
    if (relations.length === 0) {
      this.replaceChildren(h("div", { class: "nothing" }, h("b", {}, "No relations yet"), h("p", {}, "Select a region, press ", ...keys(["R"]), ", then choose the other one.")))
      return
    }
    this.replaceChildren(h("ul", { class: "relations", "aria-label": "Relations" }, ...relations.map(relation => this.#row(relation))))
  }

  /** @param {Relation} relation */
  #row(relation) {
    const { store } = this.context
    const direction = directions[relation.direction]
    const change = (/** @type {Relation} */ next, /** @type {string} */ title) => store.dispatch({ steps: [{ op: "relate", relation: next }], title })
    const names = this.#names()
    return h("li", { class: "relation" },
      h("div", { class: "ends" }, this.#end(relation.from),
        h("button", { type: "button", class: "wbtn quiet icon", title: `Direction: ${direction.name}`, "aria-label": `Direction: ${direction.name}. Change`, onclick: () => change({ ...relation, direction: direction.next }, "Turn relation") }, direction.sign),
        this.#end(relation.to),
        iconButton("close", "Remove this relation", { onclick: () => store.dispatch({ steps: [{ op: "unrelate", id: relation.id }], title: "Remove relation" }) })),
      names.length > 0 && h("div", { class: "row wrap", role: "group", "aria-label": "What the relation says" }, ...names.map(name => h("button", {
        type: "button", class: "tag small", "aria-pressed": String(relation.labels.includes(name)),
        onclick: () => change({ ...relation, labels: relation.labels.includes(name) ? relation.labels.filter(each => each !== name) : [...(this.#single() ? [] : relation.labels), name] }, `Relation ${name}`),
      }, name))))
  }

  /** @param {string} id */
  #end(id) {
    const { store } = this.context
    const region = store.state.regions.get(id)
    if (!region) return h("span", { class: "mute cut" }, "a region of another kind")
    const { key, name, colour } = regionLook(region, store.state)
    const button = h("button", { type: "button", class: "end", title: name, onclick: () => store.dispatch({ view: { selection: new Set([id]) } }) },
      h("span", { class: "key", "aria-hidden": "true" }, key), h("span", { class: "cut" }, regionText(region, store.state)))
    button.style.setProperty("--c", colour)
    return button
  }

  /** The Relations control of the config, if it has one. */
  #control() {
    return [...this.context.interface.controls.values()].find(control => control.result === "relation")
  }

  #single() {
    return this.#control()?.attributes.choice === "single"
  }

  #names() {
    return (this.#control()?.children ?? []).flatMap(child => (child.tag.toLowerCase() === "relation" && child.attributes.value ? [child.attributes.value] : []))
  }
}
