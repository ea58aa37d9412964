import { answerKey, takenRegions } from "./state.js"
import { hiddenPaths } from "./visibility.js"

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Answer} Answer
 * @typedef {import("./config.js").ControlNode} ControlNode
 * @typedef {Readonly<{ control: ControlNode, regionId: string | null, itemIndex: number | null, message: string }>} Missing
 */

/**
 * Whether an answer says anything.
 *
 * @param {Answer | undefined} answer
 */
export function isAnswered(answer) {
  if (!answer) return false
  return Object.values(answer.value).some(value => (Array.isArray(value) ? value.some(each => each !== "") : value !== null && value !== "" && value !== 0 && (typeof value !== "object" || Object.keys(value).length > 0)))
    // A number of zero is an answer; a rating of zero is none.
    || answer.value.number === 0
}

/**
 * The required questions that are visible and not answered, and labels that are required and given nowhere, in the order of the page.
 *
 * @param {State} state
 * @param {{ items?: number }} [page] how many images a multi-image task has
 * @returns {Missing[]}
 */
export function missingAnswers(state, page) {
  const items = page?.items ?? 1
  /** @type {Missing[]} */
  const missing = []
  const hidden = hiddenPaths(state.config.root, state)
  for (const control of state.config.controls.values()) {
    if (!control.required) continue
    const say = (/** @type {string | null} */ regionId, /** @type {number | null} */ itemIndex) => missing.push({
      control, regionId, itemIndex, message: control.requiredMessage || (control.hasLabels ? `“${control.name}”: mark at least one region.` : `“${questionTitle(state, control)}” needs an answer.`),
    })
    if (control.question && control.perRegion) {
      for (const region of takenRegions(state)) {
        if (!concerns(control, region) || hiddenPaths(state.config.root, state, region.id).has(control.path)) continue
        if (!isAnswered(region.answers[control.name])) say(region.id, region.itemIndex ?? null)
      }
    } else if (hidden.has(control.path)) continue
    else if (control.question && control.perItem && items > 1) {
      for (let item = 0; item < items; item++) if (!isAnswered(state.answers.get(answerKey(control.name, item)))) say(null, item)
    } else if (control.question) {
      if (!isAnswered(state.answers.get(control.name)) && !(control.perItem && isAnswered(state.answers.get(answerKey(control.name, 0))))) say(null, null)
    } else if (control.hasLabels || control.shape !== null) {
      if (!takenRegions(state).some(region => control.name in region.labels || region.control === control.name)) say(null, null)
    }
  }
  return missing
}

/**
 * Numbers outside the limits of their question: the server would keep them, so nobody would ever know.
 *
 * @param {State} state
 * @returns {Missing[]}
 */
export function wrongAnswers(state) {
  /** @type {Missing[]} */
  const wrong = []
  for (const control of state.config.controls.values()) {
    if (control.result !== "number") continue
    const [min, max] = [Number(control.attributes.min || -Infinity), Number(control.attributes.max || Infinity)]
    /** @param {Answer | undefined} answer @param {string | null} regionId @param {number | null} itemIndex */
    const look = (answer, regionId, itemIndex) => {
      const number = answer?.value.number
      if (typeof number !== "number" || (number >= min && number <= max)) return
      const range = max === Infinity ? `at least ${min}` : min === -Infinity ? `at most ${max}` : `${min} to ${max}`
      wrong.push({ control, regionId, itemIndex, message: `“${questionTitle(state, control)}” takes ${range}.` })
    }
    for (const region of takenRegions(state)) look(region.answers[control.name], region.id, region.itemIndex ?? null)
    look(state.answers.get(control.name), null, null)
    for (const [key, answer] of state.answers) if (key.startsWith(`${control.name}#`)) look(answer, null, Number(key.slice(control.name.length + 1)))
  }
  return wrong
}

/**
 * Whether a per-region question is about this region.
 *
 * @param {ControlNode} control
 * @param {import("./state.js").Region} region
 */
export const concerns = (control, region) => control.toName.length === 0 || control.toName.includes(region.objectName)

/** @type {WeakMap<import("./config.js").Interface, Map<string, string>>} */
const titles = new WeakMap()

/**
 * What a question is called: the Header right before it, else its own title or name.
 *
 * @param {State} state
 * @param {ControlNode} control
 */
export function questionTitle({ config }, control) {
  let known = titles.get(config)
  if (!known) {
    known = new Map()
    titles.set(config, known)
    collect(config.root, known)
  }
  return control.attributes.title || control.attributes.header || known.get(control.path) || readable(control.name)
}

/**
 * @param {import("./config.js").ConfigNode} node
 * @param {Map<string, string>} into
 */
function collect(node, into) {
  let header = ""
  for (const child of node.children) {
    if (child.tag === "Header") header = child.attributes.value || child.text.trim()
    else {
      if (child.kind === "control" && /** @type {ControlNode} */ (child).question && header) into.set(child.path, header)
      header = ""
    }
    collect(child, into)
  }
}

/**
 * @param {string} name
 */
const readable = name => {
  const words = name.replace(/[_-]+/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
