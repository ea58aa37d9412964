/** Signing in with e-mail address and password. */

import { h } from "../dom.js"
import { field, form } from "../form.js"
import { replace } from "../router.js"
import { safeNext } from "../routes.js"
import { getSetup, signIn } from "../server.js"
import { startSession } from "../session.js"
import { t } from "../strings.js"
import { entryPage } from "./frame.js"

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  const next = safeNext(room.route.query.get("next"))
  const join = h("p", { class: "s dim", hidden: true })
  entryPage(room, t.signIn, "", form({ "aria-label": t.signIn }, async (values) => {
    try {
      startSession((await signIn(String(values["email"]), String(values["password"]))).user)
    } catch (error) {
      throw readable(error)
    }
    replace(next)
  },
  field({ name: "email", label: t.email, type: "email", required: true, autocomplete: "username" }),
  field({ name: "password", label: t.password, type: "password", required: true, autocomplete: "current-password" }),
  h("button", { class: "btn first wide" }, t.signIn)), join)

  const setup = await getSetup(room.signal)
  if (setup.sign_up === "open") join.append(t.noAccount, " ", h("a", { class: "link", href: "/sign-up" }, t.createAccount))
  else join.append(setup.sign_up === "invite" ? t.joinByInvitation : t.joinByAdministrator)
  join.hidden = false
}

/**
 * A throttled sign-in keeps the server's words, which say how long to wait; a wrong one never says which part was wrong.
 * @param {unknown} error
 */
const readable = (error) => {
  const { status } = /** @type {{ status?: number }} */ (error)
  return status === 401 || status === 403 ? new Error(t.wrongPassword) : error
}
