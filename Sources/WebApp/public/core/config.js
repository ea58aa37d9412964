import { parseXML, XMLError } from "./xml.js"
import { controlKinds, objectTags, visualTags } from "./tags.js"
import { carried, medicalImage } from "./medical.js"
import { labelColour } from "./palette.js"
import { digitKeys } from "./hotkeys.js"

/**
 * A tag of the interface after `$key`, Repeater and dynamic children were filled from the task's data.
 *
 * @typedef {Readonly<{
 *   kind: "object" | "control" | "visual" | "label" | "choice" | "unknown",
 *   tag: string, attributes: Readonly<Record<string, string>>, children: readonly ConfigNode[], text: string,
 *   name: string, line: number, column: number, path: string, visibility: Visibility | null,
 * }>} BaseNode
 *   `tag` is spelt as in the documentation; `attributes` has lower-case keys, as written; `text` is what stands between the tags; `path` ("0.2.1") is stable for one config
 *
 * @typedef {BaseNode & Readonly<{ kind: "object", value: unknown, source: string }>} ObjectNode
 *   `value` is filled from the data (text, URL, list …), `source` the attribute as written
 *
 * @typedef {BaseNode & Readonly<{
 *   kind: "control", toName: readonly string[], result: string, shape: import("./tags.js").Shape | null, hasLabels: boolean, question: boolean,
 *   labels: readonly LabelNode[], choices: readonly ChoiceNode[],
 *   perRegion: boolean, perItem: boolean, required: boolean, requiredMessage: string, smart: boolean, single: boolean,
 * }>} ControlNode
 *
 * @typedef {Readonly<{
 *   value: string, name: string, colour: string, key: string, code: string, hint: string, maxUsages: number, selected: boolean,
 *   control: string, index: number, attributes: Readonly<Record<string, string>>,
 * }>} LabelNode
 *   `name` is what results carry (the alias, or else the value); `key` what the key box shows ("1", "⇧3", "d"); `code` the binding ("1", "Shift+3")
 *
 * @typedef {Readonly<{
 *   value: string, name: string, key: string, code: string, hint: string, selected: boolean, html: string, colour: string,
 *   children: readonly ChoiceNode[], path: readonly string[], attributes: Readonly<Record<string, string>>,
 * }>} ChoiceNode
 *   also a node of a Taxonomy; `path` is the names from the root to here
 *
 * @typedef {Readonly<{ when: string, tagName: string, labels: readonly string[], choices: readonly string[], roles: readonly string[] }>} Visibility
 * @typedef {BaseNode | ObjectNode | ControlNode} ConfigNode
 * @typedef {Readonly<{ message: string, line: number, column: number }>} ConfigError
 * @typedef {Readonly<{
 *   root: ConfigNode, objects: ReadonlyMap<string, ObjectNode>, controls: ReadonlyMap<string, ControlNode>,
 *   labels: readonly LabelNode[], errors: readonly ConfigError[],
 * }>} Interface
 */

/**
 * Reads a label config for one task. Never throws: what is wrong stands in `errors`, with its place; the rest still works.
 *
 * @param {string} source the XML
 * @param {Readonly<Record<string, unknown>>} [data] the task's data
 * @returns {Interface}
 */
export function parseConfig(source, data = {}) {
  try {
    return new Builder(data).build(parseXML(source))
  } catch (error) {
    if (!(error instanceof XMLError)) throw error
    const { message, line, column } = error
    return { root: emptyRoot, objects: new Map(), controls: new Map(), labels: [], errors: [{ message, line, column }] }
  }
}

/**
 * An attribute by its documented name; "" where it is absent.
 *
 * @param {{ attributes: Readonly<Record<string, string>> }} node
 * @param {string} name
 */
export const attribute = (node, name) => node.attributes[name.toLowerCase()] ?? ""

/**
 * A yes/no attribute: `true` or `false`, else `fallback`.
 *
 * @param {{ attributes: Readonly<Record<string, string>> }} node
 * @param {string} name
 * @param {boolean} [fallback]
 */
export function flag(node, name, fallback = false) {
  const value = attribute(node, name).toLowerCase()
  return value === "true" || value === "yes" ? true : value === "false" || value === "no" ? false : fallback
}

/**
 * A number attribute, else `fallback`.
 *
 * @param {{ attributes: Readonly<Record<string, string>> }} node
 * @param {string} name
 * @param {number} fallback
 */
export function numeric(node, name, fallback) {
  const text = attribute(node, name)
  const value = Number(text)
  return text.trim() === "" || Number.isNaN(value) ? fallback : value
}

