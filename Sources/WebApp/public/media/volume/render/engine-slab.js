/**
 * Slabs across slices through the engine: it samples a slab several times as fast as plain JavaScript.
 *
 * @typedef {import("./renderer.js").Pane} Pane
 * @typedef {import("../../../engine/picture.js").Picture} Picture
 */

const projections = /** @type {const} */ ({ max: "maximum", min: "minimum", mean: "mean" })

/** @type {{ engine: import("../../../engine/engine.js").Engine, picture: Picture } | null} */
let held = null

/**
 * @param {Pick<Pane, "source" | "slab" | "table" | "depths" | "sampling">} pane
 * @param {number} width
 * @param {number} height
 * @param {Uint32Array} out
 * @returns {boolean} false where the engine cannot: slices at irregular distances, no engine
 */
export function engineSlab({ source, slab, table, depths, sampling: { start, du, dv } }, width, height, out) {
  const block = /** @type {{ block?: import("../../../engine/volume.js").Volume | null }} */ (source).block
  const engine = /** @type {{ engine?: import("../../../engine/engine.js").Engine | null }} */ (source).engine
  if (!block || !engine || !slab || depths || /** @type {{ isRescaled?: boolean }} */ (source).isRescaled) return false
  if (held?.engine !== engine) held = { engine, picture: engine.picture(width, height) }
  const { picture } = held
  picture.resize(width, height)
  // What marks "no volume here" must be a value that no voxel has.
  const fill = /** @type {{ shift?: number }} */ (source).shift ? 32767 : -32768
  block.slab({ origin: start, right: du, down: dv }, picture, { through: slab.step, count: slab.count, projection: projections[slab.mode], smooth: true, fill })
  const { samples } = picture
  for (let n = 0; n < out.length; n++) {
    const value = /** @type {number} */ (samples[n])
    out[n] = value === fill ? 0xff000000 : /** @type {number} */ (table[value + 32768])
  }
  return true
}
