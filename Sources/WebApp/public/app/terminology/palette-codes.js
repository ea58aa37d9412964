/** Codes for the command palette: the best few of each loaded system. */

import { terminology } from "../../net/terminology.js"
import { go } from "../router.js"
import { placeAddress } from "./address.js"

/** @typedef {import("../palette.js").Entry} Entry */

const FEW = 4

/**
 * @param {string} query
 * @param {AbortSignal} signal
 * @returns {Promise<Entry[]>}
 */
export const findCodes = async (query, signal) => {
  const { releases } = await terminology.releases()
  if (releases.length === 0 || signal.aborted) return []
  const asked = { q: query, limit: FEW }
  const { groups } = terminology.known(asked) ?? await terminology.search(asked, signal)
  return groups.flatMap((group) => group.items.map((item) => ({
    title: item.display, note: `${group.title} ${item.code}`, icon: "terminology", run: () => go(placeAddress({ system: group.system, code: item.code })),
  })))
}
