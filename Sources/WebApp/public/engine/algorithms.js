/**
 * What the engine finds out about volumes and masks without changing them: contours, axes, statistics, surfaces, proposals. What changes a mask is a record
 * (`records.js`) and goes through `MaskEditor.apply`.
 *
 * Slices are named by the axis they lie across (0: i, 1: j, 2: k) and their number; a point of a slice is (u, v): j and k across axis 0, i and k across 1, i and j
 * across 2. Points are in voxels, 0 at the centre of the first; lengths in millimetres. Results are copies and stay.
 *
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./engine.js").Grid} Grid
 * @typedef {import("./engine.js").Plane} Plane
 * @typedef {import("./engine.js").Vector} Vector
 * @typedef {import("./mask-editor.js").MaskEditor} MaskEditor
 * @typedef {import("./mask-editor.js").Box} Box
 * @typedef {import("./volume.js").Volume} Volume
 *
 * @typedef {readonly [number, number]} Point
 * @typedef {Readonly<{ editor: MaskEditor, layer: number, segment: number }>} Segment
 * @typedef {Readonly<{ axis: 0 | 1 | 2, slice: number }>} Slice
 * @typedef {Readonly<{ points: readonly Point[], parent: number | null }>} Contour
 *   closed; `parent` is the place in the list of the contour it lies directly inside: the contours at odd depth are holes
 * @typedef {Readonly<{ length: number, start: Point, end: Point }>} Axis
 * @typedef {Readonly<{ slice: number, long: Axis, short: Axis }>} Diameter
 * @typedef {Readonly<{ count: number, mean: number, deviation: number, minimum: number, maximum: number, median: number, p5: number, p95: number }>} Statistics
 *   of stored values; the deviation is that of a sample
 * @typedef {Readonly<{ voxels: number, millilitres: number, centre: Vector, box: Box, intensities: Statistics | null }>} SegmentStatistics
 * @typedef {Readonly<{ positions: Float32Array, triangles: Uint32Array }>} Surface x, y, z in millimetres from the first voxel's centre; three corners a triangle
 * @typedef {Readonly<{ voxels: number, low: number, high: number, parameters: Int32Array }>} Proposal `parameters` are those of a record of kind `accept`
 */

/** @param {Grid} grid @param {Engine} engine @param {(sizes: number, spacing: number) => number} make a block */
const onGrid = (engine, grid, make) =>
  engine.lend(Int32Array.of(grid.columns, grid.rows, grid.slices), sizes =>
    engine.lend(Float64Array.from(grid.spacing), spacing => make(sizes, spacing) >>> 0))

/**
 * Reads a block the engine made and gives it back.
 * @template T
 * @param {Engine} engine
 * @param {number} block
 * @param {(start: number, count: number) => T} read
 * @returns {T}
 */
const take = (engine, block, read) => {
  try {
    return read(block + 8, engine.uint32(block, 1)[0] ?? 0)
  } finally {
    engine.free(block)
  }
}

/** @param {Engine} engine @param {number} block */
const doubles = (engine, block) => take(engine, block, (start, count) => Array.from(engine.float64(start, count)))

/** @param {Engine} engine @param {number} block */
const words = (engine, block) => take(engine, block, (start, count) => engine.int32(start, count).slice())

/**
 * The labels' place in memory, 0 if nobody has written to the layer.
 * @param {Segment} segment
 */
const labelsOf = ({ editor, layer }) => editor.labels(layer)?.byteOffset ?? 0

/**
 * Points as the engine's 256ths of a voxel.
 * @param {readonly Point[]} points
 */
const fixed = points => Int32Array.from(points.flat(), value => Math.round(value * 256))

/**
 * The contours of a segment in a slice.
 * @param {Engine} engine
 * @param {Segment} segment
 * @param {Slice} slice
 * @param {number} [tolerance] voxels a simplified line may be away from the true one; a quarter keeps every voxel on its side
 * @returns {Contour[]}
 */
