import { isFree, nameOf, touched } from "../../core/region-commands.js"
import { nextEdge } from "../../core/words.js"

/**
 * What can be done with a text, as commands. They ask the editor; keys, rail and palette ask them.
 *
 * @typedef {import("../../core/commands.js").CommandSpec} CommandSpec
 * @typedef {Readonly<{
 *   takesWords: () => boolean, takeWords: (on: boolean) => void,
 *   open: () => { doc: import("./leaf.js").TextDocument, spans: import("./placed-spans.js").PlacedSpans } | null,
 * }>} Desk `open` is the text, if it is there and may be marked
 */

/**
 * @param {Desk} desk
 * @returns {CommandSpec[]}
 */
export const textCommands = desk => [
  {
    id: "text.select", title: "Select text", keys: ["V"], scope: "text", group: "Tools", icon: "text", pressed: state => state.tool === "select",
    run: (_, dispatch) => {
      dispatch?.({ view: { tool: "select" } })
      return true
    },
  },
  {
    id: "text.whole-words", title: "Whole words", keys: ["W"], scope: "text", group: "Tools", icon: "point", pressed: () => desk.takesWords(),
    run: (_, dispatch) => {
      if (dispatch) {
        desk.takeWords(!desk.takesWords())
        dispatch({ view: {} })
      }
      return true
    },
  },
  moveEdge(desk, "text.end-later", "Move the end a word on", "Shift+Alt+ArrowRight", "end", 1),
  moveEdge(desk, "text.end-earlier", "Move the end a word back", "Shift+Alt+ArrowLeft", "end", -1),
  moveEdge(desk, "text.start-earlier", "Move the start a word back", "Alt+ArrowLeft", "start", -1),
  moveEdge(desk, "text.start-later", "Move the start a word on", "Alt+ArrowRight", "start", 1),
]

/**
 * A command that moves one end of the selected span.
 *
 * @param {Desk} desk
 * @param {string} id
 * @param {string} title
 * @param {string} key
 * @param {"start" | "end"} side
 * @param {1 | -1} way
 * @returns {CommandSpec}
 */
function moveEdge(desk, id, title, key, side, way) {
  return {
    id, title, keys: [key], scope: "text", group: "Regions",
    run: (state, dispatch) => {
      const region = state.regions.get([...state.selection][0] ?? "")
      const open = desk.open()
      const span = region && open && state.selection.size === 1 && isFree(region) ? open.spans.of(region) : null
      if (!region || !open || !span) return false
      const moved = { start: span.start, end: span.end, [side]: nextEdge(open.doc.text, span[side], way, side) }
      if (moved.start >= moved.end) return false
      dispatch?.({ steps: [{ op: "put", region: touched({ ...region, geometry: { ...region.geometry, ...open.doc.geometry(moved.start, moved.end) } }) }], title: `Move ${nameOf(region)}`, group: `edge ${region.id}` })
      return true
    },
  }
}
