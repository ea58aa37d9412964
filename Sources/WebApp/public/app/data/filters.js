/** Filters as Label Studio's data manager writes them, and as people read them. Pure but for the words. */

import { count, date } from "../format.js"
import { t } from "../strings.js"

/** @typedef {import("../server.js").FilterItem} FilterItem */
/** @typedef {"String" | "Number" | "Datetime" | "Boolean" | "List"} FieldType */
/** @typedef {{ name: string, title: string, type: FieldType }} Field */

/** Fields every task has. */
const OWN = /** @type {readonly (readonly [keyof typeof t.fields, FieldType])[]} */ ([
  ["is_labeled", "Boolean"], ["id", "Number"], ["total_annotations", "Number"], ["cancelled_annotations", "Number"], ["total_predictions", "Number"], ["annotations_results", "String"],
  ["annotators", "List"], ["predictions_score", "Number"], ["predictions_model_versions", "String"], ["draft_exists", "Boolean"], ["avg_lead_time", "Number"],
  ["created_at", "Datetime"], ["updated_at", "Datetime"], ["completed_at", "Datetime"], ["file_upload", "String"],
])

/** @param {readonly string[]} columns of the data @returns {Field[]} */
export const fieldsFor = (columns) => [
  ...columns.map((name) => ({ name: `data.${name}`, title: name, type: /** @type {FieldType} */ ("String") })),
  ...OWN.map(([name, type]) => ({ name, title: t.fields[name], type })),
]

/** @type {Readonly<Record<FieldType, readonly (keyof typeof t.operators)[]>>} */
export const OPERATORS = {
  String: ["contains", "not_contains", "equal", "not_equal", "empty"],
  Number: ["equal", "not_equal", "greater", "less", "greater_or_equal", "less_or_equal", "in", "empty"],
  Datetime: ["greater", "less", "in", "empty"],
  Boolean: ["equal"],
  List: ["contains", "not_contains", "empty"],
}

/** @param {FilterItem} item */
export const fieldName = (item) => item.filter.replace(/^filter:tasks:/, "")

/**
 * @param {Field} field
 * @param {string} operator
 * @param {unknown} value
 * @returns {FilterItem}
 */
export const makeFilter = (field, operator, value) => ({ filter: `filter:tasks:${field.name}`, operator, type: field.type, value })

/**
 * A filter in three parts: field, verb, value.
 * @param {FilterItem} item
 * @param {readonly Field[]} fields
 * @param {(id: number) => string} person
 * @returns {{ field: string, verb: string, value: string }}
 */
export const describe = (item, fields, person) => {
  const name = fieldName(item)
  const field = fields.find((one) => one.name === name)
  const type = field?.type ?? item.type
  const title = field?.title ?? name
  if (item.operator === "empty") return { field: title, verb: "", value: String(item.value) === "false" ? t.isNotEmpty : t.isEmpty }
  const verb = type === "Datetime" && item.operator in t.timeVerbs ? t.timeVerbs[/** @type {keyof typeof t.timeVerbs} */ (item.operator)]
    : item.operator in t.operators ? t.operators[/** @type {keyof typeof t.operators} */ (item.operator)] : item.operator
  /** @param {unknown} value */
  const one = (value) => type === "Datetime" ? date(String(value)) : type === "Boolean" ? (String(value) === "true" ? t.yes : t.no)
    : type === "List" ? person(Number(value)) : type === "Number" ? count(Number(value)) : String(value)
  if (typeof item.value === "object" && item.value !== null && "min" in item.value) {
    const { min, max } = /** @type {{ min: unknown, max: unknown }} */ (item.value)
    return { field: title, verb, value: t.range(one(min), one(max)) }
  }
  return { field: title, verb, value: one(item.value) }
}
