/** The words of the image editor, in English. */
export const enImage = Object.freeze({
  tools: Object.freeze({
    select: "Select and change", pan: "Move the image", rectangle: "Rectangle", ellipse: "Ellipse", polygon: "Polygon", keypoint: "Key point", brush: "Brush", eraser: "Eraser",
  }),
  hints: Object.freeze({
    select: "Click selects, drag moves. Alt-click removes a corner.",
    pan: "Drag the image.",
    rectangle: "Drag, or click two corners. Shift: square. Alt: from the centre.",
    ellipse: "Drag, or click two corners. Shift: circle. Alt: from the centre.",
    polygon: "Click corners; the first again closes. Backspace takes one back.",
    keypoint: "Click.",
    brush: "Paint. Shift erases.",
    eraser: "Erase from the selected mask.",
  }),
  options: "Image options",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Fit the image to the window",
  fitShort: "Fit",
  actual: "Show at 100 %",
  actualShort: "100 %",
  turnLeft: "Turn the image left",
  turnRight: "Turn the image right",
  brightness: "Brightness",
  contrast: "Contrast",
  opacity: "Opacity of regions",
  invert: "Invert",
  resetPixels: "Reset brightness and contrast",
  smoothing: "Smooth pixels",
  crosshair: "Crosshair",
  grid: "Grid",
  radius: "Radius",
  pressure: "Pen pressure changes the radius",
  smaller: "Smaller brush",
  larger: "Larger brush",
  pixels: "px",
  view: "View",
  lookLabel: "Look of the image",
  bring: "Show the selected region",
  nudge: Object.freeze({ left: "Move left", right: "Move right", up: "Move up", down: "Move down" }),
  mark: "Begin or end a shape at the crosshair",
  takeBack: "Take back the last corner",
  stop: "Stop the shape being drawn",
  previousImage: "Previous image",
  nextImage: "Next image",
  images: "Images of this task",
  /** @param {number} number @param {number} count */
  imageOf: (number, count) => `Image ${number} of ${count}`,
  /** @param {number} number @param {number} count @param {number} regions */
  imageWith: (number, count, regions) => `Image ${number} of ${count}, ${regions} ${regions === 1 ? "region" : "regions"}`,
  /** @param {string} name */
  stage: (name) => `Image ${name}`,
  stageHelp: "Arrow keys move the crosshair, Enter begins and ends a shape, Escape stops it. With a region selected, arrow keys move the region. Every region is in the region list too.",
  loading: "Loading the image",
  noImage: "This task has no image",
  /** @param {string} source */
  noImageText: (source) => `The data of the task has nothing under ${source}.`,
  failed: "The image did not load",
  failedText: "It may have been removed, or this server may not reach it. Regions are kept as they are.",
  tryAgain: "Try again",
  pickLabel: "Choose a label first",
  cannotDraw: "The interface has no control for this shape",
  /** @param {string} label @param {number} most */
  usedUp: (label, most) => `${label} may be used ${most === 1 ? "once" : `${most} times`} only`,
  nothingToErase: "Select a mask to erase from",
  locked: "This region is locked",
  /** @param {number} width @param {number} height */
  otherSize: (width, height) => `This mask was made for an image of ${width} × ${height} pixels and cannot be painted here`,
  /** @param {number} count */
  unreadable: (count) => `${count} ${count === 1 ? "mask" : "masks"} could not be read. They are kept as they came.`,
  titles: Object.freeze({
    draw: "Draw", move: "Move", shape: "Reshape", paint: "Paint", erase: "Erase", corner: "Remove corner",
  }),
  toHandles: "Go to the handles of the selected region",
  handles: "Handles of the selected region",
  sides: Object.freeze({
    nw: "top left corner", n: "top side", ne: "top right corner", e: "right side", se: "bottom right corner", s: "bottom side", sw: "bottom left corner", w: "left side",
  }),
  rotateHandle: "turn",
  /** @param {number} number @param {number} count */
  corner: (number, count) => `corner ${number} of ${count}`,
  /** @param {number} number */
  edge: (number) => `add a corner after corner ${number}`,
  /** @param {string} name @param {string} handle */
  handleOf: (name, handle) => name ? `${name}: ${handle}` : handle,
  drawn: (/** @type {string} */ name) => name ? `${name} drawn` : "Region drawn",
  stopped: "Stopped",
})
