/**
 * @typedef {import("./config.js").ConfigNode} ConfigNode
 * @typedef {import("./config.js").Visibility} Visibility
 * @typedef {import("./state.js").State} State
 */

/**
 * Whether a tag shows, by its own rule only.
 *
 * @param {Visibility | null} rule
 * @param {State} state
 * @param {string | null} [regionId] the region a per-region question is about
 */
export function isVisible(rule, state, regionId = null) {
  if (rule === null) return true
  const selected = regionId === null ? [...state.selection] : [regionId]
  switch (rule.when) {
    case "region-selected": return selected.some(id => regionMatches(state, id, rule))
    case "no-region-selected": return state.selection.size === 0
    case "choice-selected": return choiceSelected(rule, state, regionId)
    case "choice-unselected": return !choiceSelected(rule, state, regionId)
    default: return true
  }
}

/**
 * @param {State} state
 * @param {string} id
 * @param {Visibility} rule
 */
function regionMatches(state, id, rule) {
  const region = state.regions.get(id)
  if (!region) return false
  if (rule.tagName && !(rule.tagName in region.labels) && region.control !== rule.tagName && region.objectName !== rule.tagName) return false
  if (rule.labels.length === 0) return true
  const names = rule.tagName && rule.tagName in region.labels ? region.labels[rule.tagName] ?? [] : Object.values(region.labels).flat()
  return names.some(name => rule.labels.includes(name))
}

/**
 * @param {Visibility} rule
 * @param {State} state
 * @param {string | null} regionId
 */
function choiceSelected(rule, state, regionId) {
  const control = state.config.controls.get(rule.tagName)
  const answer = regionId !== null && control?.perRegion ? state.regions.get(regionId)?.answers[rule.tagName] : state.answers.get(rule.tagName)
  const value = answer?.value[control?.result ?? "choices"]
  const chosen = (Array.isArray(value) ? value : []).map(each => (Array.isArray(each) ? String(each.at(-1)) : String(each)))
  // A rule may name a choice by its value where results carry its alias.
  const aliases = new Map((control?.choices ?? []).map(choice => [choice.name, choice.value]))
  return rule.choices.length === 0 ? chosen.length > 0 : chosen.some(each => rule.choices.includes(each) || rule.choices.includes(aliases.get(each) ?? each))
}

/**
 * The controls and visual tags hidden now, with what stands inside them, by path.
 *
 * @param {ConfigNode} root
 * @param {State} state
 * @param {string | null} [regionId]
 * @returns {Set<string>}
 */
export function hiddenPaths(root, state, regionId = null) {
  /** @type {Set<string>} */
  const hidden = new Set()
  /** @param {ConfigNode} node @param {boolean} above */
  const walk = (node, above) => {
    const here = above || !isVisible(node.visibility, state, regionId)
    if (here) hidden.add(node.path)
    for (const child of node.children) walk(child, here)
  }
  walk(root, false)
  return hidden
}

/**
 * The state without the answers to questions that are hidden: what was answered before a rule hid the question is not handed in.
 *
 * @param {State} state
 * @returns {State}
 */
export function withoutHidden(state) {
  const controls = [...state.config.controls.values()]
  const ruled = hasRules(state.config.root)
  if (!ruled) return state
  const hidden = hiddenPaths(state.config.root, state)
  const gone = new Set(controls.filter(control => control.question && !control.perRegion && hidden.has(control.path)).map(control => control.name))
  const answers = gone.size === 0 ? state.answers : new Map([...state.answers].filter(([key]) => !gone.has(key) && !gone.has(key.slice(0, Math.max(0, key.lastIndexOf("#"))))))
  const perRegion = controls.filter(control => control.question && control.perRegion)
  if (perRegion.length === 0) return { ...state, answers }
  const regions = new Map([...state.regions].map(([id, region]) => {
    if (Object.keys(region.answers).length === 0) return [id, region]
    const here = hiddenPaths(state.config.root, state, id)
    const kept = Object.entries(region.answers).filter(([name]) => !perRegion.some(control => control.name === name && here.has(control.path)))
    return [id, kept.length === Object.keys(region.answers).length ? region : { ...region, answers: Object.fromEntries(kept) }]
  }))
  return { ...state, answers, regions }
}

/**
 * @param {ConfigNode} node
 * @returns {boolean}
 */
const hasRules = node => node.visibility !== null || node.children.some(hasRules)
