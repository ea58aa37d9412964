/**
 * Whether two panes lie in the same space: the same series, or series of one frame of reference.
 *
 * @param {import("./viewport.js").Viewport} a
 * @param {import("./viewport.js").Viewport} b
 */
export function areLinked(a, b) {
  if (!a.series || !b.series) return false
  if (a.series === b.series) return a.series.geometry.isPatient
  const [x, y] = [a.series.geometry, b.series.geometry]
  return x.isPatient && y.isPatient && x.frameOfReference !== "" && x.frameOfReference === y.frameOfReference
}
