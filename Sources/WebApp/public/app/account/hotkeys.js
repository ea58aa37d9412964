/** The keys of the workbench: every command, its keys, and a way to give it others. */

import { keyCaps } from "../../core/keymap.js"
import { fill, h, icon, iconButton, kbd } from "../dom.js"
import { bindingOf, toOverrides, withKey } from "../hotkeys.js"
import { score } from "../palette-search.js"
import { group } from "../sections.js"
import { getHotkeys, saveHotkeys } from "../server.js"
import { t } from "../strings.js"
import { toastError } from "../toast.js"
import { workbenchCommands } from "../workbench.js"

/** @param {HTMLElement} page @param {import("../router.js").Room} room */
export const openKeys = async (page, room) => {
  const [commands, answer] = await Promise.all([workbenchCommands(), getHotkeys(room.signal)])
  if (room.signal.aborted) return
  let custom = answer.custom_hotkeys ?? {}
  const mac = /Mac|iPhone|iPad/.test(navigator.platform)
  const filter = h("input", { type: "search", placeholder: t.filterCommands, "aria-label": t.filterCommands, oninput: () => draw() })
  const list = h("div", { class: "stack" })

  /** @param {string} id @param {string | null | undefined} key */
  const keep = async (id, key) => {
    const before = custom
    custom = withKey(custom, id, key)
    draw()
    try {
      await saveHotkeys(custom)
    } catch (error) {
      custom = before
      draw()
      toastError(error)
    }
  }

  /** @param {HTMLElement} place @param {import("../workbench.js").CommandLine} command */
  const capture = (place, command) => {
    const box = h("button", { type: "button", class: "capture" }, t.pressKey)
    box.addEventListener("keydown", (event) => {
      event.preventDefault()
      event.stopPropagation()
      if (event.key === "Escape") return draw()
      const binding = bindingOf(event)
      if (binding) void keep(command.id, binding)
    })
    box.addEventListener("blur", () => draw())
    fill(place, box)
    box.focus()
  }

  const draw = () => {
    const overrides = toOverrides(custom)
    /** @param {import("../workbench.js").CommandLine} one */
    const keysOf = (one) => overrides[one.id] ?? one.keys
    /** @type {Map<string, string[]>} */
    const users = new Map()
    for (const one of commands) for (const key of keysOf(one)) users.set(`${one.scope} ${key}`, [...(users.get(`${one.scope} ${key}`) ?? []), one.title])
    const shown = commands.filter((one) => filter.value.trim() === "" || score(filter.value, `${one.title} ${one.group}`) > 0)
    const groups = [...new Set(shown.map((one) => one.group))]
    fill(list, groups.map((name) => h("section", {}, h("h3", {}, name), h("ul", { class: "list panel" }, shown.filter((one) => one.group === name).map((one) => {
      const keys = h("span", { class: "row keys" })
      const clash = keysOf(one).find((key) => (users.get(`${one.scope} ${key}`)?.length ?? 0) > 1)
      fill(keys, clash !== undefined && h("span", { class: "tag warn", title: users.get(`${one.scope} ${clash}`)?.join(t.listJoin) }, icon("warning", 12), t.sameKey),
        keysOf(one).length === 0 ? h("span", { class: "faint s" }, t.noKey) : keysOf(one).map((key, index) => [index > 0 && h("span", { class: "faint s" }, t.or), keyCaps(key, mac).map((part) => kbd(part))]))
      return h("li", { class: "row" }, h("span", { class: "grow cut" }, one.title), keys,
        h("button", { type: "button", class: "btn small", "aria-label": t.changeKey(one.title), onclick: () => capture(keys, one) }, t.change),
        overrides[one.id] ? iconButton("undo", t.defaultKey(one.title), { class: "small", onclick: () => void keep(one.id, undefined) })
          : iconButton("close", t.switchKeyOff(one.title), { class: "small", disabled: keysOf(one).length === 0, onclick: () => void keep(one.id, null) }))
    })))), shown.length === 0 && h("p", { class: "faint" }, t.nothingFound))
  }
  fill(page, group(t.accountSections.keys, t.keysText, h("label", { class: "field" }, icon("search"), filter), list))
  draw()
}
