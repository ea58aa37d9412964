/**
 * The workers that fetch and decode frames, shared by every series of the page. At most {@link lanes} requests are under way: browsers open six connections to a server, and whatever stands
 * behind them cannot be called back.
 *
 * @typedef {import("./decode-worker.js").Frame} Frame
 * @typedef {{ resolve: (frame: Frame) => void, reject: (error: Error) => void, worker: number, cancelled: boolean }} Job
 */

const lanes = 6

/** A frame that was not needed any more. */
export class Cancelled extends Error {}
/** A frame the server would not or could not give. */
export class FrameFailure extends Error {
  /** @param {string} message @param {number} status of HTTP; 0 when it never arrived */
  constructor(message, status) {
    super(message)
    this.status = status
  }

  /** Whether trying again may help. */
  get passing() { return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 502 }
}

export class DecodePool {
  /** @type {Worker[]} */
  #workers = []
  /** @type {Map<number, Job>} */
  #jobs = new Map()
  #next = 0
  #turn = 0

  get busy() { return this.#jobs.size }
  get hasRoom() { return this.#jobs.size < lanes }

  /** Wakes the workers: they load while the page still asks what there is. */
  start() {
    if (this.#workers.length > 0) return
    // One is enough to keep up with a fast network; more only where cores are idle.
    const count = Math.max(1, Math.min(3, (navigator.hardwareConcurrency || 2) - 1))
    for (let n = 0; n < count; n++) {
      const worker = new Worker(workerAddress(), { type: "module" })
      worker.onmessage = ({ data }) => this.#settle(data)
      worker.onerror = event => {
        event.preventDefault()
        for (const [id, job] of this.#jobs) {
          if (job.worker !== n) continue
          this.#jobs.delete(id)
          job.reject(new FrameFailure("The part that decodes frames stopped", 0))
        }
      }
      this.#workers.push(worker)
    }
  }

  /**
   * @param {string} url
   * @param {{ shift: number, warm?: boolean }} how
   * @returns {{ frame: Promise<Frame>, cancel: () => void }}
   */
  get(url, { shift, warm = false }) {
    this.start()
    const id = ++this.#next
    const n = this.#turn++ % this.#workers.length
    const worker = /** @type {Worker} */ (this.#workers[n])
    /** @type {Promise<Frame>} */
    const frame = new Promise((resolve, reject) => this.#jobs.set(id, { resolve, reject, worker: n, cancelled: false }))
    worker.postMessage({ id, url: new URL(url, location.href).href, shift, warm })
    const cancel = () => {
      const job = this.#jobs.get(id)
      if (!job) return
      job.cancelled = true
      worker.postMessage({ cancel: id })
    }
    return { frame, cancel }
  }

  /** @param {import("./decode-worker.js").Answer} answer */
  #settle(answer) {
    const job = this.#jobs.get(answer.id)
    if (!job) return
    this.#jobs.delete(answer.id)
    if (!("error" in answer)) job.resolve(answer)
    else if (job.cancelled) job.reject(new Cancelled("not needed any more"))
    else job.reject(new FrameFailure(answer.error, answer.status))
  }
}

/** The one pool of this page. */
export const pool = new DecodePool()

/** The page demands that whatever becomes a script says where it comes from; this is one address of our own. */
let policy = /** @type {TrustedTypePolicy | undefined} */ (undefined)
function workerAddress() {
  const address = new URL("decode-worker.js", import.meta.url).href
  policy ??= window.trustedTypes?.createPolicy("vesalius-frames", { createScriptURL: text => text })
  return /** @type {string} */ (/** @type {unknown} */ (policy?.createScriptURL?.(address) ?? address))
}
