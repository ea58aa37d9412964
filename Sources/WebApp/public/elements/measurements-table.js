import { enSegments as t } from "../locales/en-segments.js"
import { labelOf } from "../core/state.js"
import { ordered } from "../core/state.js"
import { amount } from "../media/volume/measure/caption.js"
import { figures } from "../media/volume/measure/figures.js"
import { h } from "./dom.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("../core/state.js").Region} Region
 */

/** Measurements as readers report them: what, how long, how short, how bright; target lesions are summed. */
export class MeasurementsTable {
  element = h("div", { class: "sg-measurements", hidden: true })
  #body = h("tbody")
  #count = h("span", { class: "n" })
  /** @type {Context | null} */
  #context = null

  constructor() {
    const [name, ...others] = t.columns
    this.element.append(h("div", { class: "head" }, h("span", {}, t.measurements), this.#count),
      h("table", { class: "sg-meas" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, name), ...others.map(each => h("th", { scope: "col" }, each)))), this.#body))
  }

  /** @param {Region} region whether it stands here */
  static shows({ med }) { return typeof med?.kind === "string" && med.kind in figures }

  /** @param {Context} context @param {AbortSignal} signal */
  start(context, signal) {
    this.#context = context
    this.#body.addEventListener("click", event => {
      const row = event.target instanceof Element ? event.target.closest("tr[data-id]") : null
      const id = row?.getAttribute("data-id")
      if (id) context.store.dispatch({ view: { selection: new Set([id]) } })
    }, { signal })
  }

  draw() {
    if (!this.#context) return
    const { state } = this.#context.store
    const regions = ordered(state).filter(MeasurementsTable.shows)
    this.element.hidden = regions.length === 0
    this.#count.textContent = String(regions.length)
    const axes = regions.filter(region => !region.suggestion && region.med?.kind === "bidirectional" && region.med.unit === "mm")
    const sum = axes.reduce((all, region) => all + Number(region.med?.value ?? 0), 0)
    const focused = document.activeElement instanceof HTMLElement && this.#body.contains(document.activeElement) ? document.activeElement.dataset.of : undefined
    this.#body.replaceChildren(...regions.map(region => this.#row(region)),
      ...(axes.length > 1 ? [h("tr", { class: "sum" }, h("th", { scope: "row" }, t.sum), h("td", {}, h("b", {}, amount(sum, ""))), h("td"), h("td"))] : []))
    if (focused) /** @type {HTMLElement | null} */ (this.#body.querySelector(`[data-of="${CSS.escape(focused)}"]`))?.focus()
  }

  /** @param {Region} region */
  #row(region) {
    const { state } = /** @type {Context} */ (this.#context).store
    const med = /** @type {Record<string, unknown>} */ (region.med ?? {})
    const kind = /** @type {keyof typeof figures} */ (med.kind)
    const label = labelOf(region, state.config)
    const name = label?.value ?? figures[kind].title
    const row = h("tr", { "data-id": region.id, class: `${state.selection.has(region.id) ? "on" : ""}${region.suggestion ? " model" : ""}` },
      h("th", { scope: "row" }, h("button", { type: "button", class: "sg-mark", "data-of": region.id, "aria-pressed": String(state.selection.has(region.id)), title: figures[kind].title }, h("span", { class: "key", "aria-hidden": "true" }, label?.key || name.charAt(0)), h("span", { class: "cut" }, kind === "arrow" ? region.note?.[0] ?? name : name))),
      h("td", {}, h("b", {}, amount(med.value, med.unit))), h("td", {}, typeof med.short === "number" ? amount(med.short, "") : ""), h("td", {}, typeof med.mean === "number" ? amount(med.mean, med.stats_unit) : ""))
    row.style.setProperty("--c", label?.colour ?? "var(--ink-3)")
    return row
  }
}
