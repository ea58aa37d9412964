/**
 * Volumes, frames and labelmaps on the graphics card: views of memory others own, brought up to date a slice or a box at a time.
 *
 * @typedef {import("./renderer.js").PixelSource} PixelSource
 * @typedef {import("./renderer.js").LabelLayer} LabelLayer
 * @typedef {import("./renderer.js").VoxelBox} VoxelBox
 * @typedef {{ columns: number, rows: number, slices: number }} Size
 * @typedef {{ texture: WebGLTexture, target: number, size: Size, stamps: Uint32Array, stamp: number, used: number, bytes: number }} Held
 * @typedef {{ texture: WebGLTexture, target: number, size: Size, dirty: VoxelBox | null, palette: WebGLTexture }} HeldLabels
 */

/** Bytes sent to the card in one frame beside the slice that is looked at: a few milliseconds. */
const perFrame = 8e6
/** Kept of what is not in sight. */
const spare = 512e6

export class Textures {
  #gl
  /** @type {Map<object, Held>} */
  #held = new Map()
  /** @type {Map<object, WebGLTexture>} */
  #colours = new Map()
  /** @type {Map<LabelLayer, HeldLabels>} */
  #labels = new Map()
  #turn = 0
  #sent = 0
  #largest

  /** @param {WebGL2RenderingContext} gl */
  constructor(gl) {
    this.#gl = gl
    this.#largest = Number(gl.getParameter(gl.MAX_3D_TEXTURE_SIZE))
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
  }

  /** A frame begins. */
  begin() {
    this.#turn++
    this.#sent = 0
  }

  /** @param {Size} size */
  target({ columns, rows, slices }) {
    const gl = this.#gl
    return Math.max(columns, rows, slices) <= this.#largest && slices > 1 ? gl.TEXTURE_3D : gl.TEXTURE_2D_ARRAY
  }

