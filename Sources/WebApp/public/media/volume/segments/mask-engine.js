/**
 * The engine's editor as the desk wants it: layer 0, numbers for failures, boxes as records have them.
 *
 * @typedef {import("../../../engine/engine.js").Engine} Engine
 * @typedef {import("../../../engine/engine.js").Grid} Grid
 * @typedef {import("./desk.js").MaskPort} MaskPort
 */
import { longestDiameter, segmentSurface } from "../../../engine/algorithms.js"
import { brush } from "./records.js"

const failures = ["", "malformed", "unknownVersion", "unknownKind", "outOfRange", "needsIntensities", "nothingToUndo", "tooLarge", "locked"]
const nowhere = Object.freeze({ minI: 0, minJ: 0, minK: 0, endI: 0, endJ: 0, endK: 0 })

/**
 * @param {Engine} engine
 * @param {Grid} grid
 * @param {() => { pointer: number, count: number } | null} intensities null while they are not all there: what depends on them must wait
 * @returns {MaskPort}
 */
export function maskPort(engine, grid, intensities) {
  const editor = engine.editor(grid)
  // A mask nobody has written to has no memory yet; to be drawn it needs some. A dab far outside makes it and changes nothing.
  const prepare = () => editor.apply(brush({ layer: 0, segment: 1 }, { radius: 0.001, normal: null, points: [[-1e4, -1e4, -1e4]] }))
  prepare()
  return {
    apply(words) {
      const { failure, changed, box } = editor.apply(words, /** @type {any} */ (intensities()))
      return {
        failure: failure === null ? 0 : Math.max(1, failures.indexOf(failure)), changed,
        box: box ? { minI: box.min[0], minJ: box.min[1], minK: box.min[2], endI: box.end[0], endJ: box.end[1], endK: box.end[2] } : nowhere,
      }
    },
    labels() {
      const found = editor.labels(0)
      if (!found) throw new Error("The mask has no labels")
      return found
    },
    hash: () => editor.hash,
    restore(state) {
      const words = state ? new Uint32Array(state.slice(0, state.byteLength & ~3)) : Uint32Array.of(0)
      if (!editor.restore(words)) throw new Error("The stored mask does not fit this series")
      prepare()
    },
    surface: (segment, step) => segmentSurface(engine, { editor, layer: 0, segment }, { step, rounds: 8 }),
    diameter: segment => longestDiameter(engine, { editor, layer: 0, segment }, 2),
    free: () => editor.free(),
  }
}
