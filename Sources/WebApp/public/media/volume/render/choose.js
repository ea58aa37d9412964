import { CanvasRenderer } from "./canvas-renderer.js"
import { WebGLRenderer } from "./webgl-renderer.js"

/** Cards that are the processor in disguise: our own loops are faster. */
const pretended = /swiftshader|llvmpipe|softpipe|software|basic render/i

/**
 * The renderer this browser draws best with. `?renderer=canvas` or `?renderer=webgl` in the address decides it by hand.
 *
 * @param {{ lost: () => void, back: () => void, onlyCanvas?: boolean }} owner `lost`: the graphics card went away for good; `back`: it came back, draw again; `onlyCanvas` after it was lost
 * @returns {import("./renderer.js").Renderer}
 */
export function makeRenderer({ lost, back, onlyCanvas = false }) {
  const wanted = new URLSearchParams(location.search).get("renderer")
  if (onlyCanvas || wanted === "canvas") return new CanvasRenderer()
  const canvas = document.createElement("canvas")
  const forced = wanted === "webgl"
  const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: "high-performance", failIfMajorPerformanceCaveat: !forced })
  if (!gl) return new CanvasRenderer()
  const names = gl.getExtension("WEBGL_debug_renderer_info")
  const card = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  if (!forced && pretended.test(card)) {
    gl.getExtension("WEBGL_lose_context")?.loseContext()
    return new CanvasRenderer()
  }
  return new WebGLRenderer(canvas, gl, lost, back)
}
