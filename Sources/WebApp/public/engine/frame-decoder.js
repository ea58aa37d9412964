/**
 * @typedef {import("./engine.js").Frame} Frame
 * @typedef {{ resolve: (frame: Frame) => void, reject: (error: Error) => void }} Waiting
 */

/** The one address the page starts workers from; the Content-Security-Policy wants it vouched for. */
const address = () => {
  const url = new URL("decode-worker.js", import.meta.url).href
  const types = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }} */ (globalThis).trustedTypes
  return types ? types.createPolicy("vesalius-engine", { createScriptURL: () => url }).createScriptURL(url) : url
}

/** Decodes wire frames in a few workers, in the order they are asked for. */
export class FrameDecoder {
  /** @type {{ worker: Worker, waiting: Map<number, Waiting> }[]} */
  #workers = []
  #next = 0

  /** @param {number} [count] one less than the machine's cores, at most three: beyond that the network is slower */
  constructor(count = Math.max(1, Math.min(3, (navigator.hardwareConcurrency || 2) - 1))) {
    const url = address()
    for (let at = 0; at < count; at++) this.#workers.push(this.#start(url))
  }

  /** @param {string} url */
  #start(url) {
    const worker = new Worker(url, { type: "module" })
    /** @type {Map<number, Waiting>} */
    const waiting = new Map()
    worker.addEventListener("message", ({ data }) => {
      const one = waiting.get(data.id)
      waiting.delete(data.id)
      if (data.frame) one?.resolve(data.frame)
      else one?.reject(new Error(data.problem))
    })
    worker.addEventListener("error", event => {
      for (const one of waiting.values()) one.reject(new Error(event.message || "The frame decoder could not be started"))
      waiting.clear()
    })
    return { worker, waiting }
  }

  /**
   * Decodes a frame as the server sent it (inflated by the browser). The bytes are taken over: their buffer is empty afterwards.
   * @param {ArrayBuffer} bytes
   * @returns {Promise<Frame>}
   */
  decode(bytes) {
    const id = this.#next++
    const least = this.#workers.reduce((best, one) => (one.waiting.size < best.waiting.size ? one : best))
    return new Promise((resolve, reject) => {
      least.waiting.set(id, { resolve, reject })
      least.worker.postMessage({ id, bytes }, [bytes])
    })
  }

  /** Ends the workers; what was asked for and not answered is refused. */
  close() {
    for (const { worker, waiting } of this.#workers) {
      worker.terminate()
      for (const one of waiting.values()) one.reject(new Error("The frame decoder was closed"))
      waiting.clear()
    }
    this.#workers = []
  }
}
