import { api } from "../../../net/api.js"
import { holdingOf } from "./budget.js"
import { Cancelled, FrameFailure, pool } from "./decode-pool.js"
import { engineMemory, pageEngine } from "./engine-memory.js"
import { Geometry } from "./geometry.js"
import { Series } from "./series.js"
import { readSeries, shiftOf } from "./series-info.js"

/**
 * The series of one viewer: opens them by their number, and keeps the lanes to the server full with what is wanted most. The series in sight take turns, the active one first; when all of
 * them are whole, those in the background are fetched into the browser's own cache, where they lie compressed.
 */

/** How often a frame is asked for again, and after how many milliseconds first. */
const tries = 4
const patience = 800

export class SeriesStore {
  /** @type {Map<number, Promise<Series>>} */
  #opened = new Map()
  /**
   * In sight, the active one first.
   *
   * @type {readonly Series[]}
   */
  #wanted = []
  /**
   * Frames of series nobody looks at yet.
   *
   * @type {string[]}
   */
  #background = []
  /** @type {Set<{ series: Series, want: import("./frame-queue.js").Want, cancel: () => void }>} */
  #running = new Set()
  #closed = false
  /**
   * Opened and not shown yet: their first frame is on its way.
   *
   * @type {Set<Series>}
   */
  #unseen = new Set()
  /** @type {Map<string, number>} */
  #failed = new Map()

  /**
   * @param {number} id
   * @param {number | null} [first] the frame that will be looked at, where it is known
   * @returns {Promise<Series>}
   */
  open(id, first = null) {
    const before = this.#opened.get(id)
    if (before) return before
    const opening = this.#load(id, first)
    this.#opened.set(id, opening)
    opening.catch(() => this.#opened.delete(id))
    return opening
  }

  /** @param {number} id @param {number | null} first */
  async #load(id, first) {
    // Engine and workers are woken at the same time as what they will hold is asked for.
    void pageEngine()
    pool.start()
    const json = await api.get(`/api/imaging/series/${id}`)
    const info = readSeries(json.geometry || json.patient_orientation || !films.has(json.modality) ? json : { ...json, patient_orientation: await orientationOf(json) })
    const { columns, rows, slices, samples } = info
    const sizesDiffer = info.problems.some(problem => problem.kind === "mixedSize")
    const { holding, reason } = holdingOf({ columns, rows, slices, samples: info.palette ? 3 : samples, sizesDiffer }, /** @type {{ deviceMemory?: number }} */ (navigator).deviceMemory)
    const frame = first !== null && first < info.frameCount ? first : info.geometry ? Math.floor(slices / 2) : 0
    // The first frame travels while memory is made for all of them: of a large series that takes longer.
    const early = info.kind === "slide" ? null : pool.get(frameAddress(id, frame), { shift: shiftOf(info) })
    const [dx, dy] = info.planeSpacing ?? [1, 1]
    const gap = info.geometry ? Geometry.of(info.geometry, info).sliceSpacing : 1
    const memory = holding === "volume" ? await engineMemory({ columns, rows, slices, spacing: info.geometry ? [info.geometry.spacing[0], info.geometry.spacing[1], gap] : [dx, dy, gap] }) : null
    const series = new Series(info, { holding, reason, memory })
    series.queue.look(frame)
    const want = early && series.queue.take()
    this.#unseen.add(series)
    if (early && want) this.#follow(series, want, early)
    return series
  }

