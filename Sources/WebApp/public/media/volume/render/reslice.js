/**
 * A plane through a volume, as RGBA, on the processor. Each row is clipped to the volume first, so that the loops ask nothing; outside is black.
 *
 * @typedef {import("./renderer.js").Pane} Pane
 * @typedef {import("./renderer.js").Sampling} Sampling
 * @typedef {import("../series/volume.js").PixelSource} PixelSource
 * @typedef {Readonly<{ values: Int16Array, columns: number, rows: number, slices: number }>} Block
 */

const black = 0xff000000
/** Nearer to a whole slice than this, a sample lies on it. */
const onSlice = 1e-3

/**
 * @param {Block} block
 * @param {Pick<Pane, "sampling" | "depths" | "slab" | "table" | "smooth">} how
 * @param {number} width
 * @param {number} height
 * @param {Uint32Array} out
 */
export function reslice(block, { sampling, depths, slab, table, smooth }, width, height, out) {
  const { start, du, dv } = sampling
  const isFlat = du[2] === 0 && dv[2] === 0 && !slab
  const depth = isFlat && depths ? indexAt(depths, start[2]) : start[2]
  if (isFlat && (!smooth || Math.abs(depth - Math.round(depth)) < onSlice)) inSlice(block, { start: [start[0], start[1], Math.round(depth)], du, dv }, table, smooth, width, height, out)
  else if (!slab) between(block, isFlat ? { start: [start[0], start[1], depth], du, dv } : sampling, isFlat ? null : depths, table, smooth, width, height, out)
  else throughSlab(block, sampling, depths, slab, table, width, height, out)
}

/** @param {import("./renderer.js").DepthTable} depths @param {number} depth mm along the normal */
export function indexAt({ first, perMillimetre, indexes }, depth) {
  const at = (depth - first) * perMillimetre
  const n = Math.max(0, Math.min(indexes.length - 2, Math.floor(at)))
  const a = indexes[n] ?? 0
  return a + ((indexes[n + 1] ?? a) - a) * (at - n)
}

/** Where a line of samples enters and leaves 0…length, as counts of steps. */
let enter = 0
let leave = 0

/**
 * Narrows {@link enter}…{@link leave} to where `from + n · step` lies in −½…length − ½.
 *
 * @param {number} from
 * @param {number} step
 * @param {number} length
 */
function clip(from, step, length) {
  const low = -0.5
  const high = length - 0.5
  if (Math.abs(step) < 1e-12) {
    if (from < low || from > high) leave = -1
    return
  }
  const a = (low - from) / step
  const b = (high - from) / step
  enter = Math.max(enter, Math.ceil(Math.min(a, b) - 1e-9))
  leave = Math.min(leave, Math.floor(Math.max(a, b) + 1e-9))
}

/**
 * Along one slice: four neighbours.
 *
 * @param {Block} block
 * @param {Sampling} sampling
 * @param {Uint32Array} table
 * @param {boolean} smooth
 * @param {number} width
 * @param {number} height
 * @param {Uint32Array} out
 */
function inSlice({ values, columns, rows, slices }, { start, du, dv }, table, smooth, width, height, out) {
  const k = start[2]
  if (k < 0 || k >= slices) {
    out.fill(black)
    return
  }
  const base = k * columns * rows
  const lastX = columns - 1
  const lastY = rows - 1
  for (let y = 0; y < height; y++) {
    const o = y * width
    let x = start[0] + y * dv[0]
    let z = start[1] + y * dv[1]
    enter = 0
    leave = width - 1
    clip(x, du[0], columns)
    clip(z, du[1], rows)
    if (leave < enter) {
      out.fill(black, o, o + width)
      continue
    }
    out.fill(black, o, o + enter)
    out.fill(black, o + leave + 1, o + width)
    const sx = x
    const sz = z
    for (let n = enter; n <= leave; n++) {
      x = sx + n * du[0]
      z = sz + n * du[1]
      if (smooth) {
        x = x < 0 ? 0 : x > lastX ? lastX : x
        z = z < 0 ? 0 : z > lastY ? lastY : z
        const i = x | 0
        const j = z | 0
        const fx = x - i
        const fz = z - j
        const a = base + j * columns + i
        const right = i < lastX ? 1 : 0
        const down = j < lastY ? columns : 0
        const top = /** @type {number} */ (values[a]) * (1 - fx) + /** @type {number} */ (values[a + right]) * fx
        const bottom = /** @type {number} */ (values[a + down]) * (1 - fx) + /** @type {number} */ (values[a + down + right]) * fx
        out[o + n] = /** @type {number} */ (table[(top * (1 - fz) + bottom * fz + 32768.5) | 0])
      } else {
        const i = x + 0.5 | 0
        const j = z + 0.5 | 0
        out[o + n] = /** @type {number} */ (table[/** @type {number} */ (values[base + (j > lastY ? lastY : j) * columns + (i > lastX ? lastX : i)]) + 32768])
      }
    }
  }
}

