/**
 * Dates as the config wants them written. The directives are those of strftime that a date field can fill: %Y %m %d %H %M %S.
 */

const parts = /** @type {const} */ ({ Y: "(\\d{4})", m: "(\\d{2})", d: "(\\d{2})", H: "(\\d{2})", M: "(\\d{2})", S: "(\\d{2})" })
/** @typedef {keyof typeof parts} Part */

/**
 * An ISO local date or time, as date fields hold it, written in a format. Parts that it lacks are written as zero.
 *
 * @param {string} iso "2024-05-01", "2024-05-01T14:30", "14:30", "2024-05"
 * @param {string} format "%d.%m.%Y", or "" for ISO itself
 */
export function writeDate(iso, format) {
  if (format === "" || iso === "") return iso
  const found = /^(?:(\d{4})-(\d{2})(?:-(\d{2}))?)?T?(?:(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(iso)
  if (!found) return iso
  const [, Y = "0000", m = "01", d = "01", H = "00", M = "00", S = "00"] = found
  const known = { Y, m, d, H, M, S }
  return format.replace(/%([YmdHMS%])/g, (_, part) => (part === "%" ? "%" : known[/** @type {Part} */ (part)]))
}

/**
 * The ISO local date or time of a text written in `format`; "" where it does not fit.
 *
 * @param {string} text
 * @param {string} format
 * @param {"date" | "datetime-local" | "time" | "month"} kind what the field wants
 */
export function readDate(text, format, kind) {
  if (format === "") return text
  /** @type {Part[]} */
  const order = []
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/%([YmdHMS])/g, (_, part) => {
    order.push(part)
    return parts[/** @type {Part} */ (part)]
  })
  const found = new RegExp(`^${pattern}$`).exec(text)
  if (!found) return ""
  /** @type {Partial<Record<Part, string>>} */
  const known = {}
  order.forEach((part, i) => { known[part] = found[i + 1] ?? "" })
  const { Y = "0000", m = "01", d = "01", H = "00", M = "00" } = known
  switch (kind) {
    case "date": return `${Y}-${m}-${d}`
    case "month": return `${Y}-${m}`
    case "time": return `${H}:${M}`
    case "datetime-local": return `${Y}-${m}-${d}T${H}:${M}`
  }
}
