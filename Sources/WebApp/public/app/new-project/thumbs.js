/** The small drawing on each template's card: the labelled thing itself, so that it can be told at a glance. */

import { svg } from "../dom.js"

/** @typedef {import("./catalogue.js").Template} Template */

const WIDTH = 200
const HEIGHT = 84

/** @param {number} label @param {string} letter @param {number} x @param {number} y */
const key = (label, letter, x, y) => [
  svg("rect", { x, y, width: 12, height: 12, rx: 2, fill: `var(--label-${label})` }), svg("text", { x: x + 6, y: y + 9.3, class: "k" }, letter)]

/** @param {number} y @param {readonly (readonly [number, number])[]} bars start and width of each grey word */
const words = (y, bars) => bars.map(([x, width]) => svg("rect", { x, y, width, height: 4, rx: 2, fill: "var(--line-hard)" }))

/** @param {number} label @param {number} x @param {number} y @param {number} width */
const span = (label, x, y, width) => [
  svg("rect", { x, y, width, height: 14, rx: 2, fill: `var(--label-${label})`, opacity: 0.22 }),
  svg("path", { d: `M${x} ${y + 14}h${width}`, stroke: `var(--label-${label})`, "stroke-width": 1.5 })]

/** @param {string} d @param {number} label @param {string} [dash] */
const outline = (d, label, dash) => [
  svg("path", { d, fill: "none", stroke: "#000", "stroke-opacity": 0.6, "stroke-width": 3 }),
  svg("path", { d, fill: `color-mix(in srgb, var(--label-${label}) 18%, transparent)`, stroke: `var(--label-${label})`, "stroke-width": 1.5, "stroke-dasharray": dash })]

/** @param {number} x @param {number} y @param {number} w @param {number} hgt */
const box = (x, y, w, hgt) => `M${x} ${y}h${w}v${hgt}h${-w}z`