/**
 * What `$key`, `$a.b[0]` or plain text means for this data. A text that only contains references has them filled in.
 *
 * @param {string} text
 * @param {Readonly<Record<string, unknown>>} data
 * @returns {unknown}
 */
export function fill(text, data) {
  const whole = /^\$([\p{L}_][\p{L}\p{N}_.[\]'"-]*)$/u.exec(text.trim())
  if (whole) return lookUp(String(whole[1]), data)
  return text.replace(/\$([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+|\[\d+\])*)/gu, (all, path) => {
    const value = lookUp(path, data)
    return value === undefined || typeof value === "object" ? all : String(value)
  })
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, unknown>>} data
 * @returns {unknown}
 */
function lookUp(path, data) {
  if (Object.hasOwn(data, path)) return data[path]
  /** @type {unknown} */
  let value = data
  for (const part of path.split(/\.|\[|\]/).filter(Boolean)) {
    if (value === null || typeof value !== "object") return undefined
    const key = part.replace(/^['"]|['"]$/g, "")
    if (!Object.hasOwn(value, key)) return undefined
    value = /** @type {Record<string, unknown>} */ (value)[key]
  }
  return value
}

/** @type {BaseNode} */
const emptyRoot = Object.freeze({
  kind: "visual", tag: "View", attributes: {}, children: [], text: "", name: "", line: 1, column: 1, path: "0", visibility: null,
})

class Builder {
  /** @type {Map<string, ObjectNode>} */
  objects = new Map()
  /** @type {Map<string, ControlNode>} */
  controls = new Map()
  /** @type {ConfigError[]} */
  errors = []
  /** @type {LabelNode[]} */
  labels = []
  #colours = 0

  /** @param {Readonly<Record<string, unknown>>} data */
  constructor(data) {
    this.data = data
  }

  /**
   * @param {import("./xml.js").XMLElement} element
   * @returns {Interface}
   */
  build(element) {
    const root = this.node(carried(element), "0", new Map())
    for (const control of this.controls.values()) {
      for (const name of control.toName) {
        if (!this.objects.has(name) && !this.controls.has(name)) {
          this.errors.push({ message: `<${control.tag} name="${control.name}"> points at “${name}”, which is not there`, line: control.line, column: control.column })
        }
      }
    }
    return assignKeys({ root, objects: this.objects, controls: this.controls, labels: this.labels, errors: this.errors })
  }

  /**
   * @param {import("./xml.js").XMLElement} element
   * @param {string} path
   * @param {ReadonlyMap<string, string>} indexes what `{{idx}}` means here
   * @returns {ConfigNode}
   */
  node(element, path, indexes) {
    const key = element.name.toLowerCase()
    /** @type {Record<string, string>} */
    const attributes = {}
    for (const { name, value } of element.attributes) attributes[name.toLowerCase()] = substitute(value, indexes)
    const kind = controlKinds.get(key)
    const objectTag = objectTags.get(key)
    const visualTag = visualTags.get(key)
    // A List that is ranked is both: Label Studio's `<Ranker toName="list">` names it.
    /** @type {BaseNode} */
    const base = {
      kind: objectTag ? "object" : kind ? "control" : visualTag ? "visual" : key === "label" ? "label" : key === "choice" ? "choice" : "unknown",
      tag: objectTag ?? kind?.tag ?? visualTag ?? element.name,
      attributes,
      text: element.children.map(child => (child.kind === "text" ? child.text : "")).join(""),
      name: attributes.name ?? "",
      line: element.line,
      column: element.column,
      path,
      visibility: visibility(attributes),
      children: [],
    }
    if (kind) return this.control(base, kind, element, indexes)
    if (objectTag) return this.object(base, element, indexes)
    if (key === "repeater") return { ...base, children: this.repeat(element, attributes, path, indexes) }
    return { ...base, children: this.children(element, path, indexes) }
  }

  /**
   * @param {import("./xml.js").XMLElement} element
   * @param {string} path
   * @param {ReadonlyMap<string, string>} indexes
   */
  children(element, path, indexes) {
    /** @type {ConfigNode[]} */
    const nodes = []
    element.children.forEach((child, i) => { if (child.kind === "element") nodes.push(this.node(child, `${path}.${i}`, indexes)) })
    return nodes
  }

  /**
   * @param {import("./xml.js").XMLElement} element
   * @param {Readonly<Record<string, string>>} attributes
   * @param {string} path
   * @param {ReadonlyMap<string, string>} indexes
   */
  repeat(element, attributes, path, indexes) {
    const list = fill(attributes.on ?? "", this.data)
    const mark = attributes.indexflag ?? "{{idx}}"
    if (!Array.isArray(list)) return []
    return list.flatMap((_, i) => this.children(element, `${path}.r${i}`, new Map([...indexes, [mark, String(i)]])))
  }

  /**
   * @param {BaseNode} base
   * @param {import("./xml.js").XMLElement} element
   * @param {ReadonlyMap<string, string>} indexes
   * @returns {ConfigNode}
   */
  object(base, element, indexes) {
    const shown = base.attributes.valuelist ?? base.attributes.value ?? ""
    // An image of the field is its native file; pictures stand in for it where a task has nothing else.
    const native = medicalImage(base) ? base.attributes.source ?? "" : ""
    const found = native === "" ? undefined : fill(native, this.data)
    const [source, value] = found === undefined ? [shown, fill(shown, this.data)] : [native, found]
    /** @type {ObjectNode} */
    const node = { ...base, kind: "object", source, value, children: this.children(element, base.path, indexes) }
    this.claim(node, this.objects)
    return node
  }

  /**
   * @param {BaseNode} base
   * @param {import("./tags.js").ControlKind} kind
   * @param {import("./xml.js").XMLElement} element
   * @param {ReadonlyMap<string, string>} indexes
   * @returns {ConfigNode}
   */
  control(base, kind, element, indexes) {
    const children = this.children(element, base.path, indexes)
    const { attributes } = base
    const dynamic = attributes.value?.startsWith("$") ? fill(attributes.value, this.data) : undefined
    const written = children.filter(child => child.kind === (kind.labels ? "label" : "choice"))
    /** @type {ControlNode} */
    const node = {
      ...base,
      kind: "control",
      // Pairwise, Ranker and Relations may stand without a name; results then use the tag's own.
      name: base.name || (kind.question || kind.result === "relation" ? kind.result : ""),
      children,
      toName: (attributes.toname ?? "").split(",").map(name => name.trim()).filter(Boolean),
      result: kind.result,
      shape: kind.shape ?? null,
      hasLabels: kind.labels === true,
      question: kind.question === true,
      labels: kind.labels ? this.labelNodes(base, written, dynamic) : [],
      choices: kind.labels ? [] : [...written.map(child => choiceNode(child, [])), ...dynamicChoices(dynamic, [])],
      perRegion: flag(base, "perRegion"),
      perItem: flag(base, "perItem"),
      required: flag(base, "required"),
      requiredMessage: attributes.requiredmessage ?? "",
      smart: flag(base, "smart"),
      single: (attributes.choice ?? "single") !== "multiple",
    }
    this.claim(node, this.controls)
    return node
  }

  /**
   * @template {ConfigNode} N
   * @param {N} node
   * @param {Map<string, N>} into
   */
  claim(node, into) {
    const taken = this.objects.get(node.name) ?? this.controls.get(node.name)
    if (node.name === "") this.errors.push({ message: `<${node.tag}> needs a name`, line: node.line, column: node.column })
    else if (taken) this.errors.push({ message: `the name “${node.name}” is taken by <${taken.tag}> in line ${taken.line}`, line: node.line, column: node.column })
    else into.set(node.name, node)
  }

  /**
   * @param {BaseNode} control
   * @param {readonly ConfigNode[]} written
   * @param {unknown} dynamic
   * @returns {LabelNode[]}
   */
  labelNodes(control, written, dynamic) {
    const sources = [
      ...written.map(child => child.attributes),
      ...(Array.isArray(dynamic) ? dynamic.map(stringAttributes) : []),
    ]
    return sources.filter(attributes => attributes.value !== undefined).map((attributes, index) => {
      const value = String(fill(attributes.value ?? "", this.data) ?? "")
      const at = this.#colours++
      /** @type {LabelNode} */
      const label = {
        value,
        name: attributes.alias || value,
        colour: attributes.background || attributes.selectedcolor || labelColour(at),
        key: "", code: attributes.hotkey ?? "",
        hint: attributes.hint ?? "",
        maxUsages: Number(attributes.maxusages ?? control.attributes.maxusages ?? 0) || 0,
        selected: attributes.selected === "true",
        control: control.name, index, attributes,
      }
      return label
    })
  }
}

/**
 * Gives every label without a hotkey the next free digit; where there are no labels, the choices about the whole task get them.
 *
 * @param {Interface} config
 * @returns {Interface}
 */
function assignKeys(config) {
  const takenKeys = new Set()
  const controls = new Map(config.controls)
  for (const control of controls.values()) {
    for (const { code } of [...control.labels, ...control.choices]) if (code) takenKeys.add(code.toLowerCase())
  }
  const free = digitKeys.filter(({ code }) => !takenKeys.has(code.toLowerCase()))
  /** @param {string} code */
  const keyed = code => {
    if (code) return { key: code.length === 1 ? code.toUpperCase() : code, code }
    return free.shift() ?? { key: "", code: "" }
  }
  const hasLabels = [...controls.values()].some(control => control.labels.length > 0)
  for (const [name, control] of controls) {
    if (control.labels.length > 0) {
      controls.set(name, { ...control, labels: control.labels.map(label => ({ ...label, ...keyed(label.code) })) })
    } else if (control.choices.length > 0) {
      const digits = control.result === "choices" && !hasLabels && !control.perRegion
      controls.set(name, { ...control, choices: control.choices.map(choice => (digits || choice.code ? { ...choice, ...keyed(choice.code) } : choice)) })
    }
  }
  return {
    ...config,
    controls,
    root: replaced(config.root, controls),
    labels: [...controls.values()].flatMap(control => control.labels),
  }
}

/**
 * The tree with its controls exchanged for those of `controls`.
 *
 * @param {ConfigNode} node
 * @param {ReadonlyMap<string, ControlNode>} controls
 * @returns {ConfigNode}
 */
function replaced(node, controls) {
  if (node.kind === "control") {
    const control = controls.get(node.name)
    return control && control.path === node.path ? control : node
  }
  return node.children.length === 0 ? node : { ...node, children: node.children.map(child => replaced(child, controls)) }
}

/**
 * @param {ConfigNode} node
 * @param {readonly string[]} above
 * @returns {ChoiceNode}
 */
function choiceNode(node, above) {
  return choice(node.attributes, above, path => node.children.filter(child => child.kind === "choice").map(child => choiceNode(child, path)))
}

/**
 * @param {unknown} list
 * @param {readonly string[]} above
 * @returns {ChoiceNode[]}
 */
function dynamicChoices(list, above) {
  if (!Array.isArray(list)) return []
  return list.filter(item => item !== null && item !== undefined).map(item => {
    const children = typeof item === "object" ? /** @type {{ children?: unknown }} */ (item).children : undefined
    return choice(stringAttributes(item), above, path => dynamicChoices(children, path))
  })
}

/**
 * @param {Readonly<Record<string, string>>} attributes
 * @param {readonly string[]} above
 * @param {(path: readonly string[]) => ChoiceNode[]} children
 * @returns {ChoiceNode}
 */
function choice(attributes, above, children) {
  const value = attributes.value ?? ""
  const name = attributes.alias || value
  const path = [...above, name]
  return {
    value, name, path,
    key: "", code: attributes.hotkey ?? "", hint: attributes.hint ?? "", html: attributes.html ?? "",
    colour: attributes.color ?? attributes.background ?? "",
    selected: attributes.selected === "true",
    children: children(path), attributes,
  }
}

/**
 * A label or choice that came with the task: a text, or an object with the attributes' names.
 *
 * @param {unknown} item
 * @returns {Record<string, string>}
 */
function stringAttributes(item) {
  if (item === null || typeof item !== "object") return { value: String(item) }
  /** @type {Record<string, string>} */
  const attributes = {}
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") attributes[key.toLowerCase()] = String(value)
  }
  return attributes
}

/**
 * @param {Readonly<Record<string, string>>} attributes
 * @returns {Visibility | null}
 */
function visibility(attributes) {
  // A question about a region may leave the condition out, as the server reads it too.
  const implied = attributes.perregion !== "true" ? "" : attributes.whenchoicevalue ? "choice-selected" : attributes.whenlabelvalue || attributes.whentagname ? "region-selected" : ""
  if (!attributes.visiblewhen && !attributes.whenrole && !implied) return null
  /** @param {string | undefined} text */
  const list = text => (text ?? "").split(",").map(part => part.trim()).filter(Boolean)
  return {
    when: attributes.visiblewhen ?? implied,
    tagName: attributes.whentagname ?? "",
    labels: list(attributes.whenlabelvalue),
    choices: list(attributes.whenchoicevalue),
    roles: list(attributes.whenrole),
  }
}

/**
 * @param {string} text
 * @param {ReadonlyMap<string, string>} indexes
 */
function substitute(text, indexes) {
  let result = text
  for (const [mark, index] of indexes) result = result.replaceAll(mark, index)
  return result
}
