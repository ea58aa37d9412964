/**
 * Items ordered in columns, without a page.
 *
 * @typedef {Readonly<{ id: string, title: string, body: string }>} RankItem
 * @typedef {Readonly<{ name: string, title: string, ids: readonly string[] }>} Column
 */

/** The column of one that has no buckets. */
export const ALL = "_"

/**
 * The items of a `<List>`: texts, or objects with id, title and body.
 *
 * @param {unknown} list
 * @returns {RankItem[]}
 */
export function rankItems(list) {
  if (!Array.isArray(list)) return []
  return list.map((item, at) => (item !== null && typeof item === "object"
    ? { id: String(item.id ?? at), title: String(item.title ?? ""), body: String(item.body ?? "") }
    : { id: String(at), title: "", body: String(item) }))
}

/**
 * The columns as an answer orders them; items that it does not name stand last in the default column.
 *
 * @param {readonly { name: string, title: string, byDefault: boolean }[]} buckets
 * @param {readonly RankItem[]} items
 * @param {unknown} ranker the answer's `ranker`: ids by bucket, or one list
 * @returns {Column[]}
 */
export function columnsOf(buckets, items, ranker) {
  const known = new Set(items.map(item => item.id))
  const named = Array.isArray(ranker) ? { [ALL]: ranker } : /** @type {Record<string, unknown>} */ (ranker ?? {})
  /** @type {Set<string>} */
  const placed = new Set()
  const all = buckets.length > 0 ? buckets : [{ name: ALL, title: "", byDefault: true }]
  const home = all.find(bucket => bucket.byDefault)?.name
  const columns = [...home === undefined ? [{ name: ALL, title: "Not ranked yet", byDefault: true }] : [], ...all].map(({ name, title }) => {
    const ids = (Array.isArray(named[name]) ? /** @type {unknown[]} */ (named[name]) : []).map(String).filter(id => known.has(id) && !placed.has(id))
    for (const id of ids) placed.add(id)
    return { name, title: title || name, ids }
  })
  const rest = items.map(item => item.id).filter(id => !placed.has(id))
  return columns.map(column => (column.name === (home ?? ALL) ? { ...column, ids: [...column.ids, ...rest] } : column))
}

/**
 * The columns after an item was put before the `at`-th of a column.
 *
 * @param {readonly Column[]} columns
 * @param {string} id
 * @param {string} to
 * @param {number} at
 * @returns {Column[]}
 */
export const moved = (columns, id, to, at) => columns.map(column => {
  const ids = column.ids.filter(each => each !== id)
  return column.name === to ? { ...column, ids: [...ids.slice(0, at), id, ...ids.slice(at)] } : { ...column, ids }
})

/**
 * The answer's `ranker`: a list where there are no buckets, else ids by bucket.
 *
 * @param {readonly Column[]} columns
 */
export const rankerOf = columns => (columns.length === 1 && columns[0]?.name === ALL
  ? columns[0].ids
  : Object.fromEntries(columns.filter(column => column.name !== ALL).map(column => [column.name, column.ids])))
