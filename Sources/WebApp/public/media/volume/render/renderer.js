/**
 * What a renderer is given and must do. There are two: Canvas 2D, which runs everywhere, and WebGL2. Both draw all panes into one canvas that lies under the viewports, and both do the same
 * arithmetic: sample the stored values (trilinear, or nearest), round, look the result up in one table.
 *
 * @typedef {import("../series/vector.js").Vector3} Vector3
 * @typedef {import("../series/volume.js").PixelSource} PixelSource
 * @typedef {import("../series/volume.js").ColourSource} ColourSource
 * @typedef {import("../contracts.js").LabelLayer} LabelLayer
 * @typedef {import("../contracts.js").VoxelBox} VoxelBox
 *
 * @typedef {Readonly<{ first: number, perMillimetre: number, indexes: Float32Array }>} DepthTable
 *   slice index by depth along the normal, for slices at irregular distances: the third voxel coordinate is then a depth in mm
 * @typedef {Readonly<{ start: Vector3, du: Vector3, dv: Vector3 }>} Sampling voxel position of the middle of the first device pixel, and the steps to the right and down
 * @typedef {"max" | "min" | "mean"} SlabMode
 * @typedef {Readonly<{ count: number, step: Vector3, mode: SlabMode }>} Slab `count` samples along `step`, the first at `start`
 * @typedef {Readonly<{
 *   x: number, y: number, width: number, height: number,
 *   source: PixelSource | null, colour: ColourSource | null, sampling: Sampling, depths: DepthTable | null, slab: Slab | null,
 *   table: Uint32Array, tableStamp: number, smooth: boolean, labels: readonly LabelLayer[], labelStamp: number, labelSampling: Sampling, labelDepths: DepthTable | null, labelGrid: Readonly<{ columns: number, rows: number, slices: number }> | null,
 * }>} Pane in device pixels from the top left; `tableStamp` changes with `table`, `labelStamp` with anything of the labels; `labelSampling` is in voxels of the whole series, `sampling` in those of `source`
 *
 * @typedef {object} Renderer
 * @property {"canvas" | "webgl"} kind
 * @property {HTMLCanvasElement} canvas
 * @property {(width: number, height: number) => void} resize device pixels
 * @property {(panes: readonly Pane[], quick: boolean) => boolean} draw `quick`: the reader drags, a coarser picture will do if it is faster. True: not all is on the card yet, draw again
 * @property {(layer: LabelLayer, grid: { columns: number, rows: number, slices: number }, box: VoxelBox | null) => void} labelsChanged
 * @property {(layer: LabelLayer) => void} dropLabels
 * @property {() => void} dispose
 */
export {}
