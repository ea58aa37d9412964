/** The banner that says when the server cannot be reached, and how much work waits to be sent. */

import { fill, h, icon } from "./dom.js"
import { t } from "./strings.js"

const PROBE_MS = 5000

/**
 * @param {HTMLElement} place
 */
export const watchConnection = (place) => {
  let down = false
  let unsent = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  const draw = () => {
    place.hidden = !down
    if (down) fill(place, h("div", { class: "offline", role: "status" }, icon("warning"), h("span", {}, t.offline(unsent))))
    else place.replaceChildren()
  }

  const probe = async () => {
    clearTimeout(timer)
    try {
      const answer = await fetch("/health", { cache: "no-store" })
      down = answer.status >= 502 && answer.status <= 504
    } catch {
      down = true
    }
    draw()
    if (down) timer = setTimeout(probe, PROBE_MS)
  }

  addEventListener("offline", () => {
    down = true
    draw()
    timer = setTimeout(probe, PROBE_MS)
  })
  addEventListener("online", () => void probe())
  // Rooms and the sync of drafts say when a request found nobody, and how many changes are not sent yet.
  addEventListener("vesalius:unreachable", () => {
    if (!down) void probe()
  })
  addEventListener("vesalius:unsent", (event) => {
    unsent = Number(/** @type {CustomEvent} */ (event).detail) || 0
    draw()
  })
  if (!navigator.onLine) void probe()
}
