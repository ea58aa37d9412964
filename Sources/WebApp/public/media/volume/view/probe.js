/**
 * What stands under a point of a pane: voxel, and its value as a reader is told it.
 *
 * @param {import("./viewport.js").Viewport} viewport
 * @param {number} x CSS pixels
 * @param {number} y
 * @returns {{ voxel: [number, number, number], text: string } | null} null outside, or where nothing has come yet
 */
export function probeAt(viewport, x, y) {
  const { series, frame } = viewport
  if (!series || x < 0) return null
  const voxel = viewport.toVoxel(viewport.toPatient(x, y))
  if (!series.volume && !series.geometry.isPatient) voxel[2] = series.sliceOf(frame)
  const colour = series.colour(frame)
  if (colour) {
    if (voxel[0] < -0.5 || voxel[1] < -0.5 || voxel[0] >= colour.columns - 0.5 || voxel[1] >= colour.rows - 0.5) return null
    const at = (Math.round(voxel[1]) * colour.columns + Math.round(voxel[0])) * 4
    return { voxel, text: `RGB ${colour.rgba[at]} ${colour.rgba[at + 1]} ${colour.rgba[at + 2]}` }
  }
  const stored = series.stored(voxel, frame)
  if (stored === null) return null
  const { value, unit } = series.reading(stored, series.volume ? series.frameAt(Math.round(voxel[2])) : frame)
  return { voxel, text: `${spelt(value)}${unit ? ` ${unit}` : ""}` }
}

/** @param {number} value */
function spelt(value) {
  const size = Math.abs(value)
  return (size >= 100 || Number.isInteger(value) ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2)).replace("-", "−")
}
