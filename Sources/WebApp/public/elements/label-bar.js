import { giveLabel } from "../core/region-commands.js"
import { framed, h } from "./dom.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("../core/store.js").Change} Change
 * @typedef {import("../core/config.js").LabelNode} LabelNode
 */

/** The labels on top: key, name, how often used. A press does what the label's key does. */
export class LabelBarElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  /** @type {Map<string, { button: HTMLElement, count: HTMLElement, label: LabelNode }>} */
  #buttons = new Map()
  #frame = framed(() => this.#draw())

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { interface: config, store } = this.context
    const controls = [...config.controls.values()].filter(control => control.labels.length > 0)
    this.#buttons.clear()
    this.replaceChildren(...controls.map((control, i) => h("div", { class: "labels", role: "group", "aria-label": controls.length > 1 ? `Labels “${control.name}”` : "Labels" },
      i > 0 && h("span", { class: "vr" }),
      ...control.labels.map(label => this.#button(label)))))
    // A press must not take the keyboard, and with it the selection, out of the text.
    this.addEventListener("pointerdown", event => event.preventDefault(), { signal })
    this.addEventListener("mousedown", event => event.preventDefault(), { signal })
    store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<Change>} */ (event).detail
      if (before.regions !== after.regions || before.activeLabels !== after.activeLabels || before.selection !== after.selection) this.#frame.ask()
    }, { signal })
    this.#draw()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  /** @param {LabelNode} label */
  #button(label) {
    const count = h("span", { class: "n" })
    const button = h("button", {
      type: "button", class: "tag", "aria-pressed": "false", title: label.hint || null,
      onclick: () => { this.context.commands.run(commandOf(label)) || giveLabel(label)(this.context.store.state, this.context.store.dispatch) },
    }, h("span", { class: "key", "aria-hidden": "true" }, label.key || label.value.charAt(0).toUpperCase()), h("span", { class: "cut" }, label.value), count)
    if (label.key) button.setAttribute("aria-keyshortcuts", label.code)
    button.style.setProperty("--c", label.colour)
    this.#buttons.set(commandOf(label), { button, count, label })
    return button
  }

  #draw() {
    const { state } = this.context.store
    /** @type {Map<string, number>} */
    const counts = new Map()
    for (const region of state.regions.values()) {
      if (region.suggestion) continue
      for (const [control, names] of Object.entries(region.labels)) for (const name of names) counts.set(`${control}\n${name}`, (counts.get(`${control}\n${name}`) ?? 0) + 1)
    }
    const chosen = state.selection.size === 1 ? state.regions.get([...state.selection][0] ?? "") : undefined
    for (const { button, count, label } of this.#buttons.values()) {
      const pressed = state.activeLabels?.control === label.control && state.activeLabels.values.includes(label.name)
      const carried = chosen?.labels[label.control]?.includes(label.name) ?? false
      button.setAttribute("aria-pressed", String(pressed))
      button.classList.toggle("carried", carried && !pressed)
      const text = String(counts.get(`${label.control}\n${label.name}`) ?? "")
      if (count.textContent !== text) count.textContent = text
    }
  }
}

/**
 * The id of the command that gives a label.
 *
 * @param {LabelNode} label
 */
export const commandOf = label => `label.${label.control}.${label.index}`
