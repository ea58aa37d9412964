import { answerKey } from "./state.js"

/**
 * A change as data. Each can be applied and taken back; a list of them is a draft, an audit trail and a test fixture alike.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Region} Region
 * @typedef {import("./state.js").Relation} Relation
 * @typedef {import("./state.js").Answer} Answer
 *
 * @typedef {readonly (readonly number[])[]} MaskRows
 *   pixels to flip, a row each: `[y, x, length, x, length, …]`. Flipping twice changes nothing, so a `paint` step is its own inverse.
 *
 * @typedef {(
 *   | Readonly<{ op: "put", region: Region }>
 *   | Readonly<{ op: "remove", id: string }>
 *   | Readonly<{ op: "answer", control: string, answer: Answer | null, region?: string, item?: number }>
 *   | Readonly<{ op: "relate", relation: Relation, at?: number }>
 *   | Readonly<{ op: "unrelate", id: string }>
 *   | Readonly<{ op: "paint", id: string, rows: MaskRows }>
 *   | Readonly<{ op: "order", id: string, order: number }>
 *   | Readonly<{ op: "mask", mask: string, act: "do" | "undo", records: readonly string[], title: string }>
 * )} Step
 *   `mask`: what was done to a segmentation. Voxels are too many for a state: whoever holds the mask's engine hears of the step and keeps up, and takes back by the engine's own undo.
 *   `records` are the operations, base64 of little-endian 32-bit words; they go along so that one look at the history tells what was done.
 */

/**
 * How a mask's geometry flips pixels: set by the room that knows the mask's coding (`media/image`), so that `core` need not.
 *
 * @type {((region: Region, rows: MaskRows) => Region) | undefined}
 */
let flipMask

/** @param {(region: Region, rows: MaskRows) => Region} flip */
export function setMaskPainter(flip) {
  flipMask = flip
}

/**
 * The state after `steps`, and the steps that take them back. Never changes `state`; parts that no step touches stay the same objects.
 *
 * @param {State} state
 * @param {readonly Step[]} steps
 * @returns {{ state: State, inverse: readonly Step[] }}
 */
export function applySteps(state, steps) {
  if (steps.length === 0) return { state, inverse: [] }
  const draft = new Draft(state)
  /** @type {Step[]} */
  const inverse = []
  for (const step of steps) inverse.push(...draft.run(step))
  return { state: draft.finish(), inverse: inverse.reverse() }
}

/** One change under way: copies a map once, however many steps write to it (copying 5 000 regions costs more than the step). */
class Draft {
  /** @type {Map<string, Region> | undefined} */
  #regions
  /** @type {Map<string, Answer> | undefined} */
  #answers
  /** @type {Relation[] | undefined} */
  #relations
  #state

  /** @param {State} state */
  constructor(state) {
    this.#state = state
  }

  get #written() { return (this.#regions ??= new Map(this.#state.regions)) }

  /** @param {string} id */
  #region(id) {
    const region = (this.#regions ?? this.#state.regions).get(id)
    if (!region) throw new Error(`There is no region ${id}`)
    return region
  }

  /** @returns {Relation[]} */
  get #links() { return (this.#relations ??= [...this.#state.relations]) }

  /**
   * Does `step`; returns what takes it back, first step last.
   *
   * @param {Step} step
   * @returns {Step[]}
   */
  run(step) {
    switch (step.op) {
      case "put": {
        const old = this.#written.get(step.region.id)
        this.#written.set(step.region.id, step.region)
        return [old ? { op: "put", region: old } : { op: "remove", id: step.region.id }]
      }
      case "remove": {
        const region = this.#region(step.id)
        // A relation cannot outlive an end: it goes first, and comes back after the region does.
        const links = this.#links.filter(link => link.from === step.id || link.to === step.id)
        const back = links.flatMap(link => this.run({ op: "unrelate", id: link.id }))
        this.#written.delete(step.id)
        return [...back, { op: "put", region }]
      }
      case "order": {
        const region = this.#region(step.id)
        this.#written.set(step.id, { ...region, order: step.order })
        return [{ op: "order", id: step.id, order: region.order }]
      }
      case "paint": {
        if (!flipMask) throw new Error("No mask painter is set")
        this.#written.set(step.id, flipMask(this.#region(step.id), step.rows))
        return [step]
      }
      // Nothing in the state: regions that refer to the mask are brought up to date by its holder.
      case "mask": return [{ ...step, act: step.act === "undo" ? "do" : "undo" }]
      case "answer": return [this.#answer(step)]
      case "relate": {
        const at = this.#links.findIndex(link => link.id === step.relation.id)
        const old = this.#links[at]
        if (old) {
          this.#links[at] = step.relation
          return [{ op: "relate", relation: old }]
        }
        this.#links.splice(step.at ?? this.#links.length, 0, step.relation)
        return [{ op: "unrelate", id: step.relation.id }]
      }
      case "unrelate": {
        const at = this.#links.findIndex(link => link.id === step.id)
        const relation = this.#links[at]
        if (!relation) throw new Error(`There is no relation ${step.id}`)
        this.#links.splice(at, 1)
        return [{ op: "relate", relation, at }]
      }
    }
  }

  /**
   * @param {Extract<Step, { op: "answer" }>} step
   * @returns {Step}
   */
  #answer(step) {
    const { control, answer, region: id, item } = step
    if (id !== undefined) {
      const region = this.#region(id)
      const { [control]: old, ...others } = region.answers
      this.#written.set(id, { ...region, answers: answer ? { ...region.answers, [control]: answer } : others })
      return { ...step, answer: old ?? null }
    }
    const answers = (this.#answers ??= new Map(this.#state.answers))
    const key = answerKey(control, item)
    const old = answers.get(key) ?? null
    if (answer) answers.set(key, answer)
    else answers.delete(key)
    return { ...step, answer: old }
  }

  /** @returns {State} */
  finish() {
    const state = this.#state
    const regions = this.#regions ?? state.regions
    const gone = this.#regions ? [...state.selection].filter(id => !regions.has(id)) : []
    return {
      ...state,
      regions,
      answers: this.#answers ?? state.answers,
      relations: this.#relations ?? state.relations,
      selection: gone.length > 0 ? new Set([...state.selection].filter(id => regions.has(id))) : state.selection,
    }
  }
}
