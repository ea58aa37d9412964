import { svg } from "../../elements/dom.js"

/**
 * Relations as lines over the text.
 *
 * @typedef {import("../../core/state.js").Relation} Relation
 * @typedef {Readonly<{ relation: Relation, from: DOMRect, to: DOMRect, selected: boolean }>} Arc rectangles of the first line of each span
 */

/** More lines than this at once say nothing any more. */
const atMost = 200

/**
 * @param {SVGElement} layer
 * @param {readonly Arc[]} arcs
 * @param {{ left: number, top: number, scrollTop: number, margin: number }} frame of the scrolled area; `margin` is where the text begins
 */
export function drawArcs(layer, arcs, { left, top, scrollTop, margin }) {
  const marker = svg("marker", { id: "arc-tip", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, svg("path", { d: "M0 0l8 4-8 4z", class: "tip" }))
  const parts = [svg("defs", {}, marker)]
  arcs.slice(0, atMost).forEach(({ relation, from, to, selected }, i) => {
    const x1 = from.left + Math.min(from.width, 60) / 2 - left
    const x2 = to.left + Math.min(to.width, 60) / 2 - left
    const y1 = from.top - top + scrollTop
    const y2 = to.top - top + scrollTop
    const path = Math.abs(y1 - y2) < 8 ? overLine(x1, x2, Math.min(y1, y2)) : roundMargin(x1, y1, x2, y2, margin - left - 8 - (i % 4) * 4)
    const group = svg("g", { class: `arc${selected ? " sel" : ""}`, "data-relation": relation.id })
    group.append(svg("path", {
      d: path.d, fill: "none",
      ...(relation.direction !== "left" ? { "marker-end": "url(#arc-tip)" } : {}),
      ...(relation.direction !== "right" ? { "marker-start": "url(#arc-tip)" } : {}),
    }))
    const name = relation.labels.join(", ")
    if (name) {
      const width = name.length * 6.2 + 10
      // In the margin the name stands beside the line if there is room, else upon it.
      const x = path.side && path.x > width ? path.x - width - 3 : Math.max(0, path.x - width / 2)
      group.append(svg("rect", { x, y: path.y - 8, width, height: 16, rx: 3 }), svg("text", { x: x + width / 2, y: path.y + 4, "text-anchor": "middle" }, name))
    }
    parts.push(group)
  })
  layer.replaceChildren(...parts)
}

/**
 * Up, across, down: both ends in one line.
 *
 * @param {number} x1
 * @param {number} x2
 * @param {number} y
 */
function overLine(x1, x2, y) {
  const up = y - 9
  const r = Math.min(6, Math.abs(x2 - x1) / 2)
  const s = Math.sign(x2 - x1) || 1
  return { d: `M${x1} ${y - 1}V${up + r}Q${x1} ${up} ${x1 + r * s} ${up}H${x2 - r * s}Q${x2} ${up} ${x2} ${up + r}V${y - 2}`, x: (x1 + x2) / 2, y: up, side: false }
}

/**
 * Up, out into the margin, along it, and back in.
 *
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {number} margin
 */
function roundMargin(x1, y1, x2, y2, margin) {
  const [u1, u2] = [y1 - 7, y2 - 7]
  const s = Math.sign(u2 - u1) || 1
  return {
    d: `M${x1} ${y1 - 1}V${u1 + 4}Q${x1} ${u1} ${x1 - 4} ${u1}H${margin + 4}Q${margin} ${u1} ${margin} ${u1 + 4 * s}V${u2 - 4 * s}Q${margin} ${u2} ${margin + 4} ${u2}H${x2 - 4}Q${x2} ${u2} ${x2} ${u2 + 4}V${y2 - 2}`,
    x: margin, y: (u1 + u2) / 2, side: true,
  }
}