/** @type {Readonly<Record<string, () => import("../dom.js").Child[]>>} */
const DRAWINGS = {
  "chest-xray-findings": () => [outline(box(106, 45, 24, 18), 1), outline(box(116, 58, 20, 18), 10, "4 2"), key(1, "C", 106, 32), key(10, "E", 139, 58)],
  "retinopathy-grading": () => [outline("M86 51a8 6 0 1 0 16 0a8 6 0 1 0-16 0", 3), key(3, "3", 78, 32), key(2, "2", 132, 12)],
  "histology-cell-counting": () => [outline(box(36, 8, 128, 68), 1, "5 3"),
    [[76, 28, 1], [124, 17, 1], [131, 56, 2], [92, 66, 1]].map(([x = 0, y = 0, label = 1]) => [svg("circle", { cx: x, cy: y, r: 6, fill: "none", stroke: "#000", "stroke-width": 3.5 }), svg("circle", { cx: x, cy: y, r: 6, fill: "none", stroke: `var(--label-${label})`, "stroke-width": 2 })])],
  "skin-lesion-segmentation": () => [outline("M78 30c10-10 38-12 46 2s0 30-16 34-36-4-38-14 2-16 8-22z", 5), key(5, "B", 132, 22)],
  "report-entities": () => [words(16, [[16, 40], [62, 20], [88, 60], [154, 26]]), words(34, [[16, 18], [112, 14]]), span(1, 40, 28, 44), span(2, 132, 28, 50), words(54, [[16, 52], [74, 44], [124, 30]]),
    key(1, "A", 40, 14), key(2, "P", 132, 14), svg("path", { d: "M62 46c4 14 86 14 94 1", fill: "none", stroke: "var(--ink-2)" }), svg("path", { d: "M153 50l3-4 3 5", fill: "none", stroke: "var(--ink-2)" }), words(70, [[16, 34], [56, 60]])],
  deidentification: () => [words(16, [[16, 22], [92, 40], [138, 44]]), svg("rect", { x: 44, y: 11, width: 42, height: 14, rx: 2, fill: "var(--ink-2)" }), words(38, [[16, 60], [130, 20]]), svg("rect", { x: 82, y: 33, width: 42, height: 14, rx: 2, fill: "var(--ink-2)" }),
    words(60, [[16, 24], [118, 50]]), svg("rect", { x: 46, y: 55, width: 66, height: 14, rx: 2, fill: "none", stroke: "var(--label-1)", "stroke-dasharray": "4 2" }), key(1, "1", 46, 41)],
  "adverse-drug-events": () => [words(20, [[16, 22], [88, 22], [156, 26]]), span(1, 42, 14, 40), span(2, 116, 14, 34), words(58, [[16, 56], [136, 40]]), span(9, 78, 52, 52),
    key(1, "1", 42, 0), key(2, "2", 116, 0), key(9, "9", 78, 38), svg("path", { d: "M104 50C104 38 66 42 62 31", fill: "none", stroke: "var(--ink-2)" })],
  "icd10-coding": () => [words(18, [[16, 20]]), span(5, 42, 12, 54), words(42, [[16, 44], [66, 30]]), span(6, 16, 54, 62), words(60, [[84, 20]]),
    ...[["I50.0", 12], ["J90", 54]].map(([code, y]) => [svg("path", { d: `M${y === 12 ? 98 : 106} ${Number(y) + 7}H138`, stroke: "var(--ink-3)", "stroke-dasharray": "2 2" }), svg("rect", { x: 140, y, width: 48, height: 16, rx: 3, fill: "var(--desk)", stroke: "var(--line-hard)" }), svg("text", { x: 164, y: Number(y) + 11.5, class: "code" }, String(code))])],
  "report-finding-nli": () => [svg("rect", { x: 12, y: 10, width: 176, height: 36, rx: 4, fill: "var(--desk)", stroke: "var(--line-soft)" }), words(20, [[22, 60], [88, 40]]), words(32, [[22, 30]]), span(3, 58, 26, 60),
    svg("rect", { x: 12, y: 54, width: 76, height: 20, rx: 4, fill: "none", stroke: "var(--line-hard)" }), words(62, [[22, 54]]), svg("path", { d: "M94 64h16m-5-4 5 4-5 4", fill: "none", stroke: "var(--ink-3)" }),
    svg("rect", { x: 118, y: 54, width: 70, height: 20, rx: 4, fill: "var(--accent-soft)", stroke: "var(--accent)" }), svg("text", { x: 153, y: 67.5, class: "tx m" }, "contradicts")],
  "summary-comparison": () => [[12, 104].map((x, at) => [svg("rect", { x, y: 10, width: 84, height: 54, rx: 4, fill: "var(--desk)", stroke: at === 0 ? "var(--accent)" : "var(--line-soft)" }), words(20, [[x + 10, 50]]), words(32, [[x + 10, 62]]), words(52, [[x + 10, 40]])]),
    span(6, 114, 36, 48), svg("circle", { cx: 54, cy: 72, r: 5, fill: "var(--accent)" }), svg("circle", { cx: 146, cy: 72, r: 4.500, fill: "none", stroke: "var(--ink-3)" })],
  "discharge-summary-quality": () => [svg("rect", { x: 16, y: 10, width: 70, height: 6, rx: 3, fill: "var(--ink-3)" }), span(1, 16, 24, 112), words(29, [[22, 96]]), span(4, 16, 46, 112), words(51, [[22, 80]]), words(70, [[16, 100]]),
    key(1, "1", 132, 25), key(4, "4", 132, 47), ...[0, 1, 2, 3, 4].map((k) => svg("circle", { cx: 156 + k * 8, cy: 72, r: 2.600, fill: k < 3 ? "var(--accent)" : "none", stroke: k < 3 ? "var(--accent)" : "var(--ink-3)" }))],
  "lab-review": () => [...[0, 1, 2, 3].map((r) => [svg("path", { d: `M16 ${24 + r * 16}H184`, stroke: "var(--line-hard)" }), words(14 + r * 16, [[20, r === 0 ? 28 : 46]]),
    ...[0, 1, 2].map((c) => (r > 0 && c === 2 && r < 3 ? svg("rect", { x: 92 + c * 32, y: 10.500 + r * 16, width: 26, height: 11, rx: 2, fill: "color-mix(in srgb, var(--warn) 30%, transparent)", stroke: "var(--warn)" }) : words(14 + r * 16, [[96 + c * 32, 16]])))])],
}

/** @param {Template} template */
export const thumb = (template) => {
  const image = Object.values(template.sample.data).flat().find((one) => typeof one === "string" && one.startsWith("/templates/samples/"))
  return svg("svg", { class: `pv ${image ? "px" : ""}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    typeof image === "string" && svg("image", { href: image, x: 36, y: -16, width: 128, height: 128 }), DRAWINGS[template.id]?.())
}
