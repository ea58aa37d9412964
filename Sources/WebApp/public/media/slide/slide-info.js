/**
 * What the server says of a slide (`GET /api/imaging/series/{id}`), read once.
 *
 * @typedef {Readonly<{ width: number, height: number, downsample: number, tileWidth: number, tileHeight: number, columns: number, rows: number }>} Level
 *   `columns` and `rows` of tiles
 * @typedef {Readonly<{ x: number, y: number }>} Spacing micrometres a pixel of level 0
 * @typedef {Readonly<{
 *   id: number, uid: string, description: string, vendor: string, size: import("../image/geometry.js").Size,
 *   levels: readonly Level[], spacing: Spacing | null, objective: number | null, problems: readonly string[],
 * }>} SlideInfo `levels` as the server numbers them; `spacing` and `objective` where the file says them; `problems` in words
 */

/**
 * @param {any} json
 * @returns {SlideInfo | null} null if it is no slide
 */
export function readSlide(json) {
  /** @type {Level[]} */
  const levels = (json?.slide?.levels ?? []).map((/** @type {any} */ level) => Object.freeze({
    width: whole(level.width), height: whole(level.height), downsample: Math.max(1, Number(level.downsample) || 1),
    tileWidth: whole(level.tile_width), tileHeight: whole(level.tile_height),
    columns: whole(level.columns), rows: whole(level.rows),
  }))
  const [first] = levels
  if (!first) return null
  const [x, y] = json.slide.mpp ?? []
  return Object.freeze({
    id: json.id, uid: json.uid ?? "", description: json.description ?? "", vendor: json.slide.vendor ?? "",
    size: Object.freeze({ width: first.width, height: first.height }), levels: Object.freeze(levels),
    spacing: x > 0 && y > 0 ? Object.freeze({ x, y }) : null,
    objective: json.slide.objective > 0 ? Number(json.slide.objective) : null,
    problems: Object.freeze((json.problems ?? []).map((/** @type {any} */ problem) => String(problem.message ?? problem.kind)).filter(Boolean)),
  })
}

/** @param {unknown} value */
const whole = value => Math.max(1, Math.floor(Number(value) || 1))

/**
 * The power of the objective a pixel of level 0 was seen with: as the file says, or by the size of a pixel (0.5 µm is 20 ×). Null where neither is known.
 *
 * @param {Pick<SlideInfo, "objective" | "spacing">} slide
 */
export const objectiveOf = ({ objective, spacing }) => objective ?? (spacing ? Math.round(100 / spacing.x) / 10 : null)
