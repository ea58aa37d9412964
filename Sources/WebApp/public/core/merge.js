import { same } from "./result.js"

/**
 * Brings what somebody else saved together with what was done here since.
 *
 * @typedef {import("./result.js").Labelled} Labelled
 * @typedef {import("./steps.js").Step} Step
 * @typedef {import("./state.js").Region} Region
 * @typedef {import("./state.js").Answer} Answer
 * @typedef {import("./state.js").Relation} Relation
 */

/**
 * The steps that bring their changes into mine, and how many were changed on both sides (mine then stands).
 *
 * @param {Labelled} base what both started from
 * @param {Labelled} mine
 * @param {Labelled} theirs
 * @returns {{ steps: readonly Step[], conflicts: number }}
 */
export function merge(base, mine, theirs) {
  /** @type {Step[]} */
  const steps = []
  let conflicts = 0
  /**
   * @template T
   * @param {T | undefined} from
   * @param {T | undefined} here
   * @param {T | undefined} there
   * @param {(value: T) => unknown} essence what counts of it
   * @param {(there: T | undefined) => void} take
   */
  const three = (from, here, there, essence, take) => {
    const [a, b, c] = [from, here, there].map(value => (value === undefined ? undefined : essence(value)))
    if (same(a, c) || same(b, c)) return
    if (same(a, b)) take(there)
    else conflicts++
  }
  const essence = (/** @type {Region} */ { rest: _, order: __, locked: ___, concealed: ____, ...region }) => ({ ...region, answers: Object.entries(region.answers).map(([name, { type, value }]) => [name, type, value]) })
  for (const id of new Set([...base.regions.keys(), ...mine.regions.keys(), ...theirs.regions.keys()])) {
    const here = mine.regions.get(id)
    // A suggestion still open here is nothing done here.
    three(base.regions.get(id), here?.suggestion ? undefined : here, theirs.regions.get(id), essence, there => {
      if (there) steps.push({ op: "put", region: there })
      else if (here) steps.push({ op: "remove", id })
    })
  }
  for (const key of new Set([...base.answers.keys(), ...mine.answers.keys(), ...theirs.answers.keys()])) {
    three(base.answers.get(key), mine.answers.get(key), theirs.answers.get(key), ({ type, value }) => ({ type, value }), there => {
      const mark = key.lastIndexOf("#")
      steps.push(mark < 0
        ? { op: "answer", control: key, answer: there ?? null }
        : { op: "answer", control: key.slice(0, mark), item: Number(key.slice(mark + 1)), answer: there ?? null })
    })
  }
  const links = (/** @type {Labelled} */ side) => new Map(side.relations.map(relation => [relation.id, relation]))
  const [b, m, t] = [links(base), links(mine), links(theirs)]
  const removed = new Set(steps.flatMap(step => (step.op === "remove" ? [step.id] : [])))
  for (const id of new Set([...b.keys(), ...m.keys(), ...t.keys()])) {
    three(b.get(id), m.get(id), t.get(id), ({ direction, labels }) => ({ direction, labels }), there => {
      if (there) steps.push({ op: "relate", relation: there })
      else {
        const here = m.get(id)
        // It goes with its region already.
        if (here && !removed.has(here.from) && !removed.has(here.to)) steps.push({ op: "unrelate", id })
      }
    })
  }
  return { steps, conflicts }
}
