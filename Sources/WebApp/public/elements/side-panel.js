import { claims } from "../media/registry.js"
import { h } from "./dom.js"
import { HistoryListElement } from "./history-list.js"
import { RegionDetailsElement } from "./region-details.js"
import { RegionListElement } from "./region-list.js"
import { RelationListElement } from "./relation-list.js"
import { StructuresPanelElement } from "./structures-panel.js"

/** @typedef {"regions" | "details" | "relations" | "history"} Tab */

/** @type {readonly (readonly [Tab, string])[]} */
const titles = [["regions", "Regions"], ["details", "Details"], ["relations", "Relations"], ["history", "History"]]

/** The panel beside the task: four tabs, of which one is in sight. */
export class SidePanel {
  details = new RegionDetailsElement()
  /** @type {Tab} */
  #tab
  /** @type {Readonly<Record<Tab, HTMLElement & { refresh?: () => void }>>} */
  #panels
  /** @type {ReadonlyMap<Tab, { button: HTMLElement, count: HTMLElement }>} */
  #tabs

  /** @param {{ context: import("./contracts.js").Context, annotation: number | null, tab: Tab }} parts `annotation`: whose history is shown; `tab`: shown first */
  constructor({ context, annotation, tab }) {
    const history = new HistoryListElement()
    history.annotationId = annotation
    const isVolume = [...context.interface.objects.values()].some(object => claims(object) === "volume")
    const panels = { regions: isVolume ? new StructuresPanelElement() : new RegionListElement(), details: this.details, relations: new RelationListElement(), history }
    for (const [name, panel] of Object.entries(panels)) {
      panel.context = context
      panel.id = `panel-${name}`
      panel.setAttribute("role", "tabpanel")
      panel.setAttribute("aria-labelledby", `tab-${name}`)
    }
    this.#panels = panels
    this.#tabs = new Map(titles.map(([name, title]) => {
      const count = h("span", { class: "n" })
      return [name, { count, button: h("button", { type: "button", class: "wtab", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, "data-tab": name, onclick: () => this.show(name) }, title, count) }]
    }))
    const strip = h("div", { class: "wtabs", role: "tablist", "aria-label": "Panel", onkeydown: (/** @type {KeyboardEvent} */ event) => this.#walk(event) }, ...[...this.#tabs.values()].map(({ button }) => button))
    this.root = h("aside", { class: "wb-panel", "aria-label": "Regions and details" }, strip, ...Object.values(panels))
    this.#tab = tab
    this.#select(tab)
  }

  get tab() { return this.#tab }

  /** @param {Tab} tab */
  show(tab) {
    this.#select(tab)
    // Hidden panels do not draw; the one that comes into view catches up.
    this.#panels[tab].refresh?.()
  }

  /** @param {{ regions: number, relations: number }} counts */
  count({ regions, relations }) {
    this.#write("regions", String(regions))
    this.#write("relations", relations > 0 ? String(relations) : "")
  }

  /** @param {Tab} tab @param {string} text */
  #write(tab, text) {
    const count = this.#tabs.get(tab)?.count
    if (count && count.textContent !== text) count.textContent = text
  }

  /** @param {Tab} tab */
  #select(tab) {
    this.#tab = tab
    for (const [name, { button }] of this.#tabs) {
      const shown = name === tab
      this.#panels[name].hidden = !shown
      button.setAttribute("aria-selected", String(shown))
      button.tabIndex = shown ? 0 : -1
    }
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const at = titles.findIndex(([name]) => name === this.#tab)
    const [name] = titles[(at + by + titles.length) % titles.length] ?? ["regions"]
    this.show(name)
    this.#tabs.get(name)?.button.focus()
  }
}
