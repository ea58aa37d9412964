/** Files out of a drop, looking into folders too. */

/**
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
 */
export const droppedFiles = async (transfer) => {
  // The list of items empties once this task has ended, so the entries are taken out first.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return [...transfer.files]
  const found = await Promise.all(entries.map(walk))
  return found.flat()
}

/** @param {FileSystemEntry} entry @returns {Promise<File[]>} */
const walk = async (entry) => {
  if (entry.name.startsWith(".")) return []
  if (entry.isFile) return [await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject))]
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader()
  /** @type {FileSystemEntry[]} */
  const all = []
  // A reader hands out at most a hundred entries a time.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    all.push(...some)
  }
  all.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  return (await Promise.all(all.map(walk))).flat()
}
