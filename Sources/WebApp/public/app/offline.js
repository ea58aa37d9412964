/** The banner that says when the server cannot be reached. The workbench has its own, which knows how much of its work waits. */

import { fill, h, icon } from "./dom.js"
import { t } from "./strings.js"

const PROBE_MS = 5000

/**
 * @param {HTMLElement} place
 */
export const watchConnection = (place) => {
  let down = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  const draw = () => {
    place.hidden = !down
    if (down) fill(place, h("div", { class: "offline", role: "status" }, icon("warning"), h("span", {}, t.offline)))
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
  // A request found nobody.
  addEventListener("vesalius:unreachable", () => {
    if (!down) void probe()
  })
  if (!navigator.onLine) void probe()
}
