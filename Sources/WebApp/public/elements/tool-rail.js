import { keyCaps } from "../core/keymap.js"
import { framed, h, icon } from "./dom.js"

/** @typedef {import("./contracts.js").Context} Context */

/** The tools at the left: every command of the group "Tools" that has an icon, then the common ones. */
export class ToolRailElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  #frame = framed(() => this.#draw())
  #drawn = ""

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    this.setAttribute("role", "toolbar")
    this.setAttribute("aria-orientation", "vertical")
    this.setAttribute("aria-label", "Tools")
    this.context.commands.addEventListener("change", () => this.#frame.ask(), { signal })
    this.context.store.addEventListener("change", () => this.#frame.ask(), { signal })
    this.#draw()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  #draw() {
    const { commands, keymap, store } = this.context
    const { state } = store
    const tools = commands.all().filter(spec => spec.icon && spec.group === "Tools")
    const common = ["region.relate", "suggestion.next", "region.hide-all"].flatMap(id => commands.get(id) ?? []).filter(spec => spec.id !== "suggestion.next" || spec.run(state))
    const specs = [...tools, null, ...common]
    const pressed = (/** @type {import("../core/commands.js").CommandSpec} */ spec) => spec.pressed ? spec.pressed(state) : spec.id === "region.relate" ? state.tool === "relate" : spec.id === `tool.${state.tool}`
    // Drawn again only when tools come and go, so that the keyboard stays where it is.
    const drawn = specs.map(spec => spec?.id ?? "-").join(" ")
    if (drawn !== this.#drawn) {
      this.#drawn = drawn
      this.replaceChildren(...specs.map(spec => {
        if (!spec) return h("hr")
        const key = keymap.keysOf(spec.id)[0]
        const title = key ? `${spec.title} (${keyCaps(key).join(" ")})` : spec.title
        return h("button", { type: "button", class: "tool", title, "aria-label": spec.title, "data-command": spec.id, onclick: () => commands.run(spec.id) }, icon(spec.icon ?? drawings[spec.id] ?? "point"))
      }))
    }
    for (const button of this.querySelectorAll("button")) {
      const spec = commands.get(button.dataset.command ?? "")
      if (!spec) continue
      button.setAttribute("aria-pressed", String(pressed(spec)))
      button.disabled = !pressed(spec) && !spec.run(state)
    }
  }
}

/** @type {Readonly<Record<string, string>>} */
const drawings = { "region.relate": "relation", "suggestion.next": "spark", "region.hide-all": "eye" }
