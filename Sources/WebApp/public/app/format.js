/** Numbers, times and sizes as the reader's locale writes them. */

const number = new Intl.NumberFormat(undefined)
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" })

/** @param {number} value */
export const count = (value) => number.format(value)

/** @param {string | null | undefined} iso */
export const date = (iso) => (iso ? day.format(new Date(iso)) : "")

/** @param {string | null | undefined} iso */
export const dateTime = (iso) => (iso ? moment.format(new Date(iso)) : "")

const STEPS = /** @type {readonly (readonly [number, Intl.RelativeTimeFormatUnit])[]} */ ([
  [60, "second"],
  [3600, "minute"],
  [86_400, "hour"],
  [604_800, "day"],
  [2_629_800, "week"],
  [31_557_600, "month"],
  [Infinity, "year"],
])
const LENGTH = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800, month: 2_629_800, year: 31_557_600 }

/**
 * "4 min. ago", "in 2 days".
 * @param {string | null | undefined} iso
 * @param {number} [now] milliseconds since 1970
 */
export const ago = (iso, now = Date.now()) => {
  if (!iso) return ""
  const seconds = (new Date(iso).getTime() - now) / 1000
  if (Number.isNaN(seconds)) return ""
  const [, unit] = STEPS.find(([limit]) => Math.abs(seconds) < limit) ?? [0, "year"]
  const length = LENGTH[/** @type {keyof typeof LENGTH} */ (unit)]
  return relative.format(Math.trunc(seconds / length), unit)
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"]

/** @param {number} value */
export const bytes = (value) => {
  let step = 0
  let rest = value
  while (rest >= 1000 && step < UNITS.length - 1) {
    rest /= 1000
    step += 1
  }
  return new Intl.NumberFormat(undefined, {
    style: "unit", unit: UNITS[step] ?? "byte", unitDisplay: "short", maximumFractionDigits: step > 0 && rest < 100 ? 1 : 0,
  }).format(rest)
}

/**
 * A length of time in its largest unit: "40 sec", "3 min".
 * @param {number} seconds
 */
export const duration = (seconds) => {
  const unit = seconds < 90 ? "second" : seconds < 5400 ? "minute" : "hour"
  const length = { second: 1, minute: 60, hour: 3600 }[unit]
  return new Intl.NumberFormat(undefined, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 }).format(Math.max(1, seconds / length))
}

/**
 * Share in whole percent; never 100 before all is done, never 0 once something is.
 * @param {number} part
 * @param {number} whole
 */
export const percent = (part, whole) => {
  if (whole <= 0) return 0
  if (part >= whole) return 100
  if (part <= 0) return 0
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)))
}

/**
 * A person as people call them.
 * @param {{ first_name?: string, last_name?: string, email: string }} person
 */
export const personName = (person) => `${person.first_name ?? ""} ${person.last_name ?? ""}`.trim() || person.email

/**
 * Two letters that stand for a person.
 * @param {{ initials?: string, email: string }} person
 */
export const initialsOf = (person) => (person.initials || person.email.slice(0, 2)).toUpperCase()
