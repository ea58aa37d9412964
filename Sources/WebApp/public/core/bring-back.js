import { fromResult } from "./result.js"

/**
 * Makes the work what a result says, on top of what is there: proposals stay, regions of one's own that the result lacks go.
 *
 * @param {import("./state.js").State} state
 * @param {readonly unknown[]} result
 * @returns {readonly import("./steps.js").Step[]}
 */
export function bringBack(state, result) {
  const read = fromResult(result, { config: state.config })
  return [
    ...[...state.regions.values()].filter(region => !region.suggestion && !read.regions.has(region.id)).map(region => /** @type {const} */ ({ op: "remove", id: region.id })),
    ...[...read.regions.values()].map(region => /** @type {const} */ ({ op: "put", region })),
    ...[...read.answers].map(([key, answer]) => {
      const mark = key.lastIndexOf("#")
      return /** @type {const} */ ({ op: "answer", answer, control: mark < 0 ? key : key.slice(0, mark), ...(mark < 0 ? {} : { item: Number(key.slice(mark + 1)) }) })
    }),
    ...read.relations.map(relation => /** @type {const} */ ({ op: "relate", relation })),
  ]
}
