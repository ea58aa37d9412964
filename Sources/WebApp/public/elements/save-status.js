import { h, icon } from "./dom.js"

/**
 * @typedef {import("../net/drafts.js").SyncStatus} SyncStatus
 * @typedef {import("../net/journal.js").Parcel} Parcel
 */

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" })

/** Says what is stored where, and never more than is true. */
export class SaveStatusElement extends HTMLElement {
  #text = h("span", { role: "status" })
  #detail = h("span", { class: "mute" })
  #mark = h("span", { class: "mark" })

  connectedCallback() {
    this.replaceChildren(this.#mark, this.#text, h("span", { class: "vr" }), this.#detail)
  }

  /**
   * @param {SyncStatus | null} draft null before a task is open
   * @param {readonly Parcel[]} parcels submissions on their way
   * @param {boolean} durable whether this browser keeps a copy
   */
  show(draft, parcels, durable) {
    const refused = parcels.filter(parcel => parcel.refused !== undefined)
    const going = parcels.length - refused.length
    const unsent = (draft?.unsent ?? 0)
    /** @type {[string, string, string]} */
    const [tone, drawing, text] = refused[0] ? ["bad", "warning", `A submission was refused: ${refused[0].refused}`]
      : draft?.state === "refused" ? ["bad", "warning", `The draft was refused: ${draft.detail}`]
      : draft?.state === "offline" ? ["warn", "warning", durable ? "Offline: kept in this browser" : "Offline: not kept anywhere yet"]
      : draft?.state === "sending" ? ["soft", "clock", "Saving the draft…"]
      : draft?.state === "waiting" ? ["soft", "clock", "Changed just now"]
      : draft?.saved ? ["good", "check", `Draft saved ${clock.format(draft.saved)}`]
      : ["soft", "check", "No changes yet"]
    this.#mark.className = `mark ${tone}`
    if (this.dataset.drawing !== drawing) {
      this.dataset.drawing = drawing
      this.#mark.replaceChildren(icon(drawing))
    }
    if (this.#text.textContent !== text) this.#text.textContent = text
    const waiting = [unsent > 0 ? `${unsent} ${unsent === 1 ? "change" : "changes"} unsent` : "", going > 0 ? `${going} ${going === 1 ? "submission" : "submissions"} on the way` : ""].filter(Boolean).join(", ")
    this.#detail.textContent = waiting || "nothing unsent"
  }
}
