/**
 * How much memory a series may take, in bytes: 8 for each voxel and 150 MB for the page. What that buys is decided before anything is loaded and said to the reader.
 *
 * @typedef {"volume" | "stack"} Holding `volume`: every voxel in the engine; `stack`: frames one by one, the last used kept
 */

export const perVoxel = 8
export const base = 150e6
/** A volume beyond this has no place in a 32-bit engine next to its label layers. */
const largestVolume = 1.2e9
/** Frames of a stack that may stay decoded, in bytes. */
export const stackMemory = 160e6

/**
 * @param {{ columns: number, rows: number, slices: number, samples: number, sizesDiffer: boolean }} series
 * @param {number} [deviceMemory] GB, where the browser says
 * @returns {{ holding: Holding, reason: "" | "colour" | "sizes" | "large" }}
 */
export function holdingOf({ columns, rows, slices, samples, sizesDiffer }, deviceMemory = 8) {
  if (samples > 1) return { holding: "stack", reason: "colour" }
  if (sizesDiffer) return { holding: "stack", reason: "sizes" }
  const bytes = columns * rows * slices * 2
  // Half of what the machine has is for others; a volume needs its double on the graphics card, too.
  const most = Math.min(largestVolume, deviceMemory * 1e9 / 8)
  return bytes > most ? { holding: "stack", reason: "large" } : { holding: "volume", reason: "" }
}
