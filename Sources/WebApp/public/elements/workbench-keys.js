import { isTyping, typesCharacter } from "../core/keymap.js"

/**
 * Turns key presses into commands while a workbench is on the page.
 *
 * @param {Readonly<{
 *   root: HTMLElement, commands: import("../core/commands.js").Commands, keymap: import("../core/keymap.js").Keymap, signal: AbortSignal, scope: () => string,
 * }>} parts `scope` is the medium that gets the keys when nothing of it has the focus
 */
export function listenForKeys({ root, commands, keymap, signal, scope }) {
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return
    const target = /** @type {HTMLElement | null} */ (event.target instanceof HTMLElement ? event.target : null)
    // Elsewhere on the page the keys belong to others; on the bare page they are ours.
    if (target && target !== document.body && !root.contains(target) && !target.contains(root)) return
    if (isTyping(target)) {
      if (event.key === "Escape") {
        target?.blur()
        event.preventDefault()
        return
      }
      if (typesCharacter(event) || ["z", "y", "a", "c", "v", "x"].includes(event.key.toLowerCase())) return
    }
    // Space, Enter and arrows are the focused button's or box's own.
    if (target && (event.key === "Enter" || event.key === " ") && !event.ctrlKey && !event.metaKey && target.closest("button, a, summary, [role=option], [role=tab], [role=radio], [role=treeitem], input")) return
    const medium = target?.closest(".medium") instanceof HTMLElement
    const near = /** @type {HTMLElement | null} */ (target?.closest("[data-scope]") ?? null)?.dataset.scope
    // Tab goes to the questions from the medium only; anywhere else it is the browser's.
    const scopes = [...new Set([...(near ? [near] : []), scope(), ...(medium || target === document.body || target === null ? ["media"] : [])])]
    for (const id of keymap.match(event, scopes)) {
      const spec = commands.get(id)
      if (!spec || (event.repeat && spec.repeat === false)) continue
      if (commands.run(id)) {
        event.preventDefault()
        return
      }
    }
  }, { signal })
}
