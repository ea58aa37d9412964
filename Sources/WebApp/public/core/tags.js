/**
 * What each tag of the labelling language is. The one table other rooms read; keys are lower case because tags ignore case.
 *
 * @typedef {"span" | "hyperspan" | "paragraphspan" | "timespan" | "framespan" | "rectangle" | "ellipse" | "polygon" | "vector" | "keypoint" | "brush" | "bitmask" | "videorectangle" | "videovector" | "ocr"} Shape
 * @typedef {Readonly<{ tag: string, result: string, shape?: Shape, labels?: true, question?: true }>} ControlKind
 *   `result` is the type written into results; `labels`: its children are labels; `question`: it is answered in a form
 */

/** @param {readonly ControlKind[]} kinds */
const byTag = kinds => new Map(kinds.map(kind => [kind.tag.toLowerCase(), Object.freeze(kind)]))

/** @type {ReadonlyMap<string, ControlKind>} */
export const controlKinds = byTag([
  { tag: "Labels", result: "labels", labels: true },
  { tag: "HyperTextLabels", result: "hypertextlabels", shape: "hyperspan", labels: true },
  { tag: "ParagraphLabels", result: "paragraphlabels", shape: "paragraphspan", labels: true },
  { tag: "TimeSeriesLabels", result: "timeserieslabels", shape: "timespan", labels: true },
  { tag: "TimelineLabels", result: "timelinelabels", shape: "framespan", labels: true },
  { tag: "Rectangle", result: "rectangle", shape: "rectangle" },
  { tag: "RectangleLabels", result: "rectanglelabels", shape: "rectangle", labels: true },
  { tag: "Ellipse", result: "ellipse", shape: "ellipse" },
  { tag: "EllipseLabels", result: "ellipselabels", shape: "ellipse", labels: true },
  { tag: "Polygon", result: "polygon", shape: "polygon" },
  { tag: "PolygonLabels", result: "polygonlabels", shape: "polygon", labels: true },
  { tag: "Vector", result: "vector", shape: "vector" },
  { tag: "VectorLabels", result: "vectorlabels", shape: "vector", labels: true },
  { tag: "KeyPoint", result: "keypoint", shape: "keypoint" },
  { tag: "KeyPointLabels", result: "keypointlabels", shape: "keypoint", labels: true },
  { tag: "Brush", result: "brush", shape: "brush" },
  { tag: "BrushLabels", result: "brushlabels", shape: "brush", labels: true },
  { tag: "MagicWand", result: "brush", shape: "brush" },
  { tag: "Bitmask", result: "bitmask", shape: "bitmask" },
  { tag: "BitmaskLabels", result: "bitmasklabels", shape: "bitmask", labels: true },
  { tag: "VideoRectangle", result: "videorectangle", shape: "videorectangle" },
  { tag: "VideoVector", result: "videovector", shape: "videovector" },
  { tag: "VideoVectorLabels", result: "videovectorlabels", shape: "videovector", labels: true },
  { tag: "OcrLabels", result: "ocrlabels", shape: "ocr", labels: true },
  { tag: "Choices", result: "choices", question: true },
  { tag: "Taxonomy", result: "taxonomy", question: true },
  { tag: "TextArea", result: "textarea", question: true },
  { tag: "Number", result: "number", question: true },
  { tag: "Rating", result: "rating", question: true },
  { tag: "DateTime", result: "datetime", question: true },
  { tag: "Pairwise", result: "pairwise", question: true },
  { tag: "Ranker", result: "ranker", question: true },
  { tag: "Relations", result: "relation" },
])

/**
 * Tags that show data of the task.
 *
 * @type {ReadonlyMap<string, string>}
 */
export const objectTags = new Map([
  "Text", "HyperText", "Paragraphs", "Image", "Audio", "AudioPlus", "Video", "TimeSeries", "Table", "List", "Pdf", "Chat",
].map(tag => [tag.toLowerCase(), tag]))

/**
 * Tags that only arrange or explain.
 *
 * @type {ReadonlyMap<string, string>}
 */
export const visualTags = new Map([
  "View", "Header", "Style", "Markdown", "Html", "Collapse", "Panel", "Filter", "Dialog", "Repeater", "PagedView", "Hint",
].map(tag => [tag.toLowerCase(), tag]))

/**
 * Keys of a result's `value` that are the geometry of a shape, as Label Studio writes them.
 *
 * @type {Readonly<Record<Shape, readonly string[]>>}
 */
export const geometryKeys = Object.freeze({
  span: ["start", "end", "text"],
  hyperspan: ["start", "end", "startOffset", "endOffset", "globalOffsets", "text"],
  paragraphspan: ["start", "end", "startOffset", "endOffset", "text"],
  timespan: ["start", "end", "instant", "channel"],
  framespan: ["ranges"],
  rectangle: ["x", "y", "width", "height", "rotation"],
  ellipse: ["x", "y", "radiusX", "radiusY", "rotation"],
  polygon: ["points", "closed"],
  vector: ["vertices", "closed"],
  keypoint: ["x", "y", "width"],
  brush: ["format", "rle"],
  bitmask: ["imageDataURL"],
  videorectangle: ["framesCount", "duration", "sequence"],
  videovector: ["framesCount", "duration", "sequence"],
  ocr: ["x", "y", "width", "height", "rotation", "pageIndex", "ocrtext"],
})

/** Result types whose value holds a list of labels under the type's own name. */
export const labelTypes = new Set([...controlKinds.values()].filter(kind => kind.labels).map(kind => kind.result))

/**
 * Shape told by a result type alone.
 *
 * @type {ReadonlyMap<string, Shape>}
 */
export const shapeOfType = new Map([...controlKinds.values()].flatMap(kind => (kind.shape ? [/** @type {[string, Shape]} */ ([kind.result, kind.shape])] : [])))

/**
 * The shape of a `value` whose type does not say it (`labels` on text, audio or an image).
 *
 * @param {Readonly<Record<string, unknown>>} value
 * @returns {Shape | undefined}
 */
export function shapeOfValue(value) {
  if ("globalOffsets" in value || ("start" in value && typeof value.start === "string" && value.start.startsWith("/"))) return "hyperspan"
  if ("radiusX" in value) return "ellipse"
  if ("points" in value) return "polygon"
  if ("vertices" in value) return "vector"
  if ("rle" in value) return "brush"
  if ("imageDataURL" in value) return "bitmask"
  if ("ranges" in value) return "framespan"
  if ("sequence" in value) return "videorectangle"
  if ("height" in value && "x" in value) return "rectangle"
  if ("width" in value && "x" in value) return "keypoint"
  if ("startOffset" in value) return "paragraphspan"
  if ("channel" in value || "instant" in value) return "timespan"
  if ("start" in value && "end" in value) return "span"
  return undefined
}