/**
 * Across slices: eight neighbours.
 *
 * @param {Block} block
 * @param {Sampling} sampling
 * @param {import("./renderer.js").DepthTable | null} depths
 * @param {Uint32Array} table
 * @param {boolean} smooth
 * @param {number} width
 * @param {number} height
 * @param {Uint32Array} out
 */
function between(block, { start, du, dv }, depths, table, smooth, width, height, out) {
  const { columns, rows, slices } = block
  for (let y = 0; y < height; y++) {
    const o = y * width
    const sx = start[0] + y * dv[0]
    const sy = start[1] + y * dv[1]
    const sz = start[2] + y * dv[2]
    enter = 0
    leave = width - 1
    clip(sx, du[0], columns)
    clip(sy, du[1], rows)
    if (!depths) clip(sz, du[2], slices)
    if (leave < enter) {
      out.fill(black, o, o + width)
      continue
    }
    out.fill(black, o, o + enter)
    out.fill(black, o + leave + 1, o + width)
    for (let n = enter; n <= leave; n++) {
      const depth = sz + n * du[2]
      const k = depths ? indexAt(depths, depth) : depth
      out[o + n] = k < -0.5 || k > slices - 0.5 ? black : /** @type {number} */ (table[(sample(block, sx + n * du[0], sy + n * du[1], k, smooth) + 32768.5) | 0])
    }
  }
}

/**
 * @param {Block} block
 * @param {number} x
 * @param {number} y
 * @param {number} z
 * @param {boolean} smooth
 * @returns {number}
 */
export function sample({ values, columns, rows, slices }, x, y, z, smooth) {
  const lastX = columns - 1
  const lastY = rows - 1
  const lastZ = slices - 1
  x = x < 0 ? 0 : x > lastX ? lastX : x
  y = y < 0 ? 0 : y > lastY ? lastY : y
  z = z < 0 ? 0 : z > lastZ ? lastZ : z
  if (!smooth) return /** @type {number} */ (values[((z + 0.5 | 0) * rows + (y + 0.5 | 0)) * columns + (x + 0.5 | 0)])
  const i = x | 0
  const j = y | 0
  const k = z | 0
  const fx = x - i
  const fy = y - j
  const fz = z - k
  const a = (k * rows + j) * columns + i
  const right = i < lastX ? 1 : 0
  const down = j < lastY ? columns : 0
  const next = k < lastZ ? rows * columns : 0
  const b = a + down
  const top = (/** @type {number} */ (values[a]) * (1 - fx) + /** @type {number} */ (values[a + right]) * fx) * (1 - fy) + (/** @type {number} */ (values[b]) * (1 - fx) + /** @type {number} */ (values[b + right]) * fx) * fy
  const c = a + next
  const d = b + next
  const bottom = (/** @type {number} */ (values[c]) * (1 - fx) + /** @type {number} */ (values[c + right]) * fx) * (1 - fy) + (/** @type {number} */ (values[d]) * (1 - fx) + /** @type {number} */ (values[d + right]) * fx) * fy
  return top * (1 - fz) + bottom * fz
}

/**
 * @param {Block} block
 * @param {Sampling} sampling
 * @param {import("./renderer.js").DepthTable | null} depths
 * @param {import("./renderer.js").Slab} slab
 * @param {Uint32Array} table
 * @param {number} width
 * @param {number} height
 * @param {Uint32Array} out
 */
function throughSlab(block, { start, du, dv }, depths, { count, step, mode }, table, width, height, out) {
  const { columns, rows, slices } = block
  for (let y = 0; y < height; y++) {
    for (let n = 0; n < width; n++) {
      let x = start[0] + n * du[0] + y * dv[0]
      let z = start[1] + n * du[1] + y * dv[1]
      let w = start[2] + n * du[2] + y * dv[2]
      let best = mode === "max" ? -Infinity : mode === "min" ? Infinity : 0
      let seen = 0
      for (let s = 0; s < count; s++, x += step[0], z += step[1], w += step[2]) {
        const k = depths ? indexAt(depths, w) : w
        if (x < -0.5 || z < -0.5 || k < -0.5 || x > columns - 0.5 || z > rows - 0.5 || k > slices - 0.5) continue
        const value = sample(block, x, z, k, true)
        seen++
        if (mode === "mean") best += value
        else if (mode === "max" ? value > best : value < best) best = value
      }
      out[y * width + n] = seen === 0 ? black : /** @type {number} */ (table[((mode === "mean" ? best / seen : best) + 32768.5) | 0])
    }
  }
}
