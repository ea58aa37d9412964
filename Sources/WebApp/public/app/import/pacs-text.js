/** What an archive is asked and what it answers, in words. Pure. */

import { enScans as scans } from "../../locales/en-scans.js"

/**
 * DICOM's wishes out of a form: an end of a range of days may be open, a name is the beginning of a name.
 * @param {Readonly<Record<string, string | boolean>>} values
 * @returns {Record<string, string>}
 */
export const matchOf = (values) => {
  /** @param {string} name */
  const text = (name) => String(values[name] ?? "").trim()
  /** @type {Record<string, string>} */
  const match = {}
  for (const name of ["PatientID", "ModalitiesInStudy"]) if (text(name) !== "") match[name] = text(name)
  const name = text("PatientName")
  if (name !== "") match["PatientName"] = /[*?]/.test(name) ? name : `${name.replace(/,\s*/, "^")}*`
  const from = text("from").replaceAll("-", "")
  const to = text("to").replaceAll("-", "")
  if (from !== "" || to !== "") match["StudyDate"] = from === to ? from : `${from}-${to}`
  return match
}

/**
 * A day as DICOM writes it, as ISO 8601 does.
 * @param {string | null | undefined} day
 */
export const dayText = (day) => (day && /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : day ?? "")

/**
 * The parts of a name as they are said: `Doe^Jane^Q` is “Doe, Jane Q”. Other spellings of it follow an equals sign and are left out.
 * @param {string | null | undefined} name
 */
export const nameText = (name) => {
  const [family = "", ...rest] = (name ?? "").split("=")[0]?.split("^") ?? []
  const given = rest.slice(0, 2).filter(Boolean).join(" ")
  return [family, given].filter(Boolean).join(", ")
}

/** @param {string} done @param {string} total */
export const fetchLine = (done, total) => (total === "" ? scans.fetched(done) : scans.fetchedOf(done, total))
