import { loadEngine } from "./engine.js"

/**
 * Decodes wire frames off the main thread: post `{ id, bytes }` (an ArrayBuffer, transferred), get `{ id, frame }` or `{ id, problem }`. The arrays of the
 * frame are transferred back. Start it with `new Worker(new URL("decode-worker.js", …), { type: "module" })`.
 *
 * @typedef {{ id: number, bytes: ArrayBuffer }} Request
 * @typedef {{ id: number, frame: import("./engine.js").Frame } | { id: number, problem: string }} Answer
 */

/** The types know windows, not workers. */
const worker = /** @type {{ postMessage(message: Answer, transfer: Transferable[]): void }} */ (/** @type {unknown} */ (self))
const engine = loadEngine()

/** @param {Request} request */
const answer = async ({ id, bytes }) => {
  try {
    const frame = (await engine).decode(new Uint8Array(bytes))
    const array = frame.samples ?? frame.pixels
    worker.postMessage({ id, frame }, array ? [array.buffer] : [])
  } catch (error) {
    worker.postMessage({ id, problem: error instanceof Error ? error.message : String(error) }, [])
  }
}

self.addEventListener("message", event => { void answer(event.data) })
