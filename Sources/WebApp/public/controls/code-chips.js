import { h, iconButton } from "../app/dom.js"
import { enTerminology as t } from "../locales/en-terminology.js"
import { terminology } from "../net/terminology.js"

/**
 * @typedef {import("../core/codes.js").Entry} Entry
 * @typedef {import("./code-systems.js").CodeSystems} CodeSystems
 */

/**
 * The chosen codes as chips: code and name, and the way to take one away.
 *
 * @param {readonly Entry[]} entries
 * @param {Readonly<{ systems: CodeSystems, locked: boolean, separator: string, drop: (at: number) => void }>} options `separator` joins the path before the code; "" where the path is not shown
 */
export const codeChips = (entries, { systems, locked, separator, drop }) => entries.map(({ path, code }, at) => {
  const text = path.at(-1) ?? ""
  const above = separator === "" ? "" : path.slice(0, -1).join(separator)
  const name = h("span", { class: "cut grow" }, code?.display ?? "")
  if (!code?.display) void nameCode(text, code?.key ? [systems.named(code.key)] : systems.names, name)
  return h("li", { class: "code-chip coded", title: [above, text, code?.display].filter(Boolean).join(" ") },
    systems.several && code?.key && h("span", { class: "faint xs" }, systems.titleOf(code.key)),
    above && h("span", { class: "faint cut" }, above),
    h("span", { class: "code" }, text), name,
    !locked && iconButton("close", t.remove(code?.display || text), { class: "tiny", onclick: () => drop(at) }))
})

/**
 * Puts the name of a code where another program left only the code.
 *
 * @param {string} code
 * @param {readonly string[]} systems
 * @param {HTMLElement} place
 */
const nameCode = async (code, systems, place) => {
  const found = await terminology.nameOf(systems, code)
  place.textContent = found ? found.display : t.unknownCode
  place.classList.toggle("faint", !found)
  if (found && !found.active) place.append(h("span", { class: "warn" }, ` ${t.inactiveTag}`))
}
