import { onImage, spanned } from "../geometry.js"
import { SpanTool } from "./span-tool.js"

/** Rectangles and ellipses: drag from corner to corner, or click both corners. */
export class BoxTool extends SpanTool {
  /**
   * @param {"rectangle" | "ellipse"} kind
   * @param {import("../geometry.js").Size} image
   */
  constructor(kind, image) {
    super(image, (anchor, corner, { even, centred }) => spanned(kind, anchor, onImage(corner, image), { even, centred }), hasSize)
  }
}

/** @param {import("../geometry.js").Shape} shape */
function hasSize(shape) {
  return shape.kind === "rectangle" ? shape.width > 0 && shape.height > 0 : shape.kind === "ellipse" && shape.radiusX > 0 && shape.radiusY > 0
}
