/**
 * Which frame to fetch next. Pure: where the reader looks and how fast they go comes in, one frame comes out.
 *
 * First the frame that is looked at, whole; then small previews spread over the stack, so that every plane through it shows something; then whole frames outwards from the reader, those
 * ahead of the way they scroll first.
 *
 * @typedef {Readonly<{ frame: number, reduced: boolean }>} Want
 */

/** Every fourth frame gets a preview first. */
const stride = 4
/** Stacks shorter than this are whole before previews would have helped. */
const previewsFrom = 48
/** How many frames per second count as full speed. */
const fullSpeed = 20

export class FrameQueue {
  /** @type {Uint8Array} 0 nothing, 1 preview, 2 whole; +4 under way, +8 failed */
  #state
  #centre = 0
  /** Frames per second, signed. */
  #speed = 0
  #previews
  #open

  /**
   * @param {number} count
   * @param {{ previews?: boolean }} how
   */
  constructor(count, { previews = count >= previewsFrom } = {}) {
    this.#state = new Uint8Array(count)
    this.#previews = previews
    this.#open = count
  }

  get count() { return this.#state.length }
  /** Frames that are not whole yet. */
  get open() { return this.#open }

  /** @param {number} frame @returns {0 | 1 | 2} nothing, a preview, the whole frame */
  quality(frame) { return /** @type {0 | 1 | 2} */ ((this.#state[frame] ?? 0) & 3) }
  /** @param {number} frame */
  failed(frame) { return ((this.#state[frame] ?? 0) & 8) !== 0 }

  /** @param {number} frame @param {number} [speed] frames per second, negative towards the first */
  look(frame, speed = 0) {
    this.#centre = Math.max(0, Math.min(this.count - 1, frame))
    this.#speed = speed
  }

  /** @returns {Want | null} what to fetch now; it counts as under way until told otherwise */
  take() {
    const want = this.#pick()
    if (want) this.#mark(want.frame, (this.#state[want.frame] ?? 0) | 4)
    return want
  }

  /** @param {Want} want */
  done({ frame, reduced }) {
    const before = this.quality(frame)
    const after = reduced ? Math.max(before, 1) : 2
    if (before !== 2 && after === 2) this.#open--
    this.#mark(frame, after)
  }

  /**
   * It is back in the queue.
   *
   * @param {Want} want
   */
  again({ frame }) { this.#mark(frame, (this.#state[frame] ?? 0) & ~4) }

  /**
   * It will not come.
   *
   * @param {Want} want
   */
  fail({ frame, reduced }) {
    if (reduced) this.#previews = false
    else if (this.quality(frame) !== 2) this.#open--
    this.#mark(frame, reduced ? (this.#state[frame] ?? 0) & 3 : ((this.#state[frame] ?? 0) & 3) | 8)
  }

  /**
   * It was let go and is wanted again.
   *
   * @param {number} frame
   */
  forget(frame) {
    if (this.quality(frame) === 2 || this.failed(frame)) this.#open++
    this.#mark(frame, 0)
  }

  /**
   * Whether what is under way is far from where the reader is now.
   *
   * @param {Want} want
   */
  isStale({ frame }) { return Math.abs(frame - this.#centre) > 32 && this.quality(this.#centre) !== 2 }

  /** @param {number} frame @param {number} state */
  #mark(frame, state) { this.#state[frame] = state }

  /** @returns {Want | null} */
  #pick() {
    const centre = this.#centre
    if (this.#isFree(centre)) return { frame: centre, reduced: false }
    if (this.#previews) {
      const preview = this.#nearest(frame => frame % stride === 0 && this.#state[frame] === 0)
      if (preview !== null) return { frame: preview, reduced: true }
    }
    const next = this.#nearest(frame => this.#isFree(frame))
    return next === null ? null : { frame: next, reduced: false }
  }

  /** @param {number} frame */
  #isFree(frame) {
    const state = this.#state[frame] ?? 8
    return (state & 12) === 0 && (state & 3) !== 2
  }

  /**
   * The nearest that fits, where frames ahead count as nearer the faster the reader goes.
   *
   * @param {(frame: number) => boolean} fits
   */
  #nearest(fits) {
    const count = this.count
    const pull = Math.min(1, Math.abs(this.#speed) / fullSpeed)
    // At full speed four frames are fetched ahead for one behind.
    const ahead = 1 + 3 * pull
    const way = this.#speed < 0 ? -1 : 1
    let forward = this.#centre + way
    let back = this.#centre - way
    let forwardCost = 1 / ahead
    let backCost = 1
    while ((forward >= 0 && forward < count) || (back >= 0 && back < count)) {
      const goForward = forward >= 0 && forward < count && (forwardCost <= backCost || back < 0 || back >= count)
      const frame = goForward ? forward : back
      if (fits(frame)) return frame
      if (goForward) {
        forward += way
        forwardCost += 1 / ahead
      } else {
        back -= way
        backCost += 1
      }
    }
    return null
  }
}
