import { autoWindow, usualRange } from "./windows.js"

/**
 * Windows of the panes of one viewer: dragged, set, found from what is seen. Panes of one series share theirs; with linked panes so do those of one modality.
 *
 * @typedef {import("./viewport.js").Viewport} Viewport
 * @typedef {import("../series/series.js").Series} Series
 */

/** How far the window goes when the pointer crosses a pane, as a part of its width. */
const reach = 1.2

export class Windowing {
  #panes
  /**
   * The window each series was last seen through.
   *
   * @type {WeakMap<Series, import("./viewport.js").Window>}
   */
  #last = new WeakMap()

  /** @param {{ viewports: () => readonly Viewport[], isSynced: () => boolean }} panes */
  constructor(panes) {
    this.#panes = panes
  }

  /**
   * @param {Viewport} viewport
   * @param {{ dx: number, dy: number }} change in CSS pixels
   */
  drag(viewport, { dx, dy }) {
    const { window, windowStep } = viewport
    const per = Math.max(windowStep / 4, Math.min(window.width, 4000 * windowStep) * reach / Math.max(300, viewport.width))
    const width = Math.max(windowStep, window.width + dx * per)
    // Downwards is darker: the level rises.
    this.set(viewport, { width: rounded(width, windowStep), centre: rounded(window.centre + dy * per, windowStep), table: null, preset: "own" })
  }

  /** New panes of a series are looked at as the others of it are. */
  share() {
    for (const viewport of this.#panes.viewports()) {
      const window = viewport.series && this.#last.get(viewport.series)
      if (window && window !== viewport.window) viewport.setWindow(window)
    }
  }

  /**
   * @param {Viewport} viewport
   * @param {Partial<import("./viewport.js").Window>} window
   */
  set(viewport, window) {
    const isSynced = this.#panes.isSynced()
    for (const other of this.#panes.viewports()) {
      if (other === viewport || (other.series && (other.series === viewport.series || (isSynced && other.series.info.modality === viewport.series?.info.modality)))) {
        other.setWindow(window)
        if (other.series) this.#last.set(other.series, other.window)
      }
    }
  }

  /**
   * Fits the window to a frame.
   *
   * @param {Viewport} viewport
   * @param {string} preset what it is called
   * @param {number} frame
   */
  fit(viewport, preset, frame) {
    const { series } = viewport
    if (!series || series.quality(frame) === 0) return
    const k = series.sliceOf(frame)
    const values = series.volume ? series.volume.values().subarray(k * series.volume.sliceLength, (k + 1) * series.volume.sliceLength) : series.source(frame)?.grey
    if (!values) return
    const range = usualRange(values, series.shift, series.info.padding)
    // A frame of one value says nothing of a window.
    this.set(viewport, { ...autoWindow(series.info, range[1] > range[0] ? range : series.info.pixelRange), curve: "LINEAR_EXACT", table: null, preset })
  }

  /**
   * A series without windows of its own is windowed by the first frame that comes.
   *
   * @param {Series} series
   * @param {number} frame
   */
  settle(series, frame) {
    if (series.windowed || series.info.windows.length > 0 || series.info.voiLUTs.length > 0 || series.quality(frame) !== 2) return
    series.windowed = true
    for (const viewport of this.#panes.viewports()) if (viewport.series === series && viewport.window.preset === "auto") this.fit(viewport, "auto", frame)
  }
}

/**
 * @param {number} value
 * @param {number} step
 */
const rounded = (value, step) => (step >= 1 ? Math.round(value) : Math.round(value / step) * step)
