/** Expressions that ran, newest first, in this browser only. Pure but for the store it is given. */

const KEY = "vesalius.terminology.expressions"
const KEPT = 20

/** @typedef {Readonly<{ system: string, expression: string, total: number }>} Ran */
/** @typedef {Pick<Storage, "getItem" | "setItem">} Store */

/** @param {Store} store @returns {Ran[]} */
export const readRecent = (store) => {
  try {
    const list = JSON.parse(store.getItem(KEY) ?? "[]")
    return Array.isArray(list) ? list.filter((one) => typeof one?.expression === "string" && typeof one.system === "string" && typeof one.total === "number").slice(0, KEPT) : []
  } catch {
    return []
  }
}

/** @param {Store} store @param {Ran} ran @returns {Ran[]} */
export const addRecent = (store, ran) => {
  const list = [ran, ...readRecent(store).filter((one) => one.expression !== ran.expression || one.system !== ran.system)].slice(0, KEPT)
  try {
    store.setItem(KEY, JSON.stringify(list))
  } catch {
    // A full or private store: the list lasts as long as the page.
  }
  return list
}

/**
 * A Taxonomy tag that offers what an expression says.
 * @param {string} system
 * @param {string} expression
 */
export const scopeTag = (system, expression) => {
  const plain = expression.replace(/\s+/g, " ").trim()
  const escaped = plain.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;")
  return `<Taxonomy name="code" toName="text" terminology="${system}" ecl="${escaped}"/>`
}
