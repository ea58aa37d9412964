/**
 * What the parts of the volume room agree on. `<volume-view>` owns series, viewports, layouts and looking; measurements and segments plug in from beside it.
 *
 * **How a part plugs in.** A folder beside this file (`measure/`, `segments/`) has a `define.js` that calls `registerExtension(start)` of extensions.js; `define.js` of the room imports it before
 * the element is defined. For every `<volume-view>` that connects, `start(context, signal)` runs once, after the first viewport exists and before any series is loaded. There it
 * - registers tools: `context.tools.register(tool)`; each becomes a command `tool.<name>` with its key and icon in the rail, and is in hand while `state.tool === name`;
 * - adds painters: `context.painters.add(painter)`, called for every viewport after the image, in order of `order`;
 * - gives label layers to the renderer: `context.labels.add(layer)`, and says `context.labels.changed(layer, box)` after each edit (the dirty box in voxels is all that is uploaded again);
 * - shows controls: `context.setOptions(element)` puts an element at the start of the options row while its tool is in hand; null takes it away;
 * - listens to events on `context` ({@link VolumeEvents}); everything is dropped when `signal` aborts.
 *
 * **Spaces.** *Patient*: DICOM LPS in millimetres. *Voxel*: `[i, j, k]`, centres at whole numbers, i along a row. *Canvas*: CSS pixels from the viewport's top left corner. A pixel as Label Studio
 * counts it begins at its corner: `x% = 100 · (i + 0.5) / columns`.
 *
 * @typedef {readonly [number, number, number]} Vector3
 * @typedef {import("./series/series.js").Series} Series one series: `info` (the server's JSON, read), `geometry`, `volume`, frames loaded
 * @typedef {import("./series/geometry.js").Geometry} Geometry voxel ↔ patient
 * @typedef {import("./series/volume.js").Volume} Volume intensities in the engine's memory
 * @typedef {import("./view/plane.js").Plane} Plane
 * @typedef {{ i0: number, i1: number, j0: number, j1: number, k0: number, k1: number }} VoxelBox half open: i0 ≤ i < i1
 *
 * @typedef {object} Viewport one pane with pixels
 * @property {string} id stable within its layout: "main", "coronal", …
 * @property {HTMLElement} element focusable; `data-viewport` is its id
 * @property {HTMLCanvasElement} canvas what painters draw on; transparent, over the image
 * @property {number} width CSS pixels
 * @property {number} height
 * @property {Series | null} series what is shown, or null while empty
 * @property {Volume | null} volume null for colour and mixed-size series, which have frames only
 * @property {"stack" | "axial" | "coronal" | "sagittal" | "oblique"} orientation "stack": as acquired, whatever way that is
 * @property {Plane} plane `origin` is the patient point at canvas (0, 0); `u`, `v` are millimetres per CSS pixel to the right and down; `normal` is a unit vector, away from the reader
 * @property {number} frame index of the frame nearest to the plane (t·slices + k): the `item_index` of results. In a reformat it is the frame of the point in the middle
 * @property {boolean} isFrame whether the plane is exactly one acquired frame: only then do marks in per cent of a frame mean what is seen
 * @property {number} thickness of the slab in mm; 0 for a single plane
 * @property {number} scale CSS pixels per millimetre (per image pixel where the series has no spacing)
 * @property {(x: number, y: number) => Vector3} toPatient
 * @property {(point: Vector3) => { x: number, y: number, distance: number }} toCanvas `distance` is mm from the plane, signed along `normal`
 * @property {(point: Vector3) => [number, number, number]} toVoxel continuous
 * @property {(voxel: Vector3) => [number, number, number]} fromVoxel patient point of a voxel position
 * @property {() => void} requestDraw overlay and pixels in the next frame; cheap to call often
 * @property {() => void} requestOverlay only what painters draw
 * @property {(point: Vector3) => void} reveal scrolls and, if it lies outside, pans so that the point is seen
 *
 * @typedef {object} Hand where the pointer is; the same object for every call, so copy what you keep
 * @property {number} x CSS pixels in the viewport
 * @property {number} y
 * @property {Vector3} patient
 * @property {boolean} shift
 * @property {boolean} ctrl Ctrl or ⌘
 * @property {boolean} alt
 * @property {number} pressure 0…1; 0.5 for a mouse
 * @property {boolean} erase the eraser end of a pen
 * @property {"mouse" | "pen" | "touch"} pointer
 * @property {number} reach how far a pointer may miss, in CSS pixels
 * @property {number} time event.timeStamp
 *
 * @typedef {object} Tool what the pointer does. All calls but `hover` come from one animation frame, one for each coalesced point; draw nothing yourself, call `viewport.requestDraw()`
 * @property {string} name "brush": the command is `tool.brush`
 * @property {string} title
 * @property {string} icon of icons.svg
 * @property {readonly string[]} [keys] defaults
 * @property {string} [cursor] CSS cursor, "crosshair" if left out
 * @property {boolean} [edits] it changes labels: absent where nothing may be changed
 * @property {number} [order] place in the rail; viewing tools have 0…99, measurements 100…199, segments 200…299
 * @property {boolean} [hidden] not in the rail (a key or the options row takes it up)
 * @property {(viewport: Viewport, hand: Hand) => boolean | void} down false: not interested, the pointer pans instead
 * @property {(viewport: Viewport, hand: Hand) => void} move while down
 * @property {(viewport: Viewport, hand: Hand) => void} up
 * @property {(viewport: Viewport, hand: Hand) => void} [hover] while up; return nothing
 * @property {(viewport: Viewport) => void} [leave]
 * @property {() => boolean} [cancel] Escape, a second finger, or another tool: give up what was begun; true if there was something
 * @property {(viewport: Viewport, hand: Hand) => boolean | void} [doubleClick]
 * @property {(viewport: Viewport, event: KeyboardEvent) => boolean} [key] a key pressed in the viewport before commands see it; true when used
 * @property {(viewport: Viewport, hand: Hand, notches: number) => boolean} [wheel] with Alt held (brush size); true when used
 * @property {() => void} [take] it comes into the hand
 * @property {() => void} [drop]
 * @property {(viewport: Viewport, pen: CanvasRenderingContext2D) => void} [draw] its preview, over all painters; in CSS pixels
 *
 * @typedef {object} Tools
 * @property {(tool: Tool, signal?: AbortSignal) => void} register
 * @property {(name: string) => Tool | undefined} get
 * @property {Tool} active
 *
 * @typedef {object} Painter draws over the image: contours, measurements, crosshair
 * @property {number} [order] 0 if left out; the crosshair is 50
 * @property {(viewport: Viewport, pen: CanvasRenderingContext2D) => void} draw in CSS pixels; save() and restore() are done around it
 *
 * @typedef {object} Painters
 * @property {(painter: Painter, signal?: AbortSignal) => void} add
 *
 * @typedef {object} LabelLayer one labelmap on the grid of a series, drawn with fill and outline by the renderer
 * @property {string} series its uid
 * @property {() => Uint8Array} values columns·rows·slices, index (k·rows + j)·columns + i; asked for at each draw because engine memory may have grown
 * @property {Uint8ClampedArray} palette 256 × RGBA; alpha 0 hides a segment, else it scales the fill
 * @property {number} opacity of the fill 0…1
 * @property {boolean} outline
 * @property {boolean} visible
 * @property {Uint8Array} [dashed] 256 flags: segments drawn as suggestions (dashed outline, hatched fill)
 * @property {number} [hover] segment to stress, 0 for none
 *
 * @typedef {object} LabelLayers
 * @property {(layer: LabelLayer, signal?: AbortSignal) => void} add
 * @property {(layer: LabelLayer) => void} remove
 * @property {(layer: LabelLayer, box?: VoxelBox) => void} changed voxels of the box (of all, if left out) changed; draws again
 * @property {(layer: LabelLayer) => void} restyled palette, opacity, outline, visibility changed
 * @property {(slices: readonly [number, number] | null) => void} setExtent first and last frame of the selected segment, shown beside the slice slider
 *
 * @typedef {object} VolumeContextMembers
 * @property {import("../../elements/contracts.js").MediaContext} media store, commands, controls, object, api, announce
 * @property {HTMLElement} host the `<volume-view>`; events that go up are dispatched there
 * @property {Tools} tools
 * @property {Painters} painters
 * @property {LabelLayers} labels
 * @property {readonly Viewport[]} viewports
 * @property {Viewport} active the one with the focus ring
 * @property {readonly Series[]} series of all viewports, first the one of the object
 * @property {Series | null} main the series of the object: results belong to it
 * @property {Vector3 | null} crosshair patient position all linked viewports share
 * @property {(point: Vector3, from?: Viewport) => void} setCrosshair moves it; linked viewports scroll there
 * @property {(frame: number) => void} goToFrame of the main series
 * @property {(series: Series, voxel: Vector3) => number | null} storedAt stored value, nearest voxel; null outside or not loaded
 * @property {(series: Series, stored: number, frame: number) => { value: number, unit: string }} realValue HU, SUV or the like
 * @property {(element: HTMLElement | null) => void} setOptions
 * @property {(message: string, kind?: "note" | "warning") => void} say a line over the image that goes by itself
 * @property {() => void} requestDraw all viewports
 * @property {Hooks} hooks what the workbench asks of the medium and a part answers; set what is yours
 *
 * @typedef {object} Hooks
 * @property {(regionId: string) => void} [reveal] a region was selected elsewhere
 * @property {(label: import("../../core/config.js").LabelNode) => boolean} [takeLabel] as in elements/contracts.js
 *
 * @typedef {EventTarget & VolumeContextMembers} VolumeContext
 *   The engine of a series' volume: `series.volume.engine` (null where no WebAssembly engine could be loaded: viewing works, segments do not) and `series.volume.pointer`.
 *   It comes with `series-ready`; slices fill in afterwards (`slice-loaded`), `series-complete` says that all are there.
 *
 * @typedef {{
 *   "series-ready": CustomEvent<{ series: Series }>,
 *   "slice-loaded": CustomEvent<{ series: Series, frame: number, preview: boolean }>,
 *   "series-complete": CustomEvent<{ series: Series }>,
 *   "series-failed": CustomEvent<{ series: Series | null, message: string }>,
 *   "viewport-change": CustomEvent<{ viewport: Viewport }>,
 *   "active-change": CustomEvent<{ viewport: Viewport }>,
 *   "layout-change": CustomEvent<{}>,
 *   "crosshair-change": CustomEvent<{ point: Vector3 }>,
 *   "frame-change": CustomEvent<{ series: Series, frame: number }>,
 *   "tool-change": CustomEvent<{ tool: Tool }>,
 * }} VolumeEvents on the context. `viewport-change`: plane, size, window or slab of a viewport; `frame-change`: another frame of a series is looked at
 */
export {}
