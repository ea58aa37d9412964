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
  notSlide: "This series is no slide: it has no levels of tiles. A Volume or Dicom tag shows it.",
  fit: "Show the whole slide",
  magnification: "Magnification",
  wholeSlide: "Whole slide",
  overview: "Overview of the slide: click to look there",
  toggleOverview: "Overview",
  turnLeft: "Turn the slide left",
  turnRight: "Turn the slide right",
  opacity: "Opacity",
  pixels: "px",
  /** @param {number} count */
  lost: count => `${count} ${count === 1 ? "tile" : "tiles"} did not come.`,
  dismiss: "Close this notice",
  askAgain: "Ask again for tiles that did not come",
})
