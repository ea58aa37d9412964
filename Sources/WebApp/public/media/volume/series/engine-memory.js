import { loadEngine } from "../../../engine/engine.js"

/** @typedef {import("../../../engine/engine.js").Engine} Engine */

/**
 * One engine for all volumes of the page.
 *
 * @type {Promise<Engine | null> | null}
 */
let engine = null

/**
 * The engine, or null where this browser may not run WebAssembly: viewing goes on in plain JavaScript, segments do not.
 *
 * @returns {Promise<Engine | null>}
 */
export function pageEngine() {
  engine ??= loadEngine().catch(() => null)
  return engine
}

/**
 * A place for a volume in the memory of the engine.
 *
 * @param {{ columns: number, rows: number, slices: number, spacing: readonly [number, number, number] }} grid
 * @returns {Promise<ConstructorParameters<typeof import("./volume.js").Volume>[1]>}
 */
export async function engineMemory(grid) {
  const loaded = await pageEngine()
  if (!loaded) return null
  try {
    const block = loaded.volume(grid)
    return { engine: loaded, block, values: () => block.samples }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
