/**
 * Plays the frames of a pane, or the time points of a 4D series: at the speed the file says, or ten a second. Frames that have not come are waited for, never left out.
 */
export class Cine {
  #running = 0
  #last = 0
  #fps = 0
  #viewer
  #changed
  /** Slices a moment may fall behind before the clock is set anew, ms. */
  static #patience = 250

  /** @param {import("../viewer.js").Viewer} viewer @param {() => void} changed */
  constructor(viewer, changed) {
    this.#viewer = viewer
    this.#changed = changed
  }

  get isPlaying() { return this.#running !== 0 }
  /** Frames per second. */
  get fps() {
    const frameTime = this.#viewer.active?.series?.info.frameTime
    return this.#fps || (frameTime ? Math.min(60, 1000 / frameTime) : 10)
  }

  set fps(fps) {
    this.#fps = Math.max(0.5, Math.min(60, fps))
    this.#changed()
  }

  toggle() {
    if (this.isPlaying) this.stop()
    else {
      this.#last = performance.now()
      this.#running = requestAnimationFrame(now => this.#tick(now))
    }
    this.#changed()
    return true
  }

  stop() {
    if (!this.#running) return
    cancelAnimationFrame(this.#running)
    this.#running = 0
    this.#changed()
  }

  /** @param {number} now */
  #tick(now) {
    this.#running = requestAnimationFrame(next => this.#tick(next))
    const gap = 1000 / this.fps
    if (now - this.#last < gap) return
    const viewport = this.#viewer.active
    const { series } = viewport
    if (!series) return
    const moving = series.times > 1
    const count = moving ? series.times : viewport.position.count
    const at = ((moving ? series.time : viewport.position.at) + 1) % count
    const frame = moving ? at * series.slices + series.sliceOf(viewport.frame) : series.frameAt(at)
    if (viewport.isAcquired && series.quality(frame) === 0 && !series.failures.has(frame)) {
      series.look(frame, now)
      this.#viewer.store.pump()
      this.#last = now
      return
    }
    this.#last = now - this.#last > Cine.#patience ? now : this.#last + gap
    if (moving) this.#viewer.setTime(at)
    else if (this.#viewer.isSynced) this.#viewer.scroll(viewport, at - viewport.position.at)
    else viewport.goToStep(at)
  }
}
