import { newID } from "../../../core/ids.js"
import { nextOrder } from "../../../core/state.js"
import { failureText } from "./failures.js"
import { effective } from "./mask-log.js"
import { plainRuns } from "./plain-mask.js"
import { clear, decoded, encoded, joined, redo, sourceOf, undo } from "./records.js"
import { segmentsOf } from "./segment-list.js"
import { Tally } from "./tally.js"

/**
 * The mask of one object under the person's hand: the engine's labels, the steps of the store, the log and the counts, kept together.
 *
 * @typedef {import("../../../core/store.js").Store} Store
 * @typedef {import("../../../core/store.js").Change} Change
 * @typedef {import("../../../core/state.js").Region} Region
 * @typedef {import("../../../core/config.js").ControlNode} ControlNode
 * @typedef {import("./records.js").Box} Box
 * @typedef {import("./segment-list.js").Segment} Segment
 * @typedef {import("./segment-list.js").Status} Status
 * @typedef {import("./mask-log.js").Entry} Entry
 * @typedef {import("./mask-log.js").MaskLog} MaskLog
 * @typedef {Readonly<{ failure: number, changed: number, box: Box }>} Outcome
 * @typedef {{ apply(words: Int32Array): Outcome, labels(): Uint8Array, hash(): string, restore(state: ArrayBuffer | null): void, surface?: (segment: number, step: number) => import("../../../engine/algorithms.js").Surface, diameter?: (segment: number) => import("../../../engine/algorithms.js").Diameter | null, free(): void }} MaskPort the engine's editor, layer 0
 * @typedef {Readonly<{ columns: number, rows: number, slices: number, voxelVolume: number }>} Grid `voxelVolume` in mm³
 * @typedef {Readonly<{
 *   store: Store, mask: MaskPort, log: MaskLog, grid: Grid, objectName: string, controls: readonly ControlNode[], seriesUID: string, readonly: boolean,
 *   load: () => Promise<{ operations: number, hash: string, state: ArrayBuffer } | null>, say: (message: string, kind?: "note" | "warning") => void,
 * }>} DeskOptions `load` asks the server for the mask as it stands
 */

/** Fires `edit` (detail: the dirty box, or null for everything), `count` when numbers are up to date, and `active` when another segment is chosen. */
export class MaskDesk extends EventTarget {
  #options
  /**
   * Steps of the store that were applied before they were dispatched.
   *
   * @type {WeakSet<object>}
   */
  #mine = new WeakSet()
  /** Engine steps of this visit that stand, and that can be done again: what the store may ask for. */
  #done = 0
  #undone = 0
  #active = 0
  #isReady = false
  /** Pieces were applied that are no step yet: nobody may count them as done. */
  #isOpen = false
  #abort = new AbortController()
  /** @type {Promise<void> | null} */
  #catching = null

