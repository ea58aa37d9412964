import { cursorOf } from "./handles.js"

/**
 * The mouse pointer over the image. The brush draws its own.
 *
 * @param {import("./desk.js").Desk} desk
 * @param {boolean} isPanning the space bar is held
 */
export function cursorStyle(desk, isPanning) {
  const { tool, hovered, hoveredHandle } = desk
  if (isPanning || tool === "pan") return "grab"
  if (tool === "brush" || tool === "eraser") return "none"
  if (tool !== "select") return "crosshair"
  if (hoveredHandle) {
    const shape = desk.selectedItem()?.shape
    return cursorOf(hoveredHandle, (shape && "rotation" in shape ? shape.rotation : 0) + desk.rotation)
  }
  if (!hovered) return "default"
  return desk.state.selection.has(hovered.id) && !hovered.fixed && hovered.shape ? "move" : "pointer"
}
