import { along, cross, dot, length, scaled, subtract, unit } from "./vector.js"

/** @typedef {import("./vector.js").Vector3} Vector3 */

/**
 * Where the voxels of a series lie in the patient. Slices may stand at irregular distances: between two, positions go straight.
 *
 * Immutable. A series without spatial data gets a geometry of pixels ({@link Geometry.flat}): one millimetre is then one pixel, and `isPatient` is false.
 */
export class Geometry {
  /**
   * @param {Readonly<{
   *   origin: Vector3, row: Vector3, column: Vector3, normal: Vector3, spacing: Vector3, positions: readonly number[],
   *   columns: number, rows: number, regular: boolean, frameOfReference: string, isPatient: boolean, isCalibrated: boolean,
   * }>} parts `positions`: of each slice along the normal, relative to the first
   */
  constructor(parts) {
    this.origin = parts.origin
    /** Unit vector in which the column index grows. */
    this.row = parts.row
    this.column = parts.column
    this.normal = parts.normal
    this.spacing = parts.spacing
    this.positions = parts.positions
    this.columns = parts.columns
    this.rows = parts.rows
    this.slices = parts.positions.length
    this.regular = parts.regular
    this.frameOfReference = parts.frameOfReference
    /** Directions and positions are those of the patient. */
    this.isPatient = parts.isPatient
    /** Lengths are real millimetres. */
    this.isCalibrated = parts.isCalibrated
    /** A sheared stack (gantry tilt): the normal given is the way from slice to slice, not at right angles to them. */
    const upright = unit(cross(this.row, this.column))
    this.across = dot(upright, this.normal) < 0 ? /** @type {Vector3} */ ([-upright[0], -upright[1], -upright[2]]) : upright
    this.#step = dot(this.across, this.normal) || 1
    Object.freeze(this)
  }

  #step

  /**
   * From the server's JSON.
   *
   * @param {{
   *   origin: Vector3, row: Vector3, column: Vector3, normal: Vector3, spacing: Vector3, positions: readonly number[], regular: boolean, shear?: readonly [number, number] | null,
   *   frame_of_reference?: string | null,
   * }} given `shear`: mm each slice is moved along row and column against the one before
   * @param {{ columns: number, rows: number }} size
   */
  static of(given, { columns, rows }) {
    const first = given.positions[0] ?? 0
    const upright = given.positions.map(position => position - first)
    const gap = upright.length > 1 ? Number(upright.at(-1)) / (upright.length - 1) : given.spacing[2]
    const [sx, sy] = given.shear ?? [0, 0]
    // The way from one slice to the next, which a gantry tilt leans over.
    const way = along(along(scaled(unit(given.normal), gap), unit(given.row), sx), unit(given.column), sy)
    const lean = given.shear ? length(way) / Math.abs(gap || 1) : 1
    const isEven = upright.every((position, k) => Math.abs(position - k * gap) < 0.01 * Math.abs(gap))
    return new Geometry({
      origin: given.origin, row: unit(given.row), column: unit(given.column), normal: given.shear ? scaled(unit(way), Math.sign(gap) || 1) : unit(given.normal), spacing: given.spacing,
      positions: upright.map(position => position * lean), columns, rows, regular: given.regular || (given.shear !== null && given.shear !== undefined && isEven),
      frameOfReference: given.frame_of_reference ?? "", isPatient: true, isCalibrated: true,
    })
  }

  /**
   * Of frames that have no place in a patient: one behind the other, a pixel apart.
   *
   * @param {{ columns: number, rows: number, slices: number, spacing: readonly [number, number] | null }} size
   */
  static flat({ columns, rows, slices, spacing }) {
    const [dx, dy] = spacing ?? [1, 1]
    const gap = Math.max(dx, dy)
    return new Geometry({
      origin: [0, 0, 0], row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], spacing: [dx, dy, gap],
      positions: Array.from({ length: slices }, (_, k) => k * gap), columns, rows, regular: true, frameOfReference: "", isPatient: false, isCalibrated: spacing !== null,
    })
  }

  /** @param {Vector3} voxel @returns {[number, number, number]} patient position of a voxel position */
  toPatient(voxel) {
    const inRow = along(this.origin, this.row, voxel[0] * this.spacing[0])
    return along(along(inRow, this.column, voxel[1] * this.spacing[1]), this.normal, this.#positionOf(voxel[2]))
  }

  /** @param {Vector3} point @returns {[number, number, number]} continuous voxel position */
  toVoxel(point) {
    const from = subtract(point, this.origin)
    // Along the way from slice to slice first; what is left lies in the plane of a slice.
    const depth = dot(from, this.across) / this.#step
    const flat = along(from, this.normal, -depth)
    const rc = dot(this.row, this.column)
    const a = dot(flat, this.row)
    const b = dot(flat, this.column)
    const det = 1 - rc * rc
    return [(a - b * rc) / det / this.spacing[0], (b - a * rc) / det / this.spacing[1], this.indexOf(depth)]
  }

  /** @param {Vector3} point @returns {number} mm along the normal from the first slice */
  depthOf(point) { return dot(subtract(point, this.origin), this.across) / this.#step }

  /** @param {Vector3} point @returns {number} the slice nearest to a patient position, held inside the stack */
  sliceAt(point) {
    return Math.max(0, Math.min(this.slices - 1, Math.round(this.toVoxel(point)[2])))
  }

  /** @param {Vector3} point */
  contains(point) {
    const [i, j, k] = this.toVoxel(point)
    return i >= -0.5 && j >= -0.5 && k >= -0.5 && i <= this.columns - 0.5 && j <= this.rows - 0.5 && k <= this.slices - 0.5
  }

  /**
   * Middle of the volume.
   *
   * @returns {[number, number, number]}
   */
  get centre() { return this.toPatient([(this.columns - 1) / 2, (this.rows - 1) / 2, (this.slices - 1) / 2]) }

  /**
   * The eight corners, at the edges of the outer voxels.
   *
   * @returns {[number, number, number][]}
   */
  get corners() {
    return [-0.5, this.slices - 0.5].flatMap(k => [-0.5, this.rows - 0.5].flatMap(j => [-0.5, this.columns - 0.5].map(i => this.toPatient([i, j, k]))))
  }

  /** Mean distance of neighbouring slices in mm. */
  get sliceSpacing() {
    const last = this.positions.at(-1) ?? 0
    return this.slices > 1 ? Math.abs(last) / (this.slices - 1) : this.spacing[2]
  }

  /** @param {number} k continuous; beyond the ends it goes on as between the last two */
  #positionOf(k) {
    const { positions, slices } = this
    if (slices < 2) return k * this.spacing[2]
    const below = Math.max(0, Math.min(slices - 2, Math.floor(k)))
    const a = positions[below] ?? 0
    const b = positions[below + 1] ?? a
    return a + (b - a) * (k - below)
  }

  /** @param {number} depth mm along the normal @returns {number} continuous slice index */
  indexOf(depth) {
    const { positions, slices } = this
    if (slices < 2) return depth / (this.spacing[2] || 1)
    if (this.regular) return depth / (((positions[slices - 1] ?? 1) - (positions[0] ?? 0)) / (slices - 1))
    let low = 0
    let high = slices - 2
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((positions[middle] ?? 0) <= depth) low = middle
      else high = middle - 1
    }
    const a = positions[low] ?? 0
    return low + (depth - a) / (((positions[low + 1] ?? a + 1) - a) || 1)
  }
}
