import { enSegments as t } from "../../../locales/en-segments.js"
import { h, iconButton } from "../../../elements/dom.js"
import { channels } from "./colours.js"

/**
 * A structure as a surface, in a small pane over the image: dragged or turned with the arrow keys, made anew when the structure changes.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("./segment-list.js").Segment} Segment
 */

const vertexSource = `#version 300 es
in vec3 place; in vec3 normal; uniform mat3 turn; uniform vec3 centre; uniform float scale; out vec3 shine;
void main() { vec3 p = turn * (place - centre) * scale; shine = turn * normal; gl_Position = vec4(p.x, -p.y, p.z * 0.5, 1.0); }`
// Patient space grows to the back; what faces the reader has a normal towards -z here.
const fragmentSource = `#version 300 es
precision highp float; in vec3 shine; uniform vec3 colour; out vec4 result;
void main() { vec3 n = normalize(shine); float light = 0.35 + 0.65 * abs(dot(n, normalize(vec3(-0.3, -0.5, -0.8)))); result = vec4(colour * light, 1.0); }`

/** More voxels than this are thinned out first, so that a surface is there within a moment. */
const fine = 400_000

/**
 * @param {SegmentsRoom} room
 * @param {Segment} segment
 * @param {HTMLElement} owner gets the focus back
 * @returns {() => void} closes it
 */
export function openSurface(room, segment, owner) {
  const canvas = h("canvas", { width: 560, height: 560, tabindex: 0, role: "img", "aria-label": `${segment.name}. ${t.preview}` })
  const abort = new AbortController()
  const { signal } = abort
  const note = h("span", { class: "mute xs" })
  const pane = h("div", { class: "sg-surface", role: "dialog", "aria-label": `${segment.name}, 3D` }, h("div", { class: "row" }, h("span", { class: "key", "aria-hidden": "true" }, segment.key || segment.name.charAt(0)), h("b", { class: "cut grow" }, segment.name), note,
    iconButton("close", "Close", { onclick: () => close() })), canvas)
  pane.style.setProperty("--c", segment.colour)
  const gl = canvas.getContext("webgl2", { antialias: true, alpha: false })
  let [yaw, pitch, asked] = [0.5, 0.25, 0]
  const close = () => {
    abort.abort()
    cancelAnimationFrame(asked)
    gl?.getExtension("WEBGL_lose_context")?.loseContext()
    pane.remove()
    owner.querySelector("button")?.focus()
  }
  room.context.host.append(pane)
  if (!gl) {
    canvas.replaceWith(h("p", { class: "mute" }, "This browser draws no surfaces."))
    return close
  }
  const scene = makeScene(gl, channels(segment.colour))
  const draw = () => {
    asked = 0
    scene.draw(yaw, pitch)
  }
  const ask = () => { asked ||= requestAnimationFrame(draw) }
  const build = () => {
    const { desk } = room
    const voxels = desk?.tally.voxels(segment.number) ?? 0
    const mesh = voxels > 0 ? desk?.surface(segment.number, voxels > fine ? (voxels > 8 * fine ? 4 : 2) : 1) : null
    note.textContent = mesh ? `${(voxels * (desk?.grid.voxelVolume ?? 0) / 1000).toFixed(1)} ml` : t.empty
    scene.use(mesh ?? { positions: new Float32Array(0), triangles: new Uint32Array(0) })
    ask()
  }
  const turn = (/** @type {number} */ dx, /** @type {number} */ dy) => {
    yaw += dx
    pitch = Math.max(-1.5, Math.min(1.5, pitch + dy))
    ask()
  }
  canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId)
    const move = (/** @type {PointerEvent} */ moved) => turn(moved.movementX / 120, moved.movementY / 120)
    canvas.addEventListener("pointermove", move)
    canvas.addEventListener("lostpointercapture", () => canvas.removeEventListener("pointermove", move), { once: true })
  }, { signal })
  pane.addEventListener("keydown", event => {
    const by = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] }[event.key]
    if (event.key === "Escape") close()
    else if (by) turn(by[0] ?? 0, by[1] ?? 0)
    else return
    event.preventDefault()
    event.stopPropagation()
  }, { signal })
  room.addEventListener("count", build, { signal })
  build()
  canvas.focus()
  return close
}