export const traceContours = (engine, segment, { axis, slice }, tolerance = 0.25) => {
  const found = words(engine, onGrid(engine, segment.editor.grid, (sizes, spacing) =>
    engine.call("contoursTrace", sizes, spacing, labelsOf(segment), segment.segment, axis, slice, tolerance * 256)))
  /** @type {Contour[]} */
  const contours = []
  let at = 1
  for (let left = found[0] ?? 0; left > 0; left--) {
    const parent = found[at] ?? -1
    const count = found[at + 1] ?? 0
    at += 2
    /** @type {Point[]} */
    const points = []
    for (let index = 0; index < count; index++, at += 2) points.push([(found[at] ?? 0) / 256, (found[at + 1] ?? 0) / 256])
    contours.push({ points, parent: parent < 0 ? null : parent })
  }
  return contours
}

/**
 * The long axis of a segment and the longest across it, as RECIST measures them: in one slice, or in the slice where the long axis is longest.
 * @param {Engine} engine
 * @param {Segment} segment
 * @param {0 | 1 | 2} axis
 * @param {number | null} [slice]
 * @returns {Diameter | null}
 */
export const longestDiameter = (engine, segment, axis, slice = null) => {
  const found = doubles(engine, onGrid(engine, segment.editor.grid, (sizes, spacing) =>
    engine.call("diameterLongest", sizes, spacing, labelsOf(segment), segment.segment, axis, slice ?? -1)))
  if (found.length === 0) return null
  /** @param {number} at @returns {Axis} */
  const line = at => ({ length: found[at] ?? 0, start: [found[at + 1] ?? 0, found[at + 2] ?? 0], end: [found[at + 3] ?? 0, found[at + 4] ?? 0] })
  return { slice: found[0] ?? 0, long: line(1), short: line(6) }
}

/** @param {readonly number[]} found @returns {Statistics} */
const statistics = ([count = 0, mean = 0, deviation = 0, minimum = 0, maximum = 0, median = 0, p5 = 0, p95 = 0]) =>
  ({ count, mean, deviation, minimum, maximum, median, p5, p95 })

/**
 * Size and place of a segment and, with a volume, its intensities; null if it has no voxel.
 * @param {Engine} engine
 * @param {Segment} segment
 * @param {Volume | null} [volume]
 * @returns {SegmentStatistics | null}
 */
export const segmentStatistics = (engine, segment, volume = null) => {
  const found = doubles(engine, onGrid(engine, segment.editor.grid, (sizes, spacing) =>
    engine.call("statisticsOfSegment", sizes, spacing, labelsOf(segment), volume?.pointer ?? 0, segment.segment)))
  if (found.length === 0) return null
  const [voxels = 0, millilitres = 0, ci = 0, cj = 0, ck = 0, i = 0, j = 0, k = 0, endI = 0, endJ = 0, endK = 0] = found
  return {
    voxels, millilitres, centre: [ci, cj, ck], box: { min: [i, j, k], end: [endI, endJ, endK] },
    intensities: volume ? statistics(found.slice(11)) : null,
  }
}

/** @param {Engine} engine @param {Volume} volume @param {Plane} plane @param {number} shape @param {readonly Point[]} points */
const inPlane = (engine, volume, plane, shape, points) => {
  const numbers = Float64Array.of(...plane.origin, ...plane.right, ...plane.down)
  const found = doubles(engine, onGrid(engine, volume.grid, (sizes, spacing) => engine.lend(numbers, at =>
    engine.lend(fixed(points), corners =>
      engine.call("statisticsInPlane", sizes, spacing, volume.pointer, at, shape, corners, points.length)))))
  return found.length === 0 ? null : statistics(found)
}

/**
 * Intensities inside a polygon on a plane through the volume; its corners in samples of the plane. Null if it is too large to be measured.
 * @param {Engine} engine
 * @param {Volume} volume
 * @param {Plane} plane
 * @param {readonly Point[]} points
 */
export const polygonStatistics = (engine, volume, plane, points) => inPlane(engine, volume, plane, 0, points)

/**
 * The same inside an ellipse along the plane's axes.
 * @param {Engine} engine
 * @param {Volume} volume
 * @param {Plane} plane
 * @param {Point} centre
 * @param {Point} radii half its width and half its height, in samples
 */
