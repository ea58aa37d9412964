import { objectTags } from "./tags.js"

/**
 * The long spellings for images of the field, written as the tags of Label Studio that carry them: `<Volume value="$ct"/>` is a macro of
 * `<Image medical="volume" source="$ct" valueList="$ct_frames"/>`, `<VolumeMask>` of `<BrushLabels medical="mask">`, and `<Measure>` on an image of `<PolygonLabels medical="measure">`.
 * The server's `MarkupElement+Carried.swift` does the same, against the same fixtures.
 *
 * @typedef {import("./xml.js").XMLElement} XMLElement
 * @typedef {import("./xml.js").XMLAttribute} XMLAttribute
 * @typedef {"dicom" | "volume" | "slide"} MedicalImage
 */

/** @type {ReadonlyMap<string, Readonly<{ attribute: string, suffix: string }>>} */
const images = new Map([
  ["dicom", { attribute: "value", suffix: "_picture" }],
  ["volume", { attribute: "valueList", suffix: "_frames" }],
  ["slide", { attribute: "value", suffix: "_picture" }],
])

/** What a structure can be said to be; an empty mask may mean three of them. */
export const segmentStatuses = Object.freeze(/** @type {const} */ (["present", "absent", "not_assessable", "outside"]))

/**
 * The kind of image of the field a tag shows; null for a plain picture.
 *
 * @param {{ tag: string, attributes: Readonly<Record<string, string>> }} node
 * @returns {MedicalImage | null}
 */
export function medicalImage({ tag, attributes }) {
  const word = attributes.medical?.toLowerCase() ?? ""
  return tag === "Image" && images.has(word) ? /** @type {MedicalImage} */ (word) : null
}

/**
 * @param {XMLElement} root
 * @returns {XMLElement}
 */
export function carried(root) {
  const signals = new Set()
  walk(root, ({ name, attributes }) => {
    const key = name.toLowerCase()
    const own = valueOf(attributes, "name")
    if (own !== undefined && (key === "waveform" || objectTags.get(key) === "TimeSeries")) signals.add(own)
  })
  return element(root, signals)
}

/**
 * @param {XMLElement} node
 * @param {ReadonlySet<string>} signals names of objects whose Measure stays what it was
 * @returns {XMLElement}
 */
function element(node, signals) {
  const key = node.name.toLowerCase()
  const children = node.children.map(child => (child.kind === "element" ? element(child, signals) : child))
  const image = images.get(key)
  if (image) return { ...node, name: "Image", attributes: pictured(node.attributes, key, image), children }
  if (key === "volumemask") return { ...node, name: "BrushLabels", attributes: marked(node.attributes, "mask"), children }
  const targets = (valueOf(node.attributes, "toname") ?? "").split(",").map(name => name.trim())
  if (key === "measure" && !targets.some(name => signals.has(name))) return { ...node, name: "PolygonLabels", attributes: marked(node.attributes, "measure"), children }
  return { ...node, children }
}

/**
 * With a `source` of its own the value is the pictures already; without one the value is the source.
 *
 * @param {readonly XMLAttribute[]} attributes
 * @param {string} medical
 * @param {Readonly<{ attribute: string, suffix: string }>} image
 * @returns {XMLAttribute[]}
 */
function pictured(attributes, medical, { attribute, suffix }) {
  const kept = attributes.filter(each => each.name.toLowerCase() !== "medical")
  const at = kept.findIndex(each => ["value", "valuelist"].includes(each.name.toLowerCase()))
  const [source, value] = [valueOf(kept, "source"), kept[at]]
  /** @param {string} reference */
  const picture = reference => made(attribute, `$${reference.slice(1).replace(/[^\p{Alphabetic}\p{N}_]/gu, "_")}${suffix}`)
  if (value) {
    if (source === undefined && isReference(value.value)) {
      kept[at] = picture(value.value)
      kept.push(made("source", value.value))
    } else if (source !== undefined && value.name.toLowerCase() === "value" && attribute === "valueList") {
      kept[at] = { ...value, name: "valueList" }
    }
  } else if (source !== undefined && isReference(source)) {
    kept.push(picture(source))
  }
  return marked(kept, medical)
}

/** @param {readonly XMLAttribute[]} attributes @param {string} medical */
const marked = (attributes, medical) => [...attributes.filter(({ name }) => name.toLowerCase() !== "medical"), made("medical", medical)]

/**
 * An attribute nobody wrote.
 *
 * @param {string} name
 * @param {string} value
 * @returns {XMLAttribute}
 */
const made = (name, value) => ({ name, value, line: 1, column: 1 })

/** @param {string} text */
const isReference = text => text.startsWith("$") && text.length > 1

/** @param {readonly XMLAttribute[]} attributes @param {string} key */
const valueOf = (attributes, key) => attributes.find(({ name }) => name.toLowerCase() === key)?.value

/** @param {XMLElement} node @param {(node: XMLElement) => void} visit */
function walk(node, visit) {
  visit(node)
  for (const child of node.children) if (child.kind === "element") walk(child, visit)
}
