/**
 * The rows of a `<Table>`: an object is a table of names and values, a list of objects has a column for each name in it.
 *
 * @param {unknown} value
 * @returns {{ columns: readonly string[], rows: readonly (readonly unknown[])[] }}
 */
export function tableRows(value) {
  if (Array.isArray(value)) {
    const objects = value.every(row => row !== null && typeof row === "object" && !Array.isArray(row))
    if (!objects) return { columns: [], rows: value.map(row => (Array.isArray(row) ? row : [row])) }
    const columns = [...new Set(value.flatMap(row => Object.keys(row)))]
    return { columns, rows: value.map(row => columns.map(column => row[column])) }
  }
  if (value !== null && typeof value === "object") return { columns: [], rows: Object.entries(value) }
  return { columns: [], rows: value === undefined || value === null ? [] : [[value]] }
}

/**
 * A cell as text.
 *
 * @param {unknown} cell
 */
export const cellText = cell => (cell === null || cell === undefined ? "" : typeof cell === "object" ? JSON.stringify(cell) : String(cell))

/**
 * Numbers stand at the end of their column.
 *
 * @param {unknown} cell
 */
export const isNumber = cell => typeof cell === "number" || typeof cell === "string" && /^[-+]?\d[\d\s,.]*%?$/.test(cell.trim())
