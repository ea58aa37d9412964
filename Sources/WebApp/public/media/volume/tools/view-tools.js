import { enVolume as t } from "../../../locales/en-volume.js"

/**
 * Tools that change how it looks, never what is labelled.
 *
 * @typedef {import("../contracts.js").Tool} Tool
 * @typedef {import("../contracts.js").Hand} Hand
 * @typedef {import("../view/viewport.js").Viewport} Viewport
 * @typedef {{ name: keyof typeof t.tools, icon: string, keys: readonly string[], order: number, cursor?: string, hidden?: boolean }} What
 *
 * @typedef {object} Look what these tools need of the viewer
 * @property {(viewport: Viewport, change: { dx: number, dy: number }) => void} window
 * @property {(viewport: Viewport, dx: number, dy: number) => void} pan
 * @property {(viewport: Viewport, factor: number, x: number, y: number) => void} zoom
 * @property {(viewport: Viewport, steps: number) => void} scroll
 */

/** CSS pixels of a drag to the next slice, to double the zoom. */
const scrollStep = 8
const zoomDouble = 160

/** @param {Look} look @returns {Tool[]} */
export function viewTools(look) {
  /** One drag at a time. */
  let lastX = 0
  let lastY = 0
  let rest = 0
  let startX = 0
  let startY = 0
  /** @param {import("../contracts.js").Viewport} _viewport @param {Hand} hand */
  const begin = (_viewport, hand) => {
    startX = lastX = hand.x
    startY = lastY = hand.y
    rest = 0
  }
  /**
   * @param {What} what
   * @param {(viewport: Viewport, dx: number, dy: number, hand: Hand) => void} drag
   * @returns {Tool}
   */
  const dragging = (what, drag) => ({
    ...what, title: t.tools[what.name], down: begin,
    move(viewport, hand) {
      const dx = hand.x - lastX
      const dy = hand.y - lastY
      lastX = hand.x
      lastY = hand.y
      if (dx !== 0 || dy !== 0) drag(/** @type {Viewport} */ (viewport), dx, dy, hand)
    },
    up() {},
  })
  return [
    dragging({ name: "window", icon: "window-level", keys: ["W"], cursor: "ns-resize", order: 10 }, (viewport, dx, dy) => look.window(viewport, { dx, dy })),
    dragging({ name: "pan", icon: "pan", keys: ["M"], cursor: "grab", order: 20 }, (viewport, dx, dy) => look.pan(viewport, dx, dy)),
    dragging({ name: "zoom", icon: "zoom", keys: ["Z"], cursor: "zoom-in", order: 30 }, (viewport, _dx, dy) => look.zoom(viewport, 2 ** (-dy / zoomDouble), startX, startY)),
    dragging({ name: "scroll", icon: "layers", keys: [], cursor: "ns-resize", order: 40, hidden: true }, (viewport, _dx, dy) => {
      rest += dy / scrollStep
      const steps = Math.trunc(rest)
      if (steps === 0) return
      rest -= steps
      look.scroll(viewport, steps)
    }),
  ]
}