export const ellipseStatistics = (engine, volume, plane, centre, radii) => inPlane(engine, volume, plane, 1, [centre, radii])

/**
 * A closed surface around a segment.
 * @param {Engine} engine
 * @param {Segment} segment
 * @param {{ step?: number, rounds?: number }} [options] `step` voxels cubed count as one; `rounds` of smoothing
 * @returns {Surface}
 */
export const segmentSurface = (engine, segment, options = {}) => {
  const { step = 1, rounds = 10 } = options
  const block = onGrid(engine, segment.editor.grid, (sizes, spacing) =>
    engine.call("surfaceMesh", sizes, spacing, labelsOf(segment), segment.segment, step, rounds))
  return take(engine, block, start => {
    const [corners = 0, triangles = 0] = engine.uint32(start, 2)
    const positions = new Float32Array(engine.memory.buffer, start + 8, corners * 3).slice()
    return { positions, triangles: engine.uint32(start + 8 + corners * 12, triangles * 3).slice() }
  })
}

/**
 * The region offered for a click: connected to it, by a threshold found within a box around it.
 * @param {Engine} engine
 * @param {Volume} volume
 * @param {Vector} seed a voxel
 * @param {Box} around
 * @param {{ isocontour: number, zero: number } | "classes"} rule a share of the highest intensity (0.41 is usual in PET), counted from the stored value of nothing; or Otsu's two classes
 * @param {6 | 18 | 26} [neighbours]
 * @returns {Proposal}
 */
export const proposeRegion = (engine, volume, seed, around, rule, neighbours = 6) => {
  const how = rule === "classes" ? [1, 0, 0] : [0, Math.round(rule.isocontour * 1000), Math.round(rule.zero)]
  const found = words(engine, onGrid(engine, volume.grid, (sizes, spacing) =>
    engine.lend(Int32Array.of(...seed.map(Math.round), ...around.min, ...around.end, ...how, neighbours), at =>
      engine.call("proposeRegion", sizes, spacing, volume.pointer, at))))
  return { voxels: found[0] ?? 0, low: found[1] ?? 0, high: found[2] ?? 0, parameters: found.slice(3) }
}

/** Intelligent scissors in one slice: set a seed, ask for the path to the pointer, keep it with the next seed. The volume must live as long. */
export class Livewire {
  #engine
  #pointer

  /**
   * @param {Engine} engine
   * @param {Volume} volume
   * @param {Slice} slice
   */
  constructor(engine, volume, { axis, slice }) {
    this.#engine = engine
    this.#pointer = onGrid(engine, volume.grid, (sizes, spacing) => engine.call("livewireMake", sizes, spacing, volume.pointer, axis, slice))
  }

  /**
   * Sets where the wire begins; false outside the slice. Costs some milliseconds: on a press, not on a move.
   * @param {Point} point
   */
  seed([u, v]) { return this.#engine.call("livewireSeed", this.#pointer, Math.round(u), Math.round(v)) === 1 }

  /**
   * The way from the seed to a point, both included; empty outside the slice.
   * @param {Point} point
   * @returns {Point[]}
   */
  path([u, v]) {
    const found = words(this.#engine, this.#engine.call("livewirePath", this.#pointer, Math.round(u), Math.round(v)) >>> 0)
    /** @type {Point[]} */
    const points = []
    for (let at = 0; at + 1 < found.length; at += 2) points.push([found[at] ?? 0, found[at + 1] ?? 0])
    return points
  }

  /**
   * Learns from a path that was accepted; heard from the next seed on.
   * @param {readonly Point[]} path
   */
  train(path) {
    this.#engine.lend(Int32Array.from(path.flat(), Math.round), at => this.#engine.call("livewireTrain", this.#pointer, at, 2 * path.length))
  }

  forget() { this.#engine.call("livewireForget", this.#pointer) }

  free() {
    if (this.#pointer !== 0) this.#engine.call("livewireFree", this.#pointer)
    this.#pointer = 0
  }
}
