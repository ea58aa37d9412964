/**
 * Fetches a frame and takes it apart, away from the page: the browser inflates it as it arrives, the predictor is undone here. One request and one answer a message; a frame comes back as a
 * buffer that is handed over, not copied.
 *
 * @typedef {{ id: number, url: string, shift: number, warm: boolean }} Ask `warm`: fetch only, so that the browser's own cache holds it, compressed
 * @typedef {{ id: number, header: import("./wire.js").WireHeader, grey?: Int16Array, colour?: Uint8ClampedArray, received: number }} Frame
 * @typedef {Frame | { id: number, error: string, status: number }} Answer
 */
import { loadEngine } from "../../../engine/engine.js"
import { colourOf, greyOf, wireHeader } from "./wire.js"

/**
 * The engine undoes the predictor twice as fast; the first frames do not wait for it.
 *
 * @type {import("../../../engine/engine.js").Engine | null}
 */
let engine = null
loadEngine().then(loaded => { engine = loaded }, () => {})

/** @type {Map<number, AbortController>} */
const running = new Map()

const port = /** @type {{ postMessage: (message: Answer, transfer?: Transferable[]) => void, onmessage: ((event: MessageEvent<Ask | { cancel: number }>) => void) | null }} */ (/** @type {unknown} */ (self))

port.onmessage = (/** @type {MessageEvent<Ask | { cancel: number }>} */ { data }) => {
  if ("cancel" in data) running.get(data.cancel)?.abort()
  else void answer(data)
}

/** @param {Ask} ask */
async function answer({ id, url, shift, warm }) {
  const control = new AbortController()
  running.set(id, control)
  try {
    const bytes = await fetchBytes(url, control.signal)
    const header = wireHeader(bytes)
    const received = bytes.length
    if (warm) port.postMessage({ id, header, received })
    else if (header.kind === 3) {
      const colour = engine?.decode(bytes).pixels ?? colourOf(bytes, header)
      port.postMessage({ id, header, colour, received }, [colour.buffer])
    } else {
      // The engine shifts by what the frame says; a series is shifted as one.
      const grey = (engine && header.kind === 1 && (shift !== 0) === (!header.signed && header.bitsStored > 15) ? engine.decode(bytes).samples : null) ?? greyOf(bytes, header, shift)
      port.postMessage({ id, header, grey, received }, [grey.buffer])
    }
  } catch (error) {
    const status = error instanceof Refused ? error.status : 0
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error), status })
  } finally {
    running.delete(id)
  }
}

class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** @param {string} url @param {AbortSignal} signal */
async function fetchBytes(url, signal) {
  const response = await fetch(url, { signal, credentials: "same-origin" })
  if (!response.ok) {
    const said = await response.json().catch(() => null)
    throw new Refused(response.status, typeof said?.detail === "string" ? said.detail : `The server answered ${response.status}`)
  }
  return new Uint8Array(await response.arrayBuffer())
}
