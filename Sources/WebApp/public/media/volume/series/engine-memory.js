/** A volume's place in the memory of the engine. */

/**
 * @param {{ columns: number, rows: number, slices: number, spacing: readonly number[] }} _grid
 * @returns {Promise<ConstructorParameters<typeof import("./volume.js").Volume>[1]>}
 */
export async function engineMemory(_grid) {
  return null
}
