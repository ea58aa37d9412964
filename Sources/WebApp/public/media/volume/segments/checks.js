import { Components, airAround } from "./components.js"
import { cutOff } from "./segment-list.js"

/**
 * What a person should look at before handing a mask in. Warnings, never refusals: a structure may well end where the series does.
 *
 * @typedef {import("./segment-list.js").Segment} Segment
 * @typedef {import("./tally.js").Tally} Tally
 * @typedef {import("./tally.js").Size} Size
 * @typedef {"unanswered" | "contradiction" | "edge" | "gap" | "islands" | "air" | "suggestion"} Concern
 * @typedef {Readonly<{ concern: Concern, segment: number, message: string, at: readonly [number, number, number] | null }>} Warning
 *   `at`: the voxel to look at, in the middle of its slice where only the slice matters; null where there is no place
 * @typedef {Readonly<{ parts: readonly import("./components.js").Part[], inAir: number, airAt: readonly [number, number, number] | null }>} Scan
 */

/** A speck in the air at the skin is the partial volume of its edge; more is a slip. */
const airShare = 0.02

/**
 * @param {readonly Segment[]} segments
 * @param {Tally} tally
 * @param {Size} size
 * @param {ReadonlyMap<number, Scan>} scans by segment; those not scanned yet are not complained of
 * @returns {readonly Warning[]}
 */
export function warningsOf(segments, tally, size, scans) {
  const middle = (/** @type {number} */ k) => /** @type {const} */ ([Math.floor(size.columns / 2), Math.floor(size.rows / 2), k])
  const open = segments.filter(({ number, status, suggestion }) => !suggestion && status === null && tally.voxels(number) === 0)
  /** @type {readonly Warning[]} */
  const unanswered = open[0] ? [{
    concern: "unanswered", segment: open[0].number, at: null,
    message: open.length === 1 ? `${open[0].name} is not answered` : `${open.length} structures are not answered: ${open.slice(0, 3).map(each => each.name).join(", ")}${open.length > 3 ? " …" : ""}`,
  }] : []
  return [...segments.flatMap(segment => {
    const { number, name, status } = segment
    const voxels = tally.voxels(number)
    /** @type {(concern: Concern, message: string, at?: Warning["at"]) => Warning} */
    const warning = (concern, message, at = null) => ({ concern, segment: number, message, at })
    if (segment.suggestion) return [warning("suggestion", `${name}: the model’s proposal is neither accepted nor rejected`)]
    if (voxels === 0) {
      return status === "present" ? [warning("contradiction", `${name} is said to be present and nothing is drawn`)] : []
    }
    /** @type {Warning[]} */
    const found = []
    const extent = tally.extent(number)
    if (status && status !== "present") found.push(warning("contradiction", `${name} is said not to be there and is drawn`, extent && middle(extent[0])))
    const edge = cutOff({ extent: extent ? [...extent] : null, voxels }, size.slices)
    if (edge && extent) found.push(warning("edge", `${name} touches ${edge.includes("both") ? "the first and the last slice" : edge.replace("cut at ", "")}`, middle(edge.includes("last") ? extent[1] : extent[0])))
    const gaps = tally.gaps(number)
    const [gap] = gaps
    if (gap !== undefined) found.push(warning("gap", `${name} skips ${gaps.length === 1 ? `slice ${gap + 1}` : `${gaps.length} slices from ${gap + 1} on`}`, middle(gap)))
    const scan = scans.get(number)
    if (scan) {
      const [, island] = scan.parts
      // Parts that a gap tears apart are told once.
      if (island && gaps.length === 0) found.push(warning("islands", `${name} has ${scan.parts.length - 1} ${scan.parts.length === 2 ? "island" : "islands"}, the largest of ${island.voxels} ${island.voxels === 1 ? "voxel" : "voxels"}`, island.at))
      if (scan.inAir > voxels * airShare) found.push(warning("air", `${name} reaches outside the body (${Math.max(1, Math.round(100 * scan.inAir / voxels))} %)`, scan.airAt))
    }
    return found
  }), ...unanswered]
}

/**
 * Looks through the slices of a segment; does a slice and gives the hand back, so that nobody waits.
 *
 * @param {number} segment
 * @param {readonly [number, number]} extent
 * @param {Size} size
 * @param {() => Uint8Array} values
 * @param {{ intensities: () => Int16Array, limit: number } | null} body how air is told from the body; null where it cannot be
 * @returns {Generator<void, Scan>}
 */
export function* scan(segment, [first, last], size, values, body) {
  const components = new Components(size, segment)
  const length = size.columns * size.rows
  let inAir = 0
  /** @type {Scan["airAt"]} */
  let airAt = null
  for (let k = first; k <= last; k++) {
    components.add(values(), k)
    if (body) {
      const air = airAround(body.intensities(), size, k, body.limit)
      const labels = values()
      for (let at = 0; at < length; at++) {
        if (labels[k * length + at] !== segment || air[at] === 0) continue
        inAir++
        airAt ??= [at % size.columns, Math.floor(at / size.columns), k]
      }
    }
    yield
  }
  return { parts: components.parts, inAir, airAt }
}
