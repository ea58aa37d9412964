/** What the address of the room says, and an address that says it. Pure. */

/** @typedef {Readonly<{ system: string, code: string, q: string, ecl: string }>} Place */

/** Nobody types more; the server takes no more either. */
const LONGEST = 4000

/** @param {URLSearchParams} query @returns {Place} */
export const readPlace = (query) => {
  const text = (/** @type {string} */ name) => (query.get(name) ?? "").slice(0, LONGEST)
  return { system: text("system"), code: text("code"), q: text("q"), ecl: text("ecl") }
}

/** @param {Partial<Place>} place */
export const placeAddress = ({ system = "", code = "", q = "", ecl = "" }) => {
  const query = new URLSearchParams()
  for (const [name, value] of [["system", system], ["code", code], ["q", q], ["ecl", ecl]]) if (name && value) query.set(name, value)
  return `/terminology${`${query}` === "" ? "" : `?${query}`}`
}

/**
 * A day as releases write it ("20020131", 20020131), for a calendar; "" where it is none.
 * @param {string | number | null | undefined} day
 */
export const isoDay = (day) => {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(String(day ?? ""))
  return found ? `${found[1]}-${found[2]}-${found[3]}` : ""
}
