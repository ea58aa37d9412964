import { stackMemory } from "./budget.js"
import { FrameQueue } from "./frame-queue.js"
import { Geometry } from "./geometry.js"
import { commonScale, reading, scaleOf, scalesDiffer } from "./real-values.js"
import { paletted } from "./palette.js"
import { shiftOf } from "./series-info.js"
import { FrameSource, Volume, grown } from "./volume.js"

/**
 * @typedef {import("./series-info.js").SeriesInfo} SeriesInfo
 * @typedef {import("./decode-worker.js").Frame} Frame
 * @typedef {import("./frame-queue.js").Want} Want
 * @typedef {{ source: FrameSource | null, colour: import("./volume.js").ColourSource | null, bytes: number }} Kept
 */

/** As many frames may be under way at once. */
const spare = 6

/**
 * One series of the page: what it is, where it lies, and the frames that have come so far. Fires `frame` (detail `{ frame, preview }`), `complete` and `trouble`.
 * It asks for nothing itself: series-store.js fetches what {@link queue} wants and hands it to {@link take}.
 */
export class Series extends EventTarget {
  /**
   * Frames of a stack, the last used at the end.
   *
   * @type {Map<number, Kept>}
   */
  #kept = new Map()
  #keptBytes = 0
  #time = 0
  #looked = { frame: -1, at: 0, speed: 0 }

  /**
   * @param {SeriesInfo} info
   * @param {{ holding: import("./budget.js").Holding, reason: string, memory: ConstructorParameters<typeof Volume>[1] }} how
   */
  constructor(info, { holding, reason, memory }) {
    super()
    this.info = info
    this.holding = holding
    /** Why there is no volume: "" if there is. */
    this.reason = reason
    this.shift = shiftOf(info)
    const { columns, rows, slices, planeSpacing } = info
    this.geometry = info.geometry && info.geometry.positions?.length === slices ? Geometry.of(info.geometry, { columns, rows }) : Geometry.flat({ columns, rows, slices, spacing: planeSpacing })
    this.volume = holding === "volume" ? new Volume({ columns, rows, slices, shift: this.shift }, memory) : null
    /** The scale of what is drawn, from shifted values to real ones. */
    this.drawnScale = { slope: info.slope, intercept: info.intercept }
    if (this.volume && scalesDiffer(info)) {
      this.volume.keepRescaled()
      this.drawnScale = commonScale(info)
    }
    this.queue = new FrameQueue(info.frameCount)
    /**
     * Frames that can never come, with the reason.
     *
     * @type {Map<number, string>}
     */
    this.failures = new Map()
    this.isComplete = false
    /** A window was found for it, where the file says none. */
    this.windowed = false
  }

  get id() { return this.info.id }
  get uid() { return this.info.uid }
  get count() { return this.info.frameCount }
  get slices() { return this.info.slices }
  get times() { return this.info.times }
  /** Whether planes other than the acquired ones can be shown. */
  get canReformat() { return this.volume !== null && this.geometry.isPatient && this.slices > 2 }

