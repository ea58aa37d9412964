/** The words of the slide viewer, in English; those it shares with the image editor stand in en-image.js. */
import { enImage } from "./en-image.js"

export const enSlide = Object.freeze({
  ...enImage,
  tools: Object.freeze({ ...enImage.tools, pan: "Move the slide", freehand: "Freehand outline", ruler: "Ruler" }),
  hints: Object.freeze({
    ...enImage.hints, pan: "Drag the slide.",
    freehand: "Draw around it with the button held.",
    ruler: "Drag, or click both ends. Shift: steps of 45°.",
  }),
  options: "Slide options",
  /** @param {string} name */
  stage: name => `Slide ${name}`,
  stageHelp: "Arrow keys move the crosshair, Enter begins and ends a shape, Escape stops it; with the tool that moves the slide, arrow keys move the slide. With a region selected, arrow keys move the region. Every region is in the region list too.",
  loading: "Loading the slide",
  noSlide: "This task has no slide",
  /** @param {string} source */
  noSlideText: source => `The data of the task has no slide under ${source}.`,
  notSlide: "This is no slide",
  notSlideText: "The series has no levels of tiles. Show it with a Volume or Dicom tag.",
  failed: "The slide did not load",
  fit: "Show the whole slide",
  magnification: "Magnification",
  wholeSlide: "Whole slide",
  overview: "Overview of the slide: click to look there",
  toggleOverview: "Overview",
  toggleScale: "Scale bar",
  turnLeft: "Turn the slide left",
  turnRight: "Turn the slide right",
  opacity: "Opacity",
  pixels: "px",
  /** @param {number} count */
  lost: count => `${count} ${count === 1 ? "tile" : "tiles"} did not come. Zoom or press Shift+T to ask again.`,
  askAgain: "Ask again for tiles that did not come",
  noScale: "The file does not say how large a pixel is",
  /** @param {string} objective @param {string} spacing */
  scanned: (objective, spacing) => [objective && `scanned at ${objective}`, spacing && `${spacing} µm a pixel`].filter(Boolean).join(", "),
})
