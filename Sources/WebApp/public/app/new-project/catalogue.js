/** The templates that come with the program. */

import { request } from "../../net/api.js"

/**
 * @typedef {{ id: string, title: string, group: string, modality: "image" | "text" | "hypertext" | "table", summary: string, description: string, protocol: string,
 *   measures: readonly string[], agreement: string | null, sample: { data: Record<string, unknown>, result?: readonly unknown[] } }} Template
 */

/** @param {AbortSignal} signal @returns {Promise<readonly Template[]>} */
export const loadCatalogue = (signal) => request("GET", "/templates/catalogue.json", { signal })

/** @type {Map<string, Promise<string>>} */
const interfaces = new Map()

/**
 * The XML of a template, fetched once.
 * @param {string} id
 * @returns {Promise<string>}
 */
export const loadInterface = (id) => {
  let xml = interfaces.get(id)
  if (!xml) {
    xml = fetch(`/templates/${id}.xml`).then((answer) => {
      if (!answer.ok) throw new Error(`${id}.xml: ${answer.status}`)
      return answer.text()
    })
    xml.catch(() => interfaces.delete(id))
    interfaces.set(id, xml)
  }
  return xml
}