  /** The point in time that is shown, of a 4D series. */
  get time() { return this.#time }
  set time(time) {
    const next = Math.max(0, Math.min(this.times - 1, time))
    if (next === this.#time) return
    this.#time = next
    for (let k = 0; k < this.slices; k++) this.#place(next * this.slices + k)
  }

  /** @param {number} k */
  frameAt(k) { return this.#time * this.slices + k }
  /** @param {number} frame */
  sliceOf(frame) { return frame % this.slices }

  /**
   * The geometry of one frame: a stack of mixed sizes has one for each.
   *
   * @param {number} frame
   */
  geometryOf(frame) {
    const own = this.info.frames[frame]
    const kept = this.#kept.get(frame)
    const columns = kept?.source?.columns ?? kept?.colour?.columns ?? own?.columns ?? this.info.columns
    const rows = kept?.source?.rows ?? kept?.colour?.rows ?? own?.rows ?? this.info.rows
    if (this.geometry.isPatient || (columns === this.geometry.columns && rows === this.geometry.rows)) return this.geometry
    return Geometry.flat({ columns, rows, slices: this.slices, spacing: this.info.planeSpacing })
  }

  /** @param {number} frame @returns {0 | 1 | 2} nothing, a preview, the whole frame */
  quality(frame) { return this.queue.quality(frame) }
  /** Whole frames, 0…count. */
  get loaded() { return this.count - this.queue.open }

  /**
   * The reader looks at a frame.
   *
   * @param {number} frame
   * @param {number} now milliseconds
   */
  look(frame, now) {
    const before = this.#looked
    if (before.frame !== frame) {
      const passed = Math.max(8, now - before.at)
      const speed = before.frame < 0 || passed > 600 ? 0 : 0.6 * before.speed + 0.4 * (frame - before.frame) * 1000 / passed
      this.#looked = { frame, at: now, speed }
    }
    this.queue.look(frame, this.#looked.speed)
    if (before.frame !== frame) this.#trim(before.frame)
  }

  /** Whether more may be fetched now: what is kept beside a volume stays within its memory, but what is looked at always comes. */
  get hasRoom() {
    if (this.volume !== null && this.times === 1) return true
    // Room for all that may be under way, or what arrives would push out what was fetched just before.
    if (this.#keptBytes + spare * this.#frameBytes < stackMemory) return true
    const { frame } = this.#looked
    if (this.volume === null) return this.queue.quality(frame) !== 2
    for (let k = 0; k < this.slices; k++) if (this.queue.quality(this.frameAt(k)) !== 2 && !this.queue.failed(this.frameAt(k))) return true
    return false
  }

  get #frameBytes() { return this.info.columns * this.info.rows * (this.info.samples > 1 || this.info.palette ? 4 : 2) }

  /**
   * When memory runs short, what lies far from the reader goes; the browser's cache still has it.
   *
   * @param {number} from where they were
   */
  #trim(from) {
    const moved = Math.abs(this.#looked.frame - from)
    if (this.#keptBytes + (spare + 1) * this.#frameBytes < stackMemory) return
    const { frame, speed } = this.#looked
    /** @param {number} other */
    const cost = other => Math.abs(other - frame) / ((other - frame) * speed > 0 ? 4 : 1)
    const far = [...this.#kept.keys()].filter(other => other !== frame && !(this.volume && Math.floor(other / this.slices) === this.#time)).sort((a, b) => cost(b) - cost(a))
    // As many as the reader has moved: what comes in their place lies nearer, and nothing is fetched back and forth.
    for (const other of far.slice(0, moved)) {
      this.#keptBytes -= this.#kept.get(other)?.bytes ?? 0
      this.#kept.delete(other)
      this.queue.forget(other)
    }
  }

  /**
   * A frame as a stack shows it.
   *
   * @param {number} frame
   */
  source(frame) { return this.#kept.get(frame)?.source ?? null }
  /** @param {number} frame */
  colour(frame) { return this.#kept.get(frame)?.colour ?? null }

  /**
   * Takes in what was fetched.
   *
   * @param {Want} want
   * @param {Frame} frame
   */
  take(want, { header, grey, colour }) {
    if (want.reduced && this.queue.quality(want.frame) === 2) return
    this.queue.done(want)
    const { volume } = this
    if (volume && grey) {
      const { columns, rows } = this.info
      const slice = header.columns === columns && header.rows === rows ? grey : grown(grey, header, { columns, rows })
      if (this.times > 1) this.#keep(want.frame, { source: new FrameSource(slice, columns, rows), colour: null, bytes: slice.byteLength })
      if (Math.floor(want.frame / this.slices) === this.#time) this.#write(want.frame, slice, want.reduced)
    } else if (grey && this.info.palette) {
      // Numbers of colours cannot be mixed: they become colours before anything is drawn.
      const rgba = paletted(grey, this.info.palette, this.shift)
      this.#keep(want.frame, { source: null, colour: { columns: header.columns, rows: header.rows, rgba }, bytes: rgba.byteLength })
    } else if (grey) this.#keep(want.frame, { source: new FrameSource(grey, header.columns, header.rows), colour: null, bytes: grey.byteLength })
    else if (colour) this.#keep(want.frame, { source: null, colour: { columns: header.columns, rows: header.rows, rgba: colour }, bytes: colour.byteLength })
    this.dispatchEvent(new CustomEvent("frame", { detail: { frame: want.frame, preview: want.reduced } }))
    this.#settle()
  }

  /** @param {Want} want @param {string} message */
  fail(want, message) {
    this.queue.fail(want)
    if (want.reduced) return
    this.failures.set(want.frame, message)
    this.dispatchEvent(new CustomEvent("trouble", { detail: { frame: want.frame, message } }))
    this.#settle()
  }

  /** Tries what failed again. */
  retry() {
    for (const frame of this.failures.keys()) this.queue.forget(frame)
    this.failures.clear()
    this.isComplete = false
  }

  /**
   * Stored value of the nearest voxel, without shift.
   *
   * @param {import("./vector.js").Vector3} voxel
   * @param {number} [frame] of a stack
   * @returns {number | null}
   */
  stored(voxel, frame = this.frameAt(Math.round(voxel[2]))) {
    const i = Math.round(voxel[0])
    const j = Math.round(voxel[1])
    if (this.volume) {
      const k = Math.round(voxel[2])
      if (this.quality(this.frameAt(k)) !== 2) return null
      const value = this.volume.at(i, j, k)
      return value === null ? null : value - this.shift
    }
    const source = this.source(frame)
    if (!source || i < 0 || j < 0 || i >= source.columns || j >= source.rows) return null
    return (source.grey[j * source.columns + i] ?? 0) - this.shift
  }

  /** @param {number} stored @param {number} frame */
  reading(stored, frame) { return reading(this.info, stored, frame) }

  #settle() {
    if (this.queue.open > 0 || this.isComplete) return
    this.isComplete = true
    this.dispatchEvent(new CustomEvent("complete"))
  }

  /**
   * Puts a kept frame of a 4D series into the volume.
   *
   * @param {number} frame
   */
  #place(frame) {
    const kept = this.#kept.get(frame)
    if (kept?.source) this.#write(frame, kept.source.grey, this.quality(frame) !== 2)
    else if (this.quality(frame) === 2) this.queue.forget(frame)
  }

  /** @param {number} frame @param {Int16Array} slice @param {boolean} preview */
  #write(frame, slice, preview) {
    const volume = /** @type {Volume} */ (this.volume)
    const k = this.sliceOf(frame)
    const { slope, intercept } = scaleOf(this.info, frame)
    const to = this.drawnScale
    const rescale = volume.isRescaled ? (/** @type {number} */ value) => Math.max(-32768, Math.min(32767, Math.round(((value - this.shift) * slope + intercept - to.intercept) / to.slope))) : null
    volume.write(k, slice, rescale)
    if (!preview) return
    // Its neighbours show it too until they come themselves.
    for (const near of [k - 1, k + 1, k + 2]) {
      if (near >= 0 && near < this.slices && this.quality(this.frameAt(near)) === 0) volume.write(near, slice, rescale)
    }
  }

  /** @param {number} frame @param {Kept} kept */
  #keep(frame, kept) {
    const before = this.#kept.get(frame)
    if (before) this.#keptBytes -= before.bytes
    this.#kept.delete(frame)
    this.#kept.set(frame, kept)
    this.#keptBytes += kept.bytes
  }
}