  /**
   * What the viewer shows now, the active series first.
   *
   * @param {readonly Series[]} series
   */
  want(series) {
    this.#wanted = [...new Set(series)]
    for (const each of this.#wanted) this.#unseen.delete(each)
    this.pump()
  }

  /**
   * Series to have at hand later.
   *
   * @param {readonly { id: number, count: number }[]} later
   */
  warm(later) {
    this.#background = later.flatMap(({ id, count }) => this.#opened.has(id) ? [] : Array.from({ length: count }, (_, n) => frameAddress(id, n)))
    this.pump()
  }

  /** Asks for as much as the lanes take. Call it when the reader has moved. */
  pump() {
    if (this.#closed) return
    for (const job of this.#running) if (job.want && !this.#isWanted(job)) job.cancel()
    for (let turn = 0; pool.hasRoom; turn++) {
      const series = this.#wanted.filter(each => each.hasRoom)
      const next = this.#pick(series, turn)
      if (!next) break
      this.#fetch(next.series, next.want)
    }
    if (pool.busy === 0 && this.#wanted.every(each => each.queue.open === 0)) this.#warmOne()
  }

  /** @param {readonly Series[]} series @param {number} turn */
  #pick(series, turn) {
    // Every second request is for the active series.
    const order = turn % 2 === 0 ? series : [...series.slice(1), ...series.slice(0, 1)]
    for (const each of order) {
      const want = each.queue.take()
      if (want) return { series: each, want }
    }
    return null
  }

  /** @param {{ series: Series, want: import("./frame-queue.js").Want }} job */
  #isWanted({ series, want }) { return this.#unseen.has(series) || (this.#wanted.includes(series) && !series.queue.isStale(want)) }

  /** @param {Series} series @param {import("./frame-queue.js").Want} want */
  #fetch(series, want) {
    this.#follow(series, want, pool.get(frameAddress(series.id, want.frame, want.reduced), { shift: series.shift }))
  }

  /** @param {Series} series @param {import("./frame-queue.js").Want} want @param {{ frame: Promise<import("./decode-pool.js").Frame>, cancel: () => void }} asked */
  #follow(series, want, { frame, cancel }) {
    const job = { series, want, cancel }
    this.#running.add(job)
    frame.then(
      answer => series.take(want, answer),
      error => this.#trouble(series, want, error),
    ).finally(() => {
      this.#running.delete(job)
      this.pump()
    })
  }

  /** @param {Series} series @param {import("./frame-queue.js").Want} want @param {unknown} error */
  #trouble(series, want, error) {
    if (error instanceof Cancelled) {
      series.queue.again(want)
      return
    }
    const key = `${series.id} ${want.frame} ${want.reduced}`
    const count = (this.#failed.get(key) ?? 0) + 1
    this.#failed.set(key, count)
    if (error instanceof FrameFailure && error.passing && count < tries) {
      setTimeout(() => {
        series.queue.again(want)
        this.pump()
      }, patience * 2 ** (count - 1))
      return
    }
    this.#failed.delete(key)
    series.fail(want, error instanceof Error ? error.message : String(error))
  }

  #warmOne() {
    const url = this.#background.shift()
    if (url === undefined) return
    // Whatever it answers: it is asked for again, and complained about, when somebody looks.
    pool.get(url, { shift: 0, warm: true }).frame.catch(() => {}).finally(() => this.pump())
  }

  close() {
    this.#closed = true
    for (const { cancel } of this.#running) cancel()
    this.#background = []
    // Whoever edits masks on them has heard the same signal before.
    for (const opening of this.#opened.values()) void opening.then(series => series.volume?.free(), () => {})
    this.#opened.clear()
  }
}

/** Kinds of pictures that say which way the patient lies without a place in space. */
const films = new Set(["MG", "DX", "CR", "RF", "XA", "IO", "PX"])

/**
 * Patient Orientation (0020,0020) of a picture; where it cannot be had the viewer draws no letters.
 *
 * @param {any} series as the server says it
 * @returns {Promise<readonly string[]>}
 */
async function orientationOf({ id, frames }) {
  try {
    const tags = await api.get(`/api/imaging/series/${id}/tags/${frames?.[0]?.instance ?? 0}`)
    const value = (Array.isArray(tags) ? tags[0] : tags)?.["00200020"]?.Value
    return Array.isArray(value) ? value.map(String) : []
  } catch {
    return []
  }
}

/** @param {number} series @param {number} frame @param {boolean} [reduced] */
export const frameAddress = (series, frame, reduced = false) => `/api/imaging/series/${series}/frames/${frame}${reduced ? "?reduced=1" : ""}`
