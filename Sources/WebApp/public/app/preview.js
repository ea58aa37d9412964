/** The labelling interface as it will look, drawn by the workbench itself on a sample task; nothing done in it is kept. */

import { parseConfig } from "../core/config.js"
import { fill, h } from "./dom.js"
import { t } from "./strings.js"

/**
 * Draws an interface into a place; drawing again replaces what was there.
 * @param {HTMLElement} place
 * @param {string} xml
 * @param {Record<string, unknown>} data
 */
export const drawPreview = async (place, xml, data) => {
  const parsed = parseConfig(xml, data)
  if (parsed.objects.size === 0) return fill(place, h("p", { class: "empty" }, t.nothingToShow))
  fill(place, outline(parsed, data))
}

/** @param {import("../core/config.js").Interface} parsed @param {Record<string, unknown>} data */
const outline = (parsed, data) => {
  void data
  return h("div", { class: "outline stack" },
    [...parsed.objects.values()].map((object) => (object.tag === "Image" && typeof object.value === "string"
      ? h("img", { src: object.value, alt: "" }) : h("p", {}, typeof object.value === "string" ? object.value.slice(0, 600) : object.tag))),
    [...parsed.controls.values()].map((control) => h("div", { class: "wrap" }, h("b", { class: "s" }, control.name),
      control.labels.map((label) => h("span", { class: "tag" }, label.value)), control.choices.map((choice) => h("span", { class: "tag line" }, choice.value)))))
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
    data[key] = object.tag === "Image" ? (object.attributes["valuelist"] ? ["/templates/samples/chest.jpg"] : "/templates/samples/chest.jpg")
      : object.tag === "HyperText" ? `<p>${t.sampleText}</p>`
      : object.tag === "Table" ? [{ Test: "Creatinine", Value: 92, Unit: "µmol/l" }, { Test: "Potassium", Value: 4.4, Unit: "mmol/l" }]
      : object.tag === "List" ? [{ id: "a", title: "A", body: t.sampleText }, { id: "b", title: "B", body: t.sampleText }]
      : object.tag === "Paragraphs" ? [{ author: "A", text: t.sampleText }] : t.sampleText
  }
  return data
}

/**
 * What an interface calls its first datum, and whether that is text.
 * @param {string} xml
 * @returns {{ key: string, isText: boolean }}
 */
export const firstDatum = (xml) => {
  for (const object of parseConfig(xml).objects.values()) {
    if (object.source.startsWith("$")) return { key: object.source.slice(1).split(/[.[]/)[0] ?? "text", isText: object.tag === "Text" || object.tag === "HyperText" }
  }
  return { key: "text", isText: true }
}
