import { attribute } from "../../core/config.js"

/**
 * The addresses of an Image tag's pictures, and whether results carry an `item_index`.
 *
 * @param {import("../../core/config.js").ObjectNode} object
 * @returns {{ urls: readonly string[], isList: boolean }}
 */
export function imageSources(object) {
  const isList = attribute(object, "valueList") !== ""
  const values = Array.isArray(object.value) ? object.value : [object.value]
  const urls = values.filter(value => typeof value === "string" && value !== "" && !value.startsWith("$")).map(String)
  return { urls: isList ? urls : urls.slice(0, 1), isList }
}
