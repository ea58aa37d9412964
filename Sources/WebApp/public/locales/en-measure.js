/** What measuring says. */
export const enMeasure = Object.freeze({
  pickLabel: "Choose a label first: press its key.",
  usedUp: (/** @type {string} */ label, /** @type {number} */ most) => `${label} may be used ${most === 1 ? "once" : `${most} times`} only.`,
  cannot: "No control of this interface draws that.",
  titles: { draw: "Measure", move: "Move measurement", shape: "Change measurement", copy: "Copy to the next slice", corner: "Remove corner" },
  select: "Select and move",
  neighbours: "Show measurements of neighbouring slices faintly",
  copyNext: "Copy the measurement to the next slice",
  copyPrevious: "Copy the measurement to the slice before",
  arrowText: "Write the arrow’s text in Details.",
  noPlane: "In colour pictures no grey values are measured.",
  notSquare: "axes not perpendicular",
  drawn: (/** @type {string} */ kind, /** @type {string} */ value) => `${kind}: ${value}`,
  lines: { area: "area", mean: "mean", short: "short", range: "range" },
})
