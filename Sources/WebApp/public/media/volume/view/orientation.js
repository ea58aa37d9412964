import { dot, scaled } from "../series/vector.js"

/**
 * The letters at the edges of a viewport: which way of the patient that edge is.
 *
 * @typedef {import("../series/vector.js").Vector3} Vector3
 * @typedef {Readonly<{ left: string, right: string, top: string, bottom: string }>} Letters
 */

/** LPS: +x is left, +y posterior, +z superior. */
const axes = /** @type {const} */ ([["L", "R"], ["P", "A"], ["S", "I"]])
/** How much of a direction an axis must make up to be named. */
const share = 0.35

/** @param {Vector3} direction of length one @returns {string} up to three letters, the strongest first */
export function lettersOf(direction) {
  return [0, 1, 2].map(axis => ({ axis, size: Math.abs(direction[axis] ?? 0) })).filter(({ size }) => size > share).sort((a, b) => b.size - a.size)
    .map(({ axis }) => /** @type {(typeof axes)[0]} */ (axes[axis])[(direction[axis] ?? 0) > 0 ? 0 : 1]).join("")
}

/** @param {import("./plane.js").Facing} facing @returns {Letters} */
export const edgesOf = ({ right, down }) => ({ left: lettersOf(scaled(right, -1)), right: lettersOf(right), top: lettersOf(scaled(down, -1)), bottom: lettersOf(down) })

const opposite = /** @type {Readonly<Record<string, string>>} */ ({ A: "P", P: "A", L: "R", R: "L", H: "F", F: "H", S: "I", I: "S" })
/** @param {string} letters */
const turnedRound = letters => [...letters].map(letter => opposite[letter] ?? letter).join("")
/**
 * Head and foot are written as superior and inferior, as beside volumes.
 *
 * @param {string} letters
 */
const spelt = letters => letters.replaceAll("H", "S").replaceAll("F", "I")

/**
 * Edges of a picture that says its Patient Orientation (0020,0020) and nothing of its place: a chest film, a mammogram.
 *
 * @param {readonly string[]} orientation directions of rows and of columns, as "L\\F"
 * @param {import("./plane.js").Facing} facing where [1, 0, 0] is along a row and [0, 1, 0] along a column
 * @returns {Letters | null}
 */
export function edgesOfPicture([row, column], facing) {
  if (!row || !column) return null
  /** @param {Vector3} way */
  const name = way => {
    const alongRow = dot(way, [1, 0, 0])
    const alongColumn = dot(way, [0, 1, 0])
    return spelt(Math.abs(alongRow) >= Math.abs(alongColumn) ? (alongRow > 0 ? row : turnedRound(row)) : alongColumn > 0 ? column : turnedRound(column))
  }
  return { left: name(scaled(facing.right, -1)), right: name(facing.right), top: name(scaled(facing.down, -1)), bottom: name(facing.down) }
}

/**
 * The standard plane a facing is nearest to.
 *
 * @param {Vector3} normal
 * @returns {"axial" | "coronal" | "sagittal"}
 */
export function nearestPlane(normal) {
  const [x, y, z] = [Math.abs(normal[0]), Math.abs(normal[1]), Math.abs(normal[2])]
  return z >= x && z >= y ? "axial" : y >= x ? "coronal" : "sagittal"
}

/**
 * How a plane of the voxel grid faces the reader so that it is nearest to a standard one: reformats then run along voxels, not between them.
 *
 * @param {import("../series/geometry.js").Geometry} geometry
 * @param {import("./plane.js").Facing} wanted
 * @returns {import("./plane.js").Facing}
 */
export function facingAlong(geometry, wanted) {
  const ways = [geometry.row, geometry.column, geometry.across].flatMap(way => [way, scaled(way, -1)])
  /** @param {Vector3} goal @param {readonly Vector3[]} from */
  const best = (goal, from) => from.reduce((a, b) => (dot(b, goal) > dot(a, goal) ? b : a))
  const right = best(wanted.right, ways)
  const down = best(wanted.down, ways.filter(way => Math.abs(dot(way, right)) < 0.5))
  return { right, down }
}
