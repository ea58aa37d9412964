/** Where you are signed in, and ending it. */

import { fill, h, icon } from "../dom.js"
import { ago, dateTime } from "../format.js"
import { group } from "../sections.js"
import { endSession, listSessions } from "../server.js"
import { t } from "../strings.js"
import { toastError } from "../toast.js"

/** @param {HTMLElement} page @param {import("../router.js").Room} room */
export const openSessions = async (page, room) => {
  const sessions = await listSessions(room.signal)
  if (room.signal.aborted) return
  const again = () => openSessions(page, room).catch(toastError)
  fill(page, group(t.accountSections.sessions, t.sessionsText, h("ul", { class: "list panel" }, sessions.map((one) => h("li", { class: "row" }, icon("workbench", 16, "faint"),
    h("span", { class: "grow" }, h("span", { class: "block cut" }, browserName(one.user_agent ?? ""), one.current && h("span", { class: "tag accent beside-tag" }, t.thisOne)),
      h("span", { class: "s faint block", title: dateTime(one.last_seen_at) }, [one.ip, one.last_seen_at ? t.seen(ago(one.last_seen_at)) : ""].filter(Boolean).join(" · "))),
    !one.current && h("button", {
      type: "button", class: "btn small", onclick: async () => {
        try {
          await endSession(one.id)
          again()
        } catch (error) {
          toastError(error)
        }
      },
    }, t.endSession))))))
}

/**
 * A browser's long name made short; only for people to recognise their own.
 * @param {string} agent
 */
export const browserName = (agent) => {
  const browser = /Edg\//.test(agent) ? "Edge" : /Firefox\//.test(agent) ? "Firefox" : /Chrome\//.test(agent) ? "Chrome" : /Safari\//.test(agent) ? "Safari" : ""
  const system = /Windows/.test(agent) ? "Windows" : /Mac OS X|Macintosh/.test(agent) ? "macOS" : /Android/.test(agent) ? "Android" : /iPhone|iPad/.test(agent) ? "iOS" : /Linux/.test(agent) ? "Linux" : ""
  return [browser, system].filter(Boolean).join(", ") || agent || "?"
}
