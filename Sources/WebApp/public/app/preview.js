/** The labelling interface as it will look, drawn by the workbench itself on a sample task; nothing done in it is kept. */

import { parseConfig } from "../core/config.js"
import { fill, h } from "./dom.js"
import { t } from "./strings.js"
import { makeWorkbench } from "./workbench.js"

/**
 * Draws an interface into a place; drawing again replaces what was there.
 * @param {HTMLElement} place
 * @param {string} xml
 * @param {Record<string, unknown>} data
 * @param {readonly unknown[]} [result] labels to show it with
 */
export const drawPreview = async (place, xml, data, result = []) => {
  if (parseConfig(xml, data).objects.size === 0) return fill(place, h("p", { class: "empty" }, t.nothingToShow))
  const shown = place.querySelector("label-workbench")
  const preview = { labelConfig: xml, data, result }
  if (shown) return /** @type {import("./workbench.js").Workbench} */ (shown).show(preview)
  const workbench = await makeWorkbench()
  workbench.preview = preview
  fill(place, workbench)
}

/**
 * A task that shows something for every `$key` of an interface, where there is no real one.
 * @param {string} xml
 * @returns {Record<string, unknown>}
 */
export const sampleData = (xml) => {
  /** @type {Record<string, unknown>} */
  const data = {}
  for (const object of parseConfig(xml).objects.values()) {
    const key = object.source.startsWith("$") ? object.source.slice(1) : ""
    if (key === "") continue
    data[key] = object.tag === "Image" ? (object.attributes["valuelist"] ? ["/templates/samples/chest.webp", "/templates/samples/fundus.webp"] : "/templates/samples/chest.webp")
      : object.tag === "HyperText" ? `<p>${t.sampleText}</p>`
      : object.tag === "Table" ? [{ Test: "Creatinine", Value: 92, Unit: "µmol/l" }, { Test: "Potassium", Value: 4.4, Unit: "mmol/l" }]
      : object.tag === "List" ? [{ id: "a", title: "A", body: t.sampleText }, { id: "b", title: "B", body: t.sampleText }]
      : object.tag === "Paragraphs" ? [{ author: "A", text: t.sampleText }] : t.sampleText
  }
  return data
}

/**
 * What an interface calls its first datum, whether that is text, and whether scans have a place in it.
 * @param {string} xml
 * @returns {{ key: string, isText: boolean, takesScans: boolean }}
 */
export const firstDatum = (xml) => {
  const objects = [...parseConfig(xml).objects.values()]
  const takesScans = objects.some((one) => one.tag === "Image")
  for (const object of objects) {
    if (object.source.startsWith("$")) return { key: object.source.slice(1).split(/[.[]/)[0] ?? "text", isText: object.tag === "Text" || object.tag === "HyperText", takesScans }
  }
  return { key: "text", isText: true, takesScans }
}