  /**
   * @param {PixelSource} source
   * @param {readonly [number, number]} seen slices that are looked at: they go first
   * @returns {{ held: Held, isWhole: boolean }}
   */
  volume(source, seen) {
    const gl = this.#gl
    let held = this.#held.get(source)
    if (!held) {
      const target = this.target(source)
      held = { texture: this.#make(target, gl.R16I, source), target, size: { columns: source.columns, rows: source.rows, slices: source.slices }, stamps: new Uint32Array(source.slices), stamp: 0, used: 0, bytes: source.columns * source.rows * source.slices * 2 }
      this.#held.set(source, held)
    }
    held.used = this.#turn
    if (held.stamp === source.stamp) return { held, isWhole: true }
    gl.bindTexture(held.target, held.texture)
    const pixels = source.pixels()
    const length = source.columns * source.rows
    let isWhole = true
    /** @param {number} k */
    const send = k => {
      const now = /** @type {Held} */ (held)
      if (now.stamps[k] === source.stamps[k]) return
      gl.texSubImage3D(now.target, 0, 0, 0, k, source.columns, source.rows, 1, gl.RED_INTEGER, gl.SHORT, pixels.subarray(k * length, (k + 1) * length))
      now.stamps[k] = source.stamps[k] ?? 0
      this.#sent += 2 * length
    }
    for (let k = Math.max(0, seen[0]); k <= Math.min(source.slices - 1, seen[1]) && this.#sent < 8 * perFrame; k++) send(k)
    for (let k = 0; k < source.slices; k++) {
      if (held.stamps[k] === source.stamps[k]) continue
      if (this.#sent >= perFrame) {
        isWhole = false
        break
      }
      send(k)
    }
    if (isWhole) held.stamp = source.stamp
    return { held, isWhole }
  }

  /** @param {import("./renderer.js").ColourSource} source */
  picture(source) {
    const gl = this.#gl
    let texture = this.#colours.get(source)
    if (texture) return texture
    texture = /** @type {WebGLTexture} */ (gl.createTexture())
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, source.columns, source.rows)
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, source.columns, source.rows, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(source.rgba.buffer, source.rgba.byteOffset, source.rgba.byteLength))
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE)
    this.#colours.set(source, texture)
    if (this.#colours.size > 24) {
      const [oldest] = this.#colours
      if (oldest) {
        gl.deleteTexture(oldest[1])
        this.#colours.delete(oldest[0])
      }
    }
    return texture
  }

  /** @param {LabelLayer} layer @param {Size} grid @param {VoxelBox | null} box all of it where null */
  touchLabels(layer, grid, box) {
    const held = this.#labels.get(layer)
    if (!held) return
    const all = { i0: 0, i1: grid.columns, j0: 0, j1: grid.rows, k0: 0, k1: grid.slices }
    held.dirty = box === null ? all : held.dirty === null ? { ...box } : {
      i0: Math.min(held.dirty.i0, box.i0), i1: Math.max(held.dirty.i1, box.i1), j0: Math.min(held.dirty.j0, box.j0), j1: Math.max(held.dirty.j1, box.j1),
      k0: Math.min(held.dirty.k0, box.k0), k1: Math.max(held.dirty.k1, box.k1),
    }
  }

  /** @param {LabelLayer} layer @param {Size} grid @returns {HeldLabels} */
  labels(layer, grid) {
    const gl = this.#gl
    let held = this.#labels.get(layer)
    if (!held) {
      const target = this.target(grid)
      const palette = /** @type {WebGLTexture} */ (gl.createTexture())
      gl.bindTexture(gl.TEXTURE_2D, palette)
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 256, 2)
      nearest(gl, gl.TEXTURE_2D)
      held = { texture: this.#make(target, gl.R8UI, grid), target, size: grid, dirty: { i0: 0, i1: grid.columns, j0: 0, j1: grid.rows, k0: 0, k1: grid.slices }, palette }
      this.#labels.set(layer, held)
    }
    if (held.dirty) {
      const { i0, i1, j0, j1, k0, k1 } = held.dirty
      held.dirty = null
      gl.bindTexture(held.target, held.texture)
      // The box is cut out of the whole by the card itself: nothing is copied here.
      gl.pixelStorei(gl.UNPACK_ROW_LENGTH, grid.columns)
      gl.pixelStorei(gl.UNPACK_IMAGE_HEIGHT, grid.rows)
      if (i1 > i0 && j1 > j0 && k1 > k0) gl.texSubImage3D(held.target, 0, i0, j0, k0, i1 - i0, j1 - j0, k1 - k0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, layer.values(), (k0 * grid.rows + j0) * grid.columns + i0)
      gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0)
      gl.pixelStorei(gl.UNPACK_IMAGE_HEIGHT, 0)
    }
    const rows = new Uint8Array(2048)
    rows.set(layer.palette)
    if (layer.dashed) for (let n = 0; n < 256; n++) rows[1024 + 4 * n] = layer.dashed[n] ? 255 : 0
    gl.bindTexture(gl.TEXTURE_2D, held.palette)
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 256, 2, gl.RGBA, gl.UNSIGNED_BYTE, rows)
    return held
  }

  /** @param {LabelLayer} layer */
  dropLabels(layer) {
    const held = this.#labels.get(layer)
    if (!held) return
    this.#gl.deleteTexture(held.texture)
    this.#gl.deleteTexture(held.palette)
    this.#labels.delete(layer)
  }

  /** What nobody has looked at for long makes room. */
  tidy() {
    let bytes = [...this.#held.values()].reduce((sum, held) => sum + held.bytes, 0)
    const old = [...this.#held].filter(([, held]) => held.used < this.#turn).sort((a, b) => a[1].used - b[1].used)
    for (const [source, held] of old) {
      if (bytes <= spare && old.length <= 24) return
      this.#gl.deleteTexture(held.texture)
      this.#held.delete(source)
      bytes -= held.bytes
    }
  }

  /** @param {number} target @param {number} format @param {Size} size */
  #make(target, format, { columns, rows, slices }) {
    const gl = this.#gl
    const texture = /** @type {WebGLTexture} */ (gl.createTexture())
    gl.bindTexture(target, texture)
    gl.texStorage3D(target, 1, format, columns, rows, slices)
    nearest(gl, target)
    if (gl.getError() === gl.OUT_OF_MEMORY) throw new Error("The graphics card has no room for this series")
    return texture
  }
}

/**
 * Integer textures cannot be filtered; without this they read as nothing.
 *
 * @param {WebGL2RenderingContext} gl
 * @param {number} target
 */
function nearest(gl, target) {
  gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
  gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
}
