/** The words of the image viewer for series, in English. */
export const enVolume = Object.freeze({
  presets: Object.freeze({
    abdomen: "Abdomen", lung: "Lung", bone: "Bone", brain: "Brain", mediastinum: "Soft tissue", liver: "Liver", angio: "Angiography", stroke: "Stroke",
    suv5: "SUV 0–5", suv10: "SUV 0–10", suv20: "SUV 0–20",
    auto: "Automatic", slice: "Fit to this slice", own: "Own window",
    file: (/** @type {number} */ n) => (n === 1 ? "From the file" : `From the file, ${n}`),
    table: (/** @type {number} */ n) => `Table of the file, ${n}`,
  }),
  planes: Object.freeze({ stack: "As acquired", axial: "Axial", coronal: "Coronal", sagittal: "Sagittal", oblique: "Oblique" }),
  tools: Object.freeze({
    crosshair: "Crosshair", window: "Window and level", pan: "Move the image", zoom: "Zoom", scroll: "Scroll through slices", magnify: "Magnifier",
  }),
  slab: Object.freeze({ label: "Slab", off: "Single plane", max: "MIP", min: "MinIP", mean: "Mean", thickness: "Slab thickness in mm", mode: "How a slab is drawn" }),
  window: Object.freeze({ label: "Window", choose: "Window presets", centre: "Window level (centre)", width: "Window width", curve: "Curve", linear: "Linear", sigmoid: "Sigmoid" }),
  viewer: (/** @type {string} */ name) => `Image viewer, ${name}`,
  viewport: (/** @type {string} */ plane, /** @type {string} */ series) => `${plane}${series ? `, ${series}` : ""}`,
  viewportHelp: "Arrow keys up and down scroll through slices, W takes the window tool, Alt W and Alt L change the window, plus and minus zoom. Question mark shows every key.",
  slice: "Slice",
  frame: "Frame",
  sliceOf: (/** @type {number} */ n, /** @type {number} */ of) => `Slice ${n} / ${of}`,
  frameOf: (/** @type {number} */ n, /** @type {number} */ of) => `Frame ${n} / ${of}`,
  time: "Time point",
  timeOf: (/** @type {number} */ n, /** @type {number} */ of) => `Time ${n} / ${of}`,
  cursor: (/** @type {number} */ i, /** @type {number} */ j) => `cursor ${i}, ${j}`,
  windowText: (/** @type {string} */ width, /** @type {string} */ centre) => `W ${width}  L ${centre}`,
  endOfSeries: "end of series",
  pixelsOnly: "no scale",
  preview: "preview",
  notLoaded: "loading",
  loadFailed: "did not load",
  zoom: (/** @type {string} */ factor) => `${factor} ×`,
  layout: "Layout",
  layouts: Object.freeze({
    one: "One", oneTwo: "1 + 2", twoByTwo: "2 × 2", pair: "Side by side", mammography: "Mammography", prior: "Prior and current", own: "Of the project",
  }),
  series: "Series",
  seriesOfStudy: "Series of this study",
  priors: "Earlier studies",
  noPriors: "No earlier study of this patient is here.",
  comparePrior: "Compare prior",
  dropSeries: (/** @type {string} */ name) => `Show ${name} in the active pane`,
  images: (/** @type {number} */ n) => `${n} ${n === 1 ? "image" : "images"}`,
  tags: "DICOM tags",
  tagsFind: "Find a tag, keyword or value",
  tagsOf: (/** @type {number} */ n) => `of image ${n}`,
  tagsNone: "No tag fits.",
  tagsFound: (/** @type {number} */ n) => `${n} ${n === 1 ? "tag" : "tags"}`,
  tagsFailed: "The tags of this image could not be read.",
  tagsBulk: "not shown: bulk data",
  items: (/** @type {number} */ n) => `${n} ${n === 1 ? "item" : "items"}`,
  item: (/** @type {number} */ n) => `Item ${n}`,
  problems: (/** @type {number} */ n) => `${n} things to know about this series`,
  problemFrames: (/** @type {readonly number[]} */ frames) => (frames.length === 0 ? "" : frames.length === 1 ? `image ${Number(frames[0]) + 1}` : `images ${ranges(frames)}`),
  goThere: "Go there",
  dismiss: "Close",
  more: "More",
  reasons: Object.freeze({
    colour: "Colour series: frames only, no reformats.",
    sizes: "Images of different sizes: shown one by one, no reformats.",
    large: "This series is too large to hold as a volume on this device: shown slice by slice, no reformats. Nothing is left out.",
  }),
  uncalibrated: "The series says no pixel spacing: lengths are in pixels.",
  failedTitle: "This series could not be opened",
  notImaging: "The task points at nothing the imaging service holds. A DICOM or NIfTI file must be imported, not only linked.",
  emptyTitle: "No image here",
  emptyText: (/** @type {string} */ source) => `The task has nothing under ${source}.`,
  tryAgain: "Try again",
  framesFailed: (/** @type {number} */ n) => `${n} ${n === 1 ? "image" : "images"} did not load.`,
  loading: (/** @type {number} */ n, /** @type {number} */ of) => `${n} of ${of} loaded`,
  contextLost: "The graphics card was taken away; drawing goes on without it.",
  cine: Object.freeze({ play: "Play", stop: "Stop", speed: "Frames per second", loop: "Back and forth" }),
  commands: Object.freeze({
    sliceNext: "Next slice", slicePrevious: "Previous slice", sliceFar: "Ten slices on", sliceBack: "Ten slices back", sliceFirst: "First slice", sliceLast: "Last slice",
    timeNext: "Next time point", timePrevious: "Previous time point",
    zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Fit the image", actual: "One image pixel to one screen pixel",
    invert: "Invert", turn: "Turn right by 90°", turnBack: "Turn left by 90°", flipHorizontal: "Flip left and right", flipVertical: "Flip top and bottom", reset: "Reset the view",
    wider: "Wider window", narrower: "Narrower window", brighter: "Brighter (lower level)", darker: "Darker (higher level)", preset: (/** @type {number} */ n) => `Window preset ${n}`,
    smooth: "Smooth pixels", crosshair: "Show the crosshair", overlay: "Show text over the image", centreCrosshair: "Bring the crosshair to the middle",
    pane: "Next pane", maximise: "This pane alone", layout: "Next layout", series: "Series of the study", tags: "DICOM tags", cine: "Play or stop", faster: "Faster", slower: "Slower",
    thicker: "Thicker slab", thinner: "Thinner slab", sync: "Scroll and window together", magnify: "Magnifier", prior: "Compare prior",
  }),
  group: "Image",
  sync: "Linked",
  help: "Wheel: slices. Ctrl + wheel: zoom. Right button: window. Middle button or Space: move.",
})

/** @param {readonly number[]} frames counted from 0 @returns {string} "3–5, 9" counted from 1 */
function ranges(frames) {
  const sorted = [...frames].sort((a, b) => a - b)
  /** @type {[number, number][]} */
  const runs = []
  for (const frame of sorted) {
    const last = runs.at(-1)
    if (last && frame <= last[1] + 1) last[1] = frame
    else runs.push([frame, frame])
  }
  const text = runs.slice(0, 4).map(([a, b]) => (a === b ? `${a + 1}` : `${a + 1}–${b + 1}`)).join(", ")
  return runs.length > 4 ? `${text} …` : text
}
