import { parseConfig } from "../core/config.js"
import { APIError } from "./api.js"

/** A prefetched task is the server's promise for five minutes; after four it is asked for anew. */
const fresh = 4 * 60_000

/**
 * Holds the task after the open one, and what its eye meets first.
 *
 * @typedef {Readonly<{ api: import("./api.js").API, project: number, labelConfig: () => string, now?: () => number, preload?: (url: string) => void }>} PrefetchOptions
 */
export class Prefetch {
  #options
  /** @type {{ task: any, time: number } | null} */
  #held = null
  /** @type {AbortController | null} */
  #going = null

  /** @param {PrefetchOptions} options */
  constructor(options) {
    this.#options = options
  }

  /**
   * Fetches the next task, unless it is there. Without it the next task merely takes longer, so a refusal is no error.
   *
   * @param {number} open the task that is open: a server that has not heard of its hand-in yet would give it again
   */
  async fill(open) {
    if (this.#going || this.peek()) return
    const going = (this.#going = new AbortController())
    try {
      const { api, project, labelConfig } = this.#options
      const task = await api.get(`/api/projects/${project}/next`, { query: { prefetch: 1 }, signal: going.signal })
      if (!task?.id || task.id === open || going.signal.aborted) return
      this.#held = { task, time: this.#now() }
      for (const url of pictures(labelConfig(), task.data)) this.#preload(url)
    } catch (error) {
      if (!(error instanceof APIError) && !going.signal.aborted) throw error
    } finally {
      if (this.#going === going) this.#going = null
    }
  }

  /** The held task, if it is fresh. */
  peek() {
    return this.#held && this.#now() - this.#held.time < fresh ? this.#held.task : null
  }

  /** Gives the held task away. */
  take() {
    const task = this.peek()
    this.drop()
    return task
  }

  /** Forgets it: the person went elsewhere. */
  drop() {
    this.#going?.abort()
    this.#going = null
    this.#held = null
  }

  #now() { return (this.#options.now ?? Date.now)() }

  /** @param {string} url */
  #preload(url) {
    if (this.#options.preload) this.#options.preload(url)
    else if (/\/api\/imaging\/series\/\d+(\/|$)/.test(url) && !url.endsWith(".png")) void import("../media/volume/series/warm.js").then(({ warmSeries }) => warmSeries(url))
    else {
      const image = new Image()
      image.decoding = "async"
      image.src = url
    }
  }
}

/**
 * The first pictures a task shows.
 *
 * @param {string} labelConfig
 * @param {Record<string, unknown>} data
 * @returns {string[]}
 */
function pictures(labelConfig, data) {
  return [...parseConfig(labelConfig, data).objects.values()].flatMap(object => {
    if (object.tag !== "Image") return []
    const first = Array.isArray(object.value) ? object.value[0] : object.value
    return typeof first === "string" && /^(\/|https?:)/.test(first) ? [first] : []
  })
}
