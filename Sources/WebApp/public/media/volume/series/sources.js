import { seriesOf } from "./series-info.js"

/**
 * The series an object's value points at: one address, a list of series, or a list of frames of one.
 *
 * @param {unknown} value
 * @returns {{ series: number, frame: number | null }[]} each series once, in order
 */
export function sourcesOf(value) {
  const found = (Array.isArray(value) ? value : [value]).flatMap(each => seriesOf(each) ?? [])
  const isList = Array.isArray(value) && value.length > 1
  const seen = new Set()
  return found.filter(({ series }) => !seen.has(series) && seen.add(series)).map(({ series, frame }) => ({ series, frame: isList ? null : frame }))
}
