import { ordered } from "../../../core/state.js"
import { channels } from "./colours.js"
import { accept } from "./records.js"

/**
 * Masks a model proposes: shown dashed and hollow in a layer of their own, until a person takes or rejects them.
 *
 * @typedef {import("../../../core/state.js").Region} Region
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {Readonly<{ start: number, runs: readonly number[], voxels: number }>} Proposal words `value << 24 | length` of one structure, zeros between
 */

/** A run is told in 24 bits. */
const longest = 0xffffff

export class Proposals {
  #room
  #signal
  /** @type {Map<string, Proposal>} */
  #known = new Map()
  /** @type {Uint8Array | null} */
  #labels = null
  /** @type {import("../contracts.js").LabelLayer | null} */
  #layer = null

  /** @param {SegmentsRoom} room @param {AbortSignal} signal */
  constructor(room, signal) {
    this.#room = room
    this.#signal = signal
    room.store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<import("../../../core/store.js").Change>} */ (event).detail
      if (before.regions !== after.regions && this.#known.size > 0) this.#draw()
    }, { signal })
  }

  /** Open proposals of this object that are masks. */
  get open() {
    const { context, store } = this.#room
    return ordered(store.state).filter(region => region.suggestion && region.objectName === context.media.object.name && region.med?.kind === "segment" && typeof region.med.mask === "string")
  }

  /** @param {string} region */
  proposal(region) { return this.#known.get(region) ?? null }

  /** Fetches the masks of all open proposals; each mask once. */
  async load() {
    const masks = new Map(this.open.map(region => [String(region.med?.mask), region.med?.operations]))
    for (const [mask, operations] of masks) {
      try {
        const stored = await this.#room.load(mask, typeof operations === "number" ? operations : undefined)
        if (this.#signal.aborted) return
        if (stored) this.#read(mask, new Uint32Array(stored.state.slice(0, stored.state.byteLength & ~3)))
      } catch (error) {
        this.#room.context.say(`A model’s proposal could not be loaded: ${error instanceof Error ? error.message : error}`, "warning")
      }
    }
    this.#draw()
  }

  /**
   * Takes the runs of each proposed structure out of a stored state: layers, then for each how many runs and the runs.
   *
   * @param {string} mask
   * @param {Uint32Array} words
   */
  #read(mask, words) {
    const layers = layersOf(words)
    for (const region of this.open) {
      const { med } = region
      const runs = layers[typeof med?.layer === "number" ? med.layer : 0]
      if (med?.mask !== mask || !runs || typeof med.segment !== "number") continue
      this.#known.set(region.id, onlySegment(runs, med.segment))
    }
  }

  #draw() {
    const { desk, context, series } = this.#room
    if (!desk || !series) return
    const open = this.open.filter(region => this.#known.has(region.id))
    if (open.length === 0 && !this.#layer) return
    const { columns, rows, slices } = desk.grid
    const labels = (this.#labels ??= new Uint8Array(columns * rows * slices))
    labels.fill(0)
    const palette = new Uint8ClampedArray(1024)
    const dashed = new Uint8Array(256).fill(1)
    open.forEach((region, i) => {
      const segment = desk.segments.find(each => each.region?.id === region.id || each.name === Object.values(region.labels)[0]?.[0])
      const proposal = /** @type {Proposal} */ (this.#known.get(region.id))
      palette.set([...channels(segment?.colour ?? "#a9aeb4"), region.concealed ? 0 : 255], (i + 1) * 4)
      let at = proposal.start
      for (const word of proposal.runs) {
        const length = word & longest
        if (word >>> 24) labels.fill(i + 1, at, at + length)
        at += length
      }
    })
    if (!this.#layer) {
      this.#layer = { series: series.uid, values: () => /** @type {Uint8Array} */ (this.#labels), palette, opacity: 0, outline: true, visible: true, dashed }
      context.labels.add(this.#layer, this.#signal)
    } else {
      this.#layer.palette = palette
      context.labels.restyled(this.#layer)
      context.labels.changed(this.#layer)
    }
  }

  /**
   * Takes proposals over as they are: one step, one record each, told apart in the log as a model's work.
   *
   * @param {readonly Region[]} regions
   * @returns {boolean} whether any was a mask of ours to take
   */
  accept(regions) {
    const { desk } = this.#room
    if (!desk?.isReady) return false
    let did = false
    for (const region of regions) {
      const proposal = this.#known.get(region.id)
      const name = Object.values(region.labels)[0]?.[0]
      const segment = desk.segments.find(each => each.label.name === name && each.control in region.labels)
      if (!proposal || !segment) continue
      const record = accept({ layer: 0, segment: segment.number, locks: desk.locks }, proposal)
      const { suggestion: _, ...own } = region
      const { mask: __, operations: ___, hash: ____, layer: _____, segment: ______, ...med } = region.med ?? {}
      const taken = { ...own, med: { ...med, layer: 0, segment: segment.number, series: desk.seriesUID, model: { mask: region.med?.mask, ...(region.score === undefined ? {} : { score: region.score }) } } }
      desk.touch(record)
      desk.commit(`Accept ${segment.name}`, [record], null, taken)
      did = true
    }
    return did
  }
}

/**
 * The layers of a stored state as runs.
 *
 * @param {Uint32Array} words
 * @returns {readonly Uint32Array[]}
 */
export function layersOf(words) {
  /** @type {Uint32Array[]} */
  const layers = []
  let at = 1
  for (let layer = 0; layer < (words[0] ?? 0) && at < words.length; layer++) {
    const count = words[at] ?? 0
    layers.push(words.subarray(at + 1, at + 1 + count))
    at += 1 + count
  }
  return layers
}

/**
 * One structure of a layer, from its first voxel to its last.
 *
 * @param {ArrayLike<number>} runs
 * @param {number} segment
 * @returns {Proposal}
 */
export function onlySegment(runs, segment) {
  /** @type {number[]} */
  const kept = []
  let [at, start, gap, voxels] = [0, 0, 0, 0]
  for (let n = 0; n < runs.length; n++) {
    const word = /** @type {number} */ (runs[n])
    const length = word & longest
    if (word >>> 24 === segment) {
      if (kept.length === 0) start = at
      else for (let left = gap; left > 0; left -= longest) kept.push(Math.min(left, longest))
      kept.push((1 << 24 | length) >>> 0)
      voxels += length
      gap = 0
    } else gap += length
    at += length
  }
  return { start, runs: kept, voxels }
}
