import { colour, corners, grey, labels } from "./shaders.js"
import { Textures } from "./textures.js"

/**
 * @typedef {import("./renderer.js").Pane} Pane
 * @typedef {import("./renderer.js").Sampling} Sampling
 * @typedef {{ program: WebGLProgram, at: Map<string, WebGLUniformLocation | null> }} Program
 */

/** How long a lost context is waited for before the processor takes over, ms. */
const patience = 3000
const modes = Object.freeze({ max: 0, min: 1, mean: 2 })

/** Draws with the graphics card: one context for all panes, each a rectangle of one canvas. */
export class WebGLRenderer {
  kind = /** @type {const} */ ("webgl")
  #gl
  #textures
  /** @type {Map<string, Program>} */
  #programs = new Map()
  /** @type {Map<Uint32Array, { texture: WebGLTexture, stamp: number }>} */
  #tables = new Map()
  /** @type {Map<object, WebGLTexture>} */
  #depths = new Map()
  #none
  #isLost = false
  #timer = 0

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {WebGL2RenderingContext} gl
   * @param {() => void} lost for good
   * @param {() => void} back draw again
   */
  constructor(canvas, gl, lost, back) {
    this.canvas = canvas
    this.#gl = gl
    this.#textures = new Textures(gl)
    this.#none = this.#floats(new Float32Array(1))
    canvas.addEventListener("webglcontextlost", event => {
      event.preventDefault()
      this.#isLost = true
      this.#timer = window.setTimeout(lost, patience)
    })
    canvas.addEventListener("webglcontextrestored", () => {
      clearTimeout(this.#timer)
      this.#isLost = false
      // Everything on the card is gone; everything here is still true.
      this.#programs.clear()
      this.#tables.clear()
      this.#depths.clear()
      this.#textures = new Textures(gl)
      this.#none = this.#floats(new Float32Array(1))
      back()
    })
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    if (this.canvas.width !== width) this.canvas.width = width
    if (this.canvas.height !== height) this.canvas.height = height
  }

  /** @param {readonly Pane[]} panes @param {boolean} _quick @returns {boolean} whether more must be sent to the card: draw again */
  draw(panes, _quick) {
    const gl = this.#gl
    if (this.#isLost || gl.isContextLost()) return false
    this.#textures.begin()
    gl.disable(gl.SCISSOR_TEST)
    gl.clearColor(0, 0, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    gl.enable(gl.SCISSOR_TEST)
    let isWhole = true
    for (const pane of panes) {
      if (pane.width < 1 || pane.height < 1 || (!pane.source && !pane.colour)) continue
      const bottom = this.canvas.height - pane.y - pane.height
      gl.viewport(pane.x, bottom, pane.width, pane.height)
      gl.scissor(pane.x, bottom, pane.width, pane.height)
      gl.disable(gl.BLEND)
      if (pane.colour) this.#drawColour(pane)
      else isWhole = this.#drawGrey(pane) && isWhole
      if (pane.labelGrid) for (const layer of pane.labels) if (layer.visible) this.#drawLabels(pane, layer, pane.labelGrid)
    }
    this.#textures.tidy()
    return !isWhole
  }

  /** @param {Pane} pane */
  #drawGrey(pane) {
    const gl = this.#gl
    const source = /** @type {NonNullable<Pane["source"]>} */ (pane.source)
    const { held, isWhole } = this.#textures.volume(source, slicesOf(pane))
    const isArray = held.target === gl.TEXTURE_2D_ARRAY
    const program = this.#use(isArray ? "grey-array" : "grey", () => grey(isArray ? "isampler2DArray" : "isampler3D"))
    this.#place(program, pane, pane.sampling, pane.depths, source)
    this.#bind(program, "volume", 0, held.target, held.texture)
    this.#bind(program, "table", 1, gl.TEXTURE_2D, this.#table(pane))
    const { slab } = pane
    gl.uniform1i(this.#at(program, "count"), slab?.count ?? 0)
    gl.uniform1i(this.#at(program, "mode"), slab ? modes[slab.mode] : 2)
    gl.uniform3fv(this.#at(program, "throughStep"), slab ? [...slab.step] : [0, 0, 0])
    gl.uniform1i(this.#at(program, "smoothly"), pane.smooth ? 1 : 0)
    const { du } = pane.sampling
    gl.uniform1i(this.#at(program, "taps"), pane.smooth ? Math.max(1, Math.min(4, Math.floor(Math.hypot(du[0], du[1], pane.depths ? 0 : du[2])))) : 1)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
    return isWhole
  }

  /** @param {Pane} pane */
  #drawColour(pane) {
    const gl = this.#gl
    const source = /** @type {NonNullable<Pane["colour"]>} */ (pane.colour)
    const texture = this.#textures.picture(source)
    const program = this.#use("colour", () => colour)
    this.#place(program, pane, pane.sampling, null, { columns: source.columns, rows: source.rows, slices: 1 })
    this.#bind(program, "picture", 0, gl.TEXTURE_2D, texture)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR)
    this.#bind(program, "table", 1, gl.TEXTURE_2D, this.#table(pane))
    gl.uniform1i(this.#at(program, "smoothly"), pane.smooth ? 1 : 0)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
  }

  /** @param {Pane} pane @param {import("./renderer.js").LabelLayer} layer @param {{ columns: number, rows: number, slices: number }} grid */
  #drawLabels(pane, layer, grid) {
    const gl = this.#gl
    const held = this.#textures.labels(layer, grid)
    const isArray = held.target === gl.TEXTURE_2D_ARRAY
    const program = this.#use(isArray ? "labels-array" : "labels", () => labels(isArray ? "usampler2DArray" : "usampler3D"))
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA)
    this.#place(program, pane, pane.labelSampling, pane.labelDepths, grid)
    this.#bind(program, "volume", 0, held.target, held.texture)
    this.#bind(program, "palette", 1, gl.TEXTURE_2D, held.palette)
    gl.uniform1f(this.#at(program, "opacity"), layer.opacity)
    gl.uniform1i(this.#at(program, "reach"), Math.max(1, Math.round(devicePixelRatio)))
    gl.uniform1i(this.#at(program, "hover"), layer.hover ?? 0)
    gl.uniform1i(this.#at(program, "outlined"), layer.outline ? 1 : 0)
    gl.uniform2f(this.#at(program, "paneSize"), pane.width, pane.height)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
  }

  /** @param {Program} program @param {Pane} pane @param {Sampling} sampling @param {import("./renderer.js").DepthTable | null} depths @param {{ columns: number, rows: number, slices: number }} size */
  #place(program, pane, { start, du, dv }, depths, { columns, rows, slices }) {
    const gl = this.#gl
    gl.uniform3f(this.#at(program, "start"), ...start)
    gl.uniform3f(this.#at(program, "du"), ...du)
    gl.uniform3f(this.#at(program, "dv"), ...dv)
    gl.uniform3i(this.#at(program, "size"), columns, rows, slices)
    gl.uniform2f(this.#at(program, "corner"), pane.x, this.canvas.height - pane.y)
    gl.uniform1i(this.#at(program, "deep"), depths ? 1 : 0)
    gl.uniform2f(this.#at(program, "depthScale"), depths?.first ?? 0, depths?.perMillimetre ?? 1)
    this.#bind(program, "depths", 2, gl.TEXTURE_2D, depths ? this.#depthTexture(depths) : this.#none)
  }

  /** @param {Pane} pane */
  #table({ table, tableStamp }) {
    const gl = this.#gl
    let held = this.#tables.get(table)
    if (!held) {
      const texture = /** @type {WebGLTexture} */ (gl.createTexture())
      gl.bindTexture(gl.TEXTURE_2D, texture)
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 256, 256)
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
      held = { texture, stamp: -1 }
      this.#tables.set(table, held)
    }
    if (held.stamp !== tableStamp) {
      held.stamp = tableStamp
      gl.bindTexture(gl.TEXTURE_2D, held.texture)
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 256, 256, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(table.buffer))
    }
    return held.texture
  }

  /** @param {import("./renderer.js").DepthTable} depths */
  #depthTexture(depths) {
    const before = this.#depths.get(depths)
    if (before) return before
    const texture = this.#floats(depths.indexes)
    this.#depths.set(depths, texture)
    return texture
  }

  /** @param {Float32Array} values */
  #floats(values) {
    const gl = this.#gl
    const texture = /** @type {WebGLTexture} */ (gl.createTexture())
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32F, values.length, 1)
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, values.length, 1, gl.RED, gl.FLOAT, values)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
    return texture
  }

  /** @param {Program} program @param {string} name @param {number} unit @param {number} target @param {WebGLTexture} texture */
  #bind(program, name, unit, target, texture) {
    const gl = this.#gl
    gl.activeTexture(gl.TEXTURE0 + unit)
    gl.bindTexture(target, texture)
    gl.uniform1i(this.#at(program, name), unit)
    gl.activeTexture(gl.TEXTURE0)
    if (unit === 0) gl.bindTexture(target, texture)
  }

  /** @param {Program} program @param {string} name */
  #at({ program, at }, name) {
    let found = at.get(name)
    if (found === undefined) at.set(name, (found = this.#gl.getUniformLocation(program, name)))
    return found
  }

  /** @param {string} name @param {() => string} source */
  #use(name, source) {
    const gl = this.#gl
    let made = this.#programs.get(name)
    if (!made) {
      const program = /** @type {WebGLProgram} */ (gl.createProgram())
      for (const [kind, text] of /** @type {[number, string][]} */ ([[gl.VERTEX_SHADER, corners], [gl.FRAGMENT_SHADER, source()]])) {
        const shader = /** @type {WebGLShader} */ (gl.createShader(kind))
        gl.shaderSource(shader, text)
        gl.compileShader(shader)
        gl.attachShader(program, shader)
        if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(`The shader ${name} did not compile: ${gl.getShaderInfoLog(shader)}`)
      }
      gl.linkProgram(program)
      if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(`The shader ${name} did not link: ${gl.getProgramInfoLog(program)}`)
      made = { program, at: new Map() }
      this.#programs.set(name, made)
    }
    gl.useProgram(made.program)
    return made
  }

  /** @param {import("./renderer.js").LabelLayer} layer @param {{ columns: number, rows: number, slices: number }} grid @param {import("./renderer.js").VoxelBox | null} box */
  labelsChanged(layer, grid, box) { this.#textures.touchLabels(layer, grid, box) }
  /** @param {import("./renderer.js").LabelLayer} layer */
  dropLabels(layer) { this.#textures.dropLabels(layer) }

  dispose() {
    clearTimeout(this.#timer)
    // Browsers keep only so many contexts: give it back now, not when somebody collects garbage.
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext()
    clearTimeout(this.#timer)
    this.canvas.remove()
  }
}

/**
 * First and last slice a pane looks through.
 *
 * @param {Pane} pane
 * @returns {readonly [number, number]}
 */
function slicesOf({ sampling: { start, du, dv }, depths, slab, width, height, source }) {
  const last = (source?.slices ?? 1) - 1
  if (depths) return [0, last]
  const through = slab ? slab.step[2] * slab.count : 0
  const ends = [0, du[2] * width].flatMap(x => [0, dv[2] * height].flatMap(y => [0, through].map(z => start[2] + x + y + z)))
  return [Math.max(0, Math.floor(Math.min(...ends))), Math.min(last, Math.ceil(Math.max(...ends)))]
}
