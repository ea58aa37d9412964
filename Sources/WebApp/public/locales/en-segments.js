/** What segmenting says. */
export const enSegments = Object.freeze({
  tools: {
    brush: "Brush", eraser: "Eraser", lasso: "Lasso", scissors: "Scissors", flood: "Fill", grow: "Grow from here", threshold: "Threshold box", island: "Island", livewire: "Livewire",
  },
  hints: {
    lasso: "draw around what is meant", scissors: "click corners, Enter closes", flood: "click: connected voxels of like grey", grow: "click: grows while the grey stays like that",
    threshold: "drag a box: voxels between the limits", island: "click a part of the structure", livewire: "click along an edge, Enter closes",
  },
  pick: "Choose a structure first: press its key.",
  locked: (/** @type {string} */ name) => `${name} is locked.`,
  loading: "The mask is still being loaded.",
  noMask: "Segments cannot be drawn on this series.",
  otherSeries: "Segments belong to the task’s own series; this is another one.",
  waitForSlices: "This needs the grey values of all slices: wait until they are loaded.",
  nothing: "Nothing changed.",
  radius: "Radius", between: "Only between", to: "to", adaptiveLong: "Brush keeps to the tissue under it", over: "Over", anything: "anything", unlabelled: "unlabelled", inside: (/** @type {string} */ name) => `inside ${name}`,
  tolerance: "Tolerance", factor: "Spread", cut: { fill: "Fill", erase: "Erase", outside: "Erase outside" }, depth: { slice: "This slice", all: "All slices" }, island: { keep: "Keep this part", remove: "Remove this part" },
  fillBetween: "Fill between slices", more: "More", opacity: "Opacity", outline: "Outlines",
  menu: {
    largest: "Keep the largest part", least: "Remove small parts", split: "Split parts into free structures", holes: "Fill holes", holesSlice: "Fill holes in each slice", grow: "Grow by 1 mm", shrink: "Shrink by 1 mm",
    median: "Smooth (median)", closing: "Close gaps", opening: "Cut thin bridges", union: "Add another structure", subtract: "Take another structure away", intersect: "Keep what both share", copy: "Copy another structure",
    invert: "Invert", growCut: "Grow all structures as seeds (GrowCut)", clear: "Empty the structure", adopt: "Take masks of single pictures into the structures", surface: "Show in 3D", axes: "Measure long and short axis (RECIST)",
  },
  of: "Which structure?",
  commands: { larger: "Larger brush", smaller: "Smaller brush", reach: "Brush as ball or disc", fillBetween: "Fill between slices", outline: "Outlines only or filled", next: "Next structure", previous: "Previous structure" },
  structures: "Structures", answered: (/** @type {number} */ done, /** @type {number} */ all) => `${done} of ${all} answered`,
  lock: "Lock", unlock: "Unlock", hide: "Hide", show: "Show", slices: (/** @type {number} */ a, /** @type {number} */ b) => (a === b ? `slice ${a}` : `slices ${a}–${b}`),
  state: "State", reason: "Reason", accept: "Accept", reject: "Reject", score: "score",
  measurements: "Measurements", beforeSubmit: "Before submit", go: "Go", sum: "Sum, mm", columns: ["Mark", "Value", "Short", "Mean"],
  toLook: (/** @type {number} */ count) => `${count} to look at`, allGood: "All answered, no islands, no gaps, nothing outside the body", checking: "Looking through the slices…",
  saving: "Mask is being stored", offline: (/** @type {number} */ count) => `${count} strokes kept here, not stored yet`, refused: "Mask not stored",
  sources: { brush: "brush", model: "model", fill: "filled" }, provenance: (/** @type {string} */ text) => `Where the voxels come from: ${text}`, plainFound: (/** @type {number} */ count) => `${count} ${count === 1 ? "mask" : "masks"} of single pictures ${count === 1 ? "is" : "are"} shown as ${count === 1 ? "it is" : "they are"}. “More” takes them into the structures.`, empty: "Nothing drawn yet", preview: "Preview of the surface; drag to turn",
})
