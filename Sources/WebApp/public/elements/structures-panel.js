import { enSegments as t } from "../locales/en-segments.js"
import { roomsChanged, roomsOf } from "../media/volume/segments/rooms.js"
import { remarkOf, statuses } from "../media/volume/segments/segment-list.js"
import { framed, h, icon, iconButton } from "./dom.js"
import { MeasurementsTable } from "./measurements-table.js"
import { RegionListElement } from "./region-list.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("../media/volume/segments/rooms.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("../media/volume/segments/segment-list.js").Segment} Segment
 */

const millilitres = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false })

/** Structures, measurements and what to look at before handing in, in the place of the region list; what is neither stands in that list below. */
export class StructuresPanelElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  /** @type {AbortController | undefined} */
  #listening
  #frame = framed(() => this.#draw())
  #list = h("ul", { class: "sg-list", "aria-label": t.structures })
  #answered = h("span", { class: "n" })
  #detail = h("section", { class: "sec sg-detail", "aria-label": t.state })
  #structures = h("div", { class: "sg-structures" })
  #look = h("div", { class: "sg-look", hidden: true, role: "group", "aria-label": t.opacity })
  #warnings = h("div", { class: "sg-warnings" })
  #measurements = new MeasurementsTable()
  #others = new RegionListElement()
  /** What stands in the detail part, so that a field that is written in stays. */
  #detailOf = ""
  /** @type {(() => void) | null} */
  #closeSurface = null

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { store } = this.context
    const opacity = h("input", { type: "range", min: 0, max: 80, step: 2, "aria-label": t.opacity, oninput: () => this.#room?.settings.set({ opacity: Number(opacity.value) / 100 }) })
    const outline = h("input", { type: "checkbox", checked: true, onchange: () => this.#room?.settings.set({ outline: outline.checked }) })
    this.#look.replaceChildren(h("label", { class: "row s" }, t.opacity, opacity), h("label", { class: "row s" }, outline, t.outline))
    const looks = iconButton("layers", `${t.opacity}, ${t.outline.toLowerCase()}`, { class: "mini", onclick: () => {
      this.#look.hidden = !this.#look.hidden
      const values = this.#room?.settings.values
      if (values) {
        opacity.value = String(Math.round(values.opacity * 100))
        outline.checked = values.outline
      }
    } })
    this.#structures.replaceChildren(h("div", { class: "head" }, h("span", {}, t.structures), this.#answered, h("span", { class: "grow" }), looks), this.#look, this.#list, this.#detail)
    this.#others.context = this.context
    this.#others.keep = region => region.med?.kind !== "segment" && !MeasurementsTable.shows(region)
    this.replaceChildren(this.#structures, this.#measurements.element, this.#warnings, this.#others)
    this.#measurements.start(this.context, signal)
    this.#list.addEventListener("keydown", event => this.#walk(event), { signal })
    store.addEventListener("change", () => this.#frame.ask(), { signal })
    roomsChanged.addEventListener("change", () => this.#listen(), { signal })
    this.#listen()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#listening?.abort()
    this.#closeSurface?.()
    this.#frame.cancel()
  }

  /** Draws what changed while it was out of sight. */
  refresh() { this.#frame.ask() }

  /** @returns {SegmentsRoom | null} */
  get #room() { return roomsOf(this.context.store)[0] ?? null }

  #listen() {
    this.#listening?.abort()
    const { signal } = (this.#listening = new AbortController())
    for (const room of roomsOf(this.context.store)) {
      for (const type of ["ready", "count", "warnings", "active", "status", "look"]) room.addEventListener(type, () => this.#frame.ask(), { signal })
    }
    this.#frame.ask()
  }

  #draw() {
    if (this.hidden || !this.isConnected) return
    const room = this.#room
    const desk = room?.desk ?? null
    const segments = desk?.segments ?? []
    this.#structures.hidden = segments.length === 0
    this.#measurements.draw()
    const { state } = this.context.store
    this.#others.hidden = ![...state.regions.values()].some(region => this.#others.keep(region))
    if (!room || !desk || segments.length === 0) {
      this.#warnings.replaceChildren()
      return
    }
    this.#answered.textContent = t.answered(segments.filter(each => each.answered || desk.tally.voxels(each.number) > 0).length, segments.length)
    const active = desk.active
    const rows = segments.map(segment => this.#row(room, segment, segment.number === active?.number))
    const focused = document.activeElement instanceof HTMLElement && this.#list.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined
    this.#list.replaceChildren(...rows)
    if (focused !== undefined) focusOn(this.#list, focused)
    this.#showDetail(room, active)
    this.#showWarnings(room)
  }

  /** @param {SegmentsRoom} room @param {Segment} segment @param {boolean} on */
  #row(room, segment, on) {
    const { number, name, status, region, code } = segment
    const desk = /** @type {NonNullable<SegmentsRoom["desk"]>} */ (room.desk)
    const voxels = desk.tally.voxels(number)
    const away = status !== null && status !== "present"
    const remark = remarkOf({ ...segment, med: { ...segment.med, voxels, extent: desk.tally.extent(number) } }, desk.grid)
    const choose = h("button", { type: "button", class: "sg-choose", "aria-pressed": String(on), "data-focus": `choose-${number}`, onclick: () => desk.choose(number) },
      h("span", { class: `key${segment.suggestion ? " dash" : away || (voxels === 0 && !status) ? " hollow" : ""}`, "aria-hidden": "true" }, segment.key || name.charAt(0).toUpperCase()),
      h("span", { class: "two grow" }, h("span", { class: "cut" }, name), (code || remark) && h("small", { class: "cut" }, code && h("span", { class: "mono" }, code.code), code && remark ? " " : "", remark)))
    const title = statuses.find(each => each.status === status)?.title ?? ""
    const proposal = region && segment.suggestion ? room.proposals.proposal(region.id) : null
    const row = h("li", { class: `sg-row${on ? " on" : ""}${away ? " none" : ""}`, "data-segment": number }, choose,
      away ? h("span", { class: "wchip" }, title)
        : voxels > 0 || proposal ? h("span", { class: "num" }, h("b", {}, millilitres.format((proposal?.voxels ?? voxels) * desk.grid.voxelVolume / 1000)), h("span", { class: "mute" }, " ml")) : null,
      segment.suggestion && region ? [
        iconButton("check", `${t.accept} ${name} (A)`, { class: "mini", "data-focus": `accept-${number}`, onclick: () => this.#suggestion(region.id, "suggestion.accept") }),
        iconButton("close", `${t.reject} ${name} (X)`, { class: "mini", "data-focus": `reject-${number}`, onclick: () => this.#suggestion(region.id, "suggestion.reject") }),
      ] : region && !away ? [
        iconButton(segment.locked ? "lock" : "unlock", `${segment.locked ? t.unlock : t.lock} ${name}`, { class: `mini${segment.locked ? " locked" : " off"}`, "aria-pressed": String(segment.locked), "data-focus": `lock-${number}`, onclick: () => this.#toggle(region.id, "locked", !segment.locked) }),
        iconButton(segment.hidden ? "eye-off" : "eye", `${segment.hidden ? t.show : t.hide} ${name}`, { class: "mini", "aria-pressed": String(segment.hidden), "data-focus": `hide-${number}`, onclick: () => this.#toggle(region.id, "concealed", !segment.hidden) }),
      ] : null)
    row.style.setProperty("--c", segment.colour)
    return row
  }

  /** @param {string} id @param {"locked" | "concealed"} key @param {boolean} value */
  #toggle(id, key, value) {
    const { store } = this.context
    const region = store.state.regions.get(id)
    if (region) store.dispatch({ steps: [{ op: "put", region: { ...region, [key]: value } }], undoable: false })
  }

  /** @param {string} id @param {string} command */
  #suggestion(id, command) {
    this.context.store.dispatch({ view: { selection: new Set([id]) } })
    this.context.commands.run(command)
  }

  /**
   * Arrows walk the structures; digits say how the one in hand is.
   *
   * @param {KeyboardEvent} event
   */
  #walk(event) {
    const desk = this.#room?.desk
    if (!desk || event.ctrlKey || event.metaKey || event.altKey) return
    const at = desk.segments.findIndex(each => each.number === desk.active?.number)
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (by !== 0) {
      const next = desk.segments[(at + by + desk.segments.length) % desk.segments.length]
      event.preventDefault()
      event.stopPropagation()
      if (!next) return
      desk.choose(next.number)
      this.#draw()
      focusOn(this.#list, `choose-${next.number}`)
      return
    }
    const status = /^[1-4]$/.test(event.key) && !event.shiftKey ? statuses[Number(event.key) - 1] : undefined
    const active = desk.active
    if (!status || !active) return
    event.preventDefault()
    event.stopPropagation()
    desk.answer(active.number, status.status)
  }

  /** @param {SegmentsRoom} room @param {Segment | null} active */
  #showDetail(room, active) {
    const desk = room.desk
    this.#detail.hidden = !active || !desk
    if (!active || !desk) return
    const { number, name, status, med } = active
    const voxels = desk.tally.voxels(number)
    const drawn = voxels > 0 && status === null ? "present" : status
    const extent = desk.tally.extent(number)
    const shares = desk.tally.shares(number)
    const key = JSON.stringify([number, drawn, extent, shares, voxels > 0, active.suggestion])
    if (key === this.#detailOf) return
    // A reason that is being written stays under the hand.
    if (this.#detail.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement && this.#detailOf.startsWith(`[${number},${JSON.stringify(drawn)}`)) return
    this.#detailOf = key
    const states = h("div", { class: "seg wide", role: "radiogroup", "aria-label": `${t.state}: ${name}` }, ...statuses.map(each => h("button", {
      type: "button", role: "radio", "aria-checked": String(drawn === each.status), tabindex: drawn === each.status || (drawn === null && each.status === "present") ? 0 : -1, title: each.title, "data-status": each.status,
      onclick: () => desk.answer(number, each.status),
    }, each.title)))
    states.addEventListener("keydown", event => {
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
      if (by === 0) return
      event.preventDefault()
      const buttons = [...states.querySelectorAll("button")]
      const here = buttons.findIndex(button => button === document.activeElement)
      buttons[(here + by + buttons.length) % buttons.length]?.focus()
    })
    const why = drawn && drawn !== "present" ? h("label", { class: "in small" }, h("input", {
      placeholder: t.reason, "aria-label": t.reason, value: typeof med.reason === "string" ? med.reason : "",
      onchange: (/** @type {Event} */ event) => desk.answer(number, drawn, /** @type {HTMLInputElement} */ (event.target).value.trim()),
    })) : null
    const percent = (/** @type {number} */ share) => Math.round(share * 100)
    const parts = shares ? /** @type {const} */ (["brush", "model", "fill"]).filter(source => percent(shares[source]) > 0) : []
    const bar = shares && h("div", { class: "sg-prov", role: "img", "aria-label": t.provenance(parts.map(source => `${t.sources[source]} ${percent(shares[source])} %`).join(", ")) }, ...parts.map(source => {
      const part = h("i", { class: source })
      part.style.flexGrow = String(shares[source])
      return part
    }))
    const heading = h("div", { class: "row" }, h("span", { class: "key", "aria-hidden": "true" }, active.key || name.charAt(0)), h("b", { class: "cut" }, name), h("span", { class: "grow" }),
      extent && h("span", { class: "mute s" }, t.slices(extent[0] + 1, extent[1] + 1)),
      voxels > 0 && h("button", { type: "button", class: "wbtn quiet sg-small", onclick: () => void this.#surface(room, active) }, icon("ct-volume"), "3D"))
    this.#detail.replaceChildren(heading, states, ...[why, bar, shares && h("div", { class: "row mute xs sg-shares" }, ...parts.map(source => h("span", {}, `${percent(shares[source])} % ${t.sources[source]}`)))].flatMap(part => part || []))
    this.#detail.style.setProperty("--c", active.colour)
  }

  /** @param {SegmentsRoom} room @param {Segment} segment */
  async #surface(room, segment) {
    const { openSurface } = await import("../media/volume/segments/surface-pane.js")
    this.#closeSurface?.()
    this.#closeSurface = openSurface(room, segment, this)
  }

  /** @param {SegmentsRoom} room */
  #showWarnings(room) {
    const { warnings } = room
    const log = room.desk?.log.status
    const trouble = log && (log.state === "refused" || log.state === "offline") ? log : null
    const count = warnings.length + (trouble ? 1 : 0)
    this.#warnings.replaceChildren(
      h("div", { class: "head" }, h("span", {}, t.beforeSubmit), h("span", { class: "grow" }), count > 0 && h("span", { class: "wchip warn" }, t.toLook(count))),
      h("ul", {},
        trouble && h("li", { class: "sg-warning bad" }, icon("warning"), h("span", { class: "grow" }, trouble.state === "refused" ? `${t.refused}: ${trouble.detail}` : t.offline(trouble.unsent)), h("button", { type: "button", class: "wbtn quiet sg-small", onclick: () => room.desk?.log.retry() }, "Retry")),
        ...warnings.map(warning => h("li", { class: "sg-warning" }, h("span", { class: "warn" }, icon("warning")), h("span", { class: "grow" }, warning.message), h("button", {
          type: "button", class: "wbtn quiet sg-small", "aria-label": `${t.go}: ${warning.message}`,
          onclick: () => {
            room.desk?.choose(warning.segment)
            if (warning.at) room.goTo(warning.at)
          },
        }, t.go))),
        count === 0 && h("li", { class: "sg-warning soft" }, h("span", { class: "good" }, icon("check")), t.allGood)))
  }
}

/**
 * Gives the focus back to what was drawn anew.
 *
 * @param {HTMLElement} list
 * @param {string} key
 */
function focusOn(list, key) {
  const found = [...list.querySelectorAll("button")].find(button => button.dataset.focus === key)
  found?.focus()
}