/**
 * @param {WebGL2RenderingContext} gl
 * @param {readonly [number, number, number]} colour
 */
function makeScene(gl, [r, g, b]) {
  const program = /** @type {WebGLProgram} */ (gl.createProgram())
  for (const [type, source] of /** @type {const} */ ([[gl.VERTEX_SHADER, vertexSource], [gl.FRAGMENT_SHADER, fragmentSource]])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(type))
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  gl.useProgram(program)
  gl.enable(gl.DEPTH_TEST)
  gl.clearColor(0, 0, 0, 1)
  const uniform = (/** @type {string} */ name) => gl.getUniformLocation(program, name)
  gl.uniform3f(uniform("colour"), r / 255, g / 255, b / 255)
  /** @type {Map<string, WebGLBuffer | null>} */
  const buffers = new Map()
  for (const name of ["place", "normal"]) {
    const buffer = gl.createBuffer()
    buffers.set(name, buffer)
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
    const at = gl.getAttribLocation(program, name)
    gl.enableVertexAttribArray(at)
    gl.vertexAttribPointer(at, 3, gl.FLOAT, false, 0, 0)
  }
  const [places, normals, corners] = [buffers.get("place"), buffers.get("normal"), gl.createBuffer()]
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, corners)
  let count = 0
  return {
    /** @param {import("../../../engine/algorithms.js").Surface} surface */
    use({ positions, triangles }) {
      count = triangles.length
      gl.bindBuffer(gl.ARRAY_BUFFER, places ?? null)
      gl.bufferData(gl.ARRAY_BUFFER, positions, gl.STATIC_DRAW)
      gl.bindBuffer(gl.ARRAY_BUFFER, normals ?? null)
      gl.bufferData(gl.ARRAY_BUFFER, normalsOf(positions, triangles), gl.STATIC_DRAW)
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, triangles, gl.STATIC_DRAW)
      const low = [Infinity, Infinity, Infinity]
      const high = [-Infinity, -Infinity, -Infinity]
      positions.forEach((value, i) => {
        low[i % 3] = Math.min(/** @type {number} */ (low[i % 3]), value)
        high[i % 3] = Math.max(/** @type {number} */ (high[i % 3]), value)
      })
      const size = Math.hypot(...low.map((value, i) => /** @type {number} */ (high[i]) - value)) || 1
      gl.uniform3f(uniform("centre"), .../** @type {[number, number, number]} */ (low.map((value, i) => (value + /** @type {number} */ (high[i])) / 2)))
      gl.uniform1f(uniform("scale"), 1.9 / size)
    },
    /** @param {number} yaw @param {number} pitch */
    draw(yaw, pitch) {
      const [c, s, p, q] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)]
      // Seen from the front with the head up: patient x to the right, z up, y away; then turned.
      const rows = [[c, s, 0], [q * s, -q * c, -p], [-p * s, p * c, -q]]
      gl.uniformMatrix3fv(uniform("turn"), true, rows.flat())
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT)
      if (count > 0) gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0)
    },
  }
}

/**
 * @param {Float32Array} positions
 * @param {Uint32Array} triangles
 */
function normalsOf(positions, triangles) {
  const normals = new Float32Array(positions.length)
  for (let n = 0; n + 2 < triangles.length; n += 3) {
    const [a, b, c] = [3 * /** @type {number} */ (triangles[n]), 3 * /** @type {number} */ (triangles[n + 1]), 3 * /** @type {number} */ (triangles[n + 2])]
    const side = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ axis) => /** @type {number} */ (positions[to + axis]) - /** @type {number} */ (positions[from + axis])
    const [ux, uy, uz, vx, vy, vz] = [side(a, b, 0), side(a, b, 1), side(a, b, 2), side(a, c, 0), side(a, c, 1), side(a, c, 2)]
    const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    for (const corner of [a, b, c]) for (let axis = 0; axis < 3; axis++) normals[corner + axis] += /** @type {number} */ (normal[axis])
  }
  return normals
}