  /** @param {DeskOptions} options */
  constructor(options) {
    super()
    this.#options = options
    this.tally = new Tally(options.grid)
    const { signal } = this.#abort
    options.store.addEventListener("change", event => this.#follow(/** @type {CustomEvent<Change>} */ (event).detail), { signal })
    options.log.addEventListener("behind", () => void this.catchUp(), { signal })
  }

  get grid() { return this.#options.grid }
  get log() { return this.#options.log }
  get store() { return this.#options.store }
  get seriesUID() { return this.#options.seriesUID }
  /** Whether the mask is loaded and may be changed. */
  get isReady() { return this.#isReady && !this.#options.readonly }
  labels() { return this.#options.mask.labels() }

  /** @returns {readonly Segment[]} */
  get segments() {
    const { store, controls, objectName } = this.#options
    return segmentsOf(store.state, controls, objectName)
  }

  /**
   * The structure in hand: that of the active label, or the one chosen last.
   *
   * @returns {Segment | null}
   */
  get active() {
    const { segments } = this
    const held = this.store.state.activeLabels
    return segments.find(each => each.control === held?.control && held.values.includes(each.label.name)) ?? segments.find(each => each.number === this.#active) ?? null
  }

  /**
   * A closed surface around a structure; null where there is no engine that makes one.
   *
   * @param {number} number
   * @param {number} step voxels cubed that count as one
   */
  surface(number, step) { return this.#options.mask.surface?.(number, step) ?? null }

  /**
   * Long and short axis of a structure in the slice where it is longest, as RECIST has them.
   *
   * @param {number} number
   */
  diameter(number) { return this.#options.mask.diameter?.(number) ?? null }

  /** Locked segments' numbers: nothing may change them. */
  get locks() { return this.segments.filter(each => each.locked).map(each => each.number) }

  /** Opens the mask as the server has it, and does on top what this browser still holds. */
  async open() {
    const { mask, log, load } = this.#options
    const stored = await load()
    mask.restore(stored?.state ?? null)
    for (const entry of await log.begin(stored)) for (const record of entry.records) mask.apply(decoded(record))
    this.#restart()
    this.#isReady = true
  }

  #restart() {
    this.tally.restart(new Map(this.segments.flatMap(({ number, med }) => (isShares(med.origin) ? [[number, { brush: 0, model: 0, fill: 0, ...med.origin }]] : []))))
    this.#told(null)
  }

  close() {
    this.#abort.abort()
    void this.#options.log.stop()
    this.#options.mask.free()
  }

  /** @param {number} number */
  choose(number) {
    const segment = this.segments.find(each => each.number === number)
    if (!segment) return
    this.#active = number
    const { selection, activeLabels } = this.store.state
    const holds = activeLabels?.control === segment.control && activeLabels.values.includes(segment.label.name)
    const region = segment.region
    this.store.dispatch({ view: {
      ...(holds ? {} : { activeLabels: { control: segment.control, values: [segment.label.name] } }),
      ...(region && !selection.has(region.id) ? { selection: new Set([region.id]) } : {}),
    } })
    this.dispatchEvent(new Event("active"))
  }

  /**
   * Applies a record at once, without making it a step: a piece of a stroke, or a try.
   *
   * @param {Int32Array} record
   * @returns {Outcome}
   */
  touch(record) {
    const outcome = this.#options.mask.apply(record)
    if (outcome.changed > 0) {
      this.#isOpen = true
      this.#told(outcome.box, sourceOf(record))
    }
    return outcome
  }

  /** Takes the pieces of an unfinished stroke back. */
  untouch() {
    const outcome = this.#options.mask.apply(undo())
    this.#isOpen = false
    if (outcome.changed > 0) this.#told(outcome.box)
  }

  /**
   * Makes what was applied a step of the person's.
   *
   * @param {string} title
   * @param {readonly Int32Array[]} records
   * @param {Segment | null} segment that gets a region if it has none
   * @param {Region | null} [region] put with the step
   */
  commit(title, records, segment, region = null) {
    this.#isOpen = false
    // What was in hand when the stroke began may have a region since.
    const now = segment ? this.segments.find(each => each.number === segment.number) ?? segment : null
    const texts = records.map(encoded)
    this.#options.log.append({ records: texts, undoes: null, hash: this.#options.mask.hash(), title })
    this.#done++
    this.#undone = 0
    /** @type {import("../../../core/steps.js").Step[]} */
    const steps = []
    if (region) steps.push({ op: "put", region })
    else if (now && (!now.region || now.region.suggestion)) steps.push({ op: "put", region: this.#region(now, {}) })
    const step = /** @type {const} */ ({ op: "mask", mask: this.log.mask, act: "do", records: texts, title })
    this.#mine.add(step)
    steps.push(step)
    this.store.dispatch({ steps, title })
  }

  /**
   * Does records as one step. Says what became of them.
   *
   * @param {string} title
   * @param {readonly Int32Array[]} records
   * @param {Segment | null} [segment]
   */
  perform(title, records, segment = null) {
    let changed = 0
    /** @type {Int32Array[]} */
    const done = []
    for (const each of records) {
      // Several records are one step, as one entry of the history is.
      const record = done.length > 0 ? joined(each) : each
      const outcome = this.touch(record)
      if (outcome.failure) {
        if (changed > 0) this.untouch()
        this.#options.say(failureText(outcome.failure), "warning")
        return { changed: 0, failure: outcome.failure }
      }
      if (outcome.changed > 0) done.push(record)
      changed += outcome.changed
    }
    if (changed > 0) this.commit(title, done, segment)
    return { changed, failure: 0 }
  }

  /**
   * Says of a structure whether it is there; the same again takes the word back.
   *
   * @param {number} number
   * @param {Status} status
   * @param {string} [reason]
   */
  answer(number, status, reason) {
    const segment = this.segments.find(each => each.number === number)
    if (!segment || this.#options.readonly || segment.locked) return
    const med = { ...segment.med }
    if (segment.status === status && reason === undefined) delete med.status
    else Object.assign(med, { status, ...(reason === undefined ? {} : { reason }) })
    if (reason === "") delete med.reason
    const { region } = segment
    const words = `${segment.name}: ${status.replaceAll("_", " ")}`
    if (!region && Object.keys(med).length === 0) return
    if (region && !("status" in med) && this.tally.voxels(number) === 0 && !region.suggestion) this.store.dispatch({ steps: [{ op: "remove", id: region.id }], title: words })
    else this.store.dispatch({ steps: [{ op: "put", region: region ? { ...region, med } : this.#region(segment, med) }], title: words, ...(reason === undefined ? {} : { group: `reason ${number}` }) })
  }

  /**
   * A region for a structure that has none.
   *
   * @param {Segment} segment
   * @param {Readonly<Record<string, unknown>>} med
   * @returns {Region}
   */
  #region(segment, med) {
    const { objectName, seriesUID, grid } = this.#options
    return {
      id: newID(), objectName, shape: "brush", geometry: { format: "rle", rle: [] }, labels: { [segment.control]: [segment.label.name] }, answers: {}, order: nextOrder(this.store.state), origin: "manual",
      original: { width: grid.columns, height: grid.rows, rotation: 0 }, rest: {},
      // Which mask it is, and how far its log goes, is written once there is one: see stamp().
      med: { kind: "segment", layer: 0, segment: segment.number, series: seriesUID, ...(segment.code ? { code: segment.code } : {}), ...med },
    }
  }

  /**
   * The history, or somebody who is not us, did mask steps: the engine follows.
   *
   * @param {Change} change
   */
  #follow({ transaction, before, after }) {
    for (const step of transaction.steps ?? []) {
      if (step.op !== "mask" || step.mask !== this.log.mask || this.#mine.has(step)) {
        if (step.op === "mask") this.#mine.delete(step)
        continue
      }
      this.#turn(step.act === "undo", step.title)
    }
    if (before.activeLabels !== after.activeLabels) this.dispatchEvent(new Event("active"))
    if (transaction.origin === "user" || transaction.origin === undefined) this.#removed(before, after)
  }

  /** @param {boolean} back @param {string} title */
  #turn(back, title) {
    // Steps from before the mask was loaded anew are in it for good.
    if (back ? this.#done === 0 : this.#undone === 0) return
    const record = back ? undo() : redo()
    const { mask, log } = this.#options
    const outcome = mask.apply(record)
    if (outcome.failure) {
      this.#options.say(failureText(outcome.failure), "warning")
      return
    }
    this.#done += back ? -1 : 1
    this.#undone += back ? 1 : -1
    log.append({ records: [encoded(record)], undoes: back, hash: mask.hash(), title })
    this.#told(outcome.box)
  }

  /**
   * A structure whose region the person deleted is emptied: what is not in the result must not be in the mask.
   *
   * @param {import("../../../core/state.js").State} before
   * @param {import("../../../core/state.js").State} after
   */
  #removed(before, after) {
    if (before.regions === after.regions) return
    for (const [id, region] of before.regions) {
      const number = region.med?.segment
      if (after.regions.has(id) || region.suggestion || region.med?.mask !== this.log.mask || typeof number !== "number" || this.tally.voxels(number) === 0) continue
      const { columns, rows, slices } = this.grid
      queueMicrotask(() => {
        const segment = this.segments.find(each => each.number === number)
        if (segment && !segment.region) this.perform(`Empty ${segment.name}`, [clear({ layer: 0, segment: number }, { minI: 0, minJ: 0, minK: 0, endI: columns, endJ: rows, endK: slices })])
      })
    }
  }

  /** @param {Box | null} box @param {import("./tally.js").Source | null} [source] */
  #told(box, source = null) {
    if (box) this.tally.changed(this.labels(), box, source)
    this.dispatchEvent(new CustomEvent("edit", { detail: box }))
  }

  /**
   * Counts for as long as `goOn` says, then writes what was counted into the regions. Says whether all is done.
   *
   * @param {() => boolean} [goOn]
   */
  settle(goOn) {
    if (!this.#isReady || this.#isOpen || !this.tally.settle(this.labels(), goOn)) return false
    this.stamp()
    this.dispatchEvent(new Event("count"))
    return true
  }

  /** Brings the regions' numbers up to date with the mask. Not a step of the person's: nothing to take back. */
  stamp() {
    if (this.#options.readonly || this.#isOpen) return
    const { log, mask, grid } = this.#options
    const touched = log.length > 0
    /** @type {import("../../../core/steps.js").Step[]} */
    const steps = []
    for (const segment of this.segments) {
      const voxels = this.tally.voxels(segment.number)
      if (segment.suggestion || (!segment.region && voxels === 0) || !touched) continue
      const region = segment.region ?? this.#region(segment, {})
      const extent = this.tally.extent(segment.number)
      const shares = this.tally.shares(segment.number)
      const numbers = {
        ...region.med, mask: log.mask, operations: log.length, hash: mask.hash(), voxels, volume_ml: rounded(voxels * grid.voxelVolume / 1000, 4), extent,
        ...(shares ? { origin: { brush: rounded(shares.brush, 4), model: rounded(shares.model, 4), fill: rounded(shares.fill, 4) } } : {}),
      }
      if (segment.region && JSON.stringify(numbers) === JSON.stringify(region.med)) continue
      // On a picture of one frame Label Studio's control gives what it always gave.
      const geometry = segment.plain && grid.slices === 1 ? { format: "rle", rle: plainRuns(this.labels(), grid, 0, segment.number) } : region.geometry
      steps.push({ op: "put", region: { ...region, geometry, med: numbers } })
    }
    if (steps.length > 0) this.store.dispatch({ steps, undoable: false })
  }

  /** Somebody else appended: loads what is there and does on top what is ours. */
  catchUp() {
    this.#catching ??= this.#catchUp().finally(() => { this.#catching = null })
    return this.#catching
  }

  async #catchUp() {
    const { mask, log, load, say, store } = this.#options
    const stored = await load()
    // What is done while the answer is on its way is among the unsent: it is done again below.
    const ours = effective(log.unsent)
    mask.restore(stored?.state ?? null)
    /** @type {Entry[]} */
    const again = []
    for (const entry of ours) {
      let changed = 0
      for (const record of entry.records) changed += mask.apply(decoded(record)).changed
      if (changed > 0) again.push({ ...entry, hash: mask.hash() })
    }
    this.#done = again.length
    this.#undone = 0
    await log.replace(again, stored?.operations ?? 0)
    store.history.clear()
    this.#restart()
    say(`Another window, or somebody else, changed this mask. ${again.length > 0 ? "Both are here now." : "It was loaded anew."} Steps before this cannot be taken back.`, "warning")
  }

  /**
   * Before handing in: everything counted, written and stored.
   *
   * @returns {Promise<void>} rejects with why it is not
   */
  async finish() {
    if (!this.#isReady) return
    await this.log.flush().catch(async error => {
      if (!this.#catching) throw error
      await this.#catching
      await this.log.flush()
    })
    this.settle()
  }
}

/** @param {number} value @param {number} places */
const rounded = (value, places) => Math.round(value * 10 ** places) / 10 ** places

/** @param {unknown} value @returns {value is Partial<import("./tally.js").Shares>} */
const isShares = value => value !== null && typeof value === "object"
