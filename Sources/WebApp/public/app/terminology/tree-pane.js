/** The hierarchy at the right, open at the present concept. */

import "../../controls/define-tree.js"
import { enTerminology as t } from "../../locales/en-terminology.js"
import { terminology } from "../../net/terminology.js"
import { h, icon } from "../dom.js"

/** @typedef {import("../../net/terminology.js").Release} Release */
/** @typedef {import("../../net/terminology.js").Concept} Concept */
/** @typedef {import("../../net/terminology.js").Named} Named */

/** A rest on a concept after which its other places are looked up. */
const REST_MS = 200

/**
 * @param {{ open: (system: string, code: string) => void }} options
 */
export const makeTree = ({ open }) => {
  const tree = /** @type {import("../../controls/code-tree.js").CodeTreeElement} */ (document.createElement("code-tree"))
  tree.ask = (system, code, offset, signal) => terminology.children(system, code, { offset }, signal)
  tree.setAttribute("aria-label", t.tree)
  tree.classList.add("term-tree")
  /**
   * The ways down to the present concept, one for each parent.
   * @type {{ system: string, paths: readonly (readonly Named[])[] } | null}
   */
  let places = null
  let at = 0
  let drawn = ""
  let turn = 0
  const other = h("button", { type: "button", class: "iconbtn small", hidden: true, onclick: () => void next() }, icon("layers"))
  const element = h("div", { class: "term-tree-pane" }, h("header", { class: "row" }, h("h2", {}, t.tree), h("span", { class: "faint s" }, t.treeHint), h("span", { class: "grow" }), other), tree)

  tree.addEventListener("code-pick", (event) => {
    const { system, item } = /** @type {CustomEvent<import("../../controls/code-tree.js").Pick>} */ (event).detail
    open(system, item.code)
  })

  const label = () => {
    const size = places?.paths.length ?? 0
    other.hidden = size < 2
    const words = t.otherPlace(at + 1, size)
    other.title = words
    other.setAttribute("aria-label", words)
  }

  const next = async () => {
    if (!places) return
    at = (at + 1) % places.paths.length
    label()
    await tree.reveal(places.system, places.paths[at] ?? [])
  }

  return {
    element,
    focus: () => tree.focus(),
    /** @param {readonly Release[]} releases */
    systems: (releases) => {
      const shown = [...releases.filter((one) => one.is_default && one.state === "ready")].sort((a, b) => Number(b.key.startsWith("snomed")) - Number(a.key.startsWith("snomed")))
      const key = shown.map((one) => one.id).join(" ")
      if (key === drawn) return
      drawn = key
      tree.show(shown.map((one) => ({ system: one.key, title: one.title, count: one.active })))
    },
    /**
     * @param {string} system
     * @param {Concept} concept
     */
    reveal: async (system, concept) => {
      const now = turn += 1
      const own = { code: concept.code, display: concept.display }
      const main = [...concept.ancestors_path.filter((one) => one.code !== concept.code), own]
      places = { system, paths: [main] }
      at = 0
      label()
      await tree.reveal(system, main)
      if (concept.parents.length < 2) return
      await new Promise((resolve) => setTimeout(resolve, REST_MS))
      if (now !== turn) return
      const above = main.at(-2)?.code
      const others = await Promise.all(concept.parents.filter((one) => one.code !== above).slice(0, 8).map((one) => terminology.path(system, one.code).then(({ path }) => [...path, own], () => null)))
      if (now !== turn) return
      places = { system, paths: [main, ...others.flatMap((one) => (one ? [one] : []))] }
      label()
    },
  }
}
