/** Name, password and looks. */

import { fill, h } from "../dom.js"
import { passwordField } from "../entry/password.js"
import { field, form } from "../form.js"
import { group } from "../sections.js"
import { changePassword, updateMe } from "../server.js"
import { currentUser, startSession } from "../session.js"
import { t } from "../strings.js"
import { chooseTheme, currentTheme } from "../theme.js"
import { toast } from "../toast.js"

/** @param {HTMLElement} page */
export const openProfile = async (page) => {
  const user = currentUser()
  if (!user) return
  fill(page, form({ "aria-label": t.accountSections.profile }, async (values) => {
    const answer = await updateMe({ first_name: String(values["first_name"]).trim(), last_name: String(values["last_name"]).trim() })
    startSession({ ...user, ...answer, ...(user.role ? { role: user.role } : {}) })
    toast(t.saved, { kind: "good" })
  }, group(t.accountSections.profile, t.profileText, h("div", { class: "pair" }, field({ name: "first_name", label: t.firstName, value: user.first_name, autocomplete: "given-name" }), field({ name: "last_name", label: t.lastName, value: user.last_name, autocomplete: "family-name" })),
    h("dl", { class: "facts" }, h("dt", {}, t.email), h("dd", {}, user.email), h("dt", {}, t.role), h("dd", {}, t.roles[user.role ?? "annotator"])),
    h("div", {}, h("button", { class: "btn first" }, t.save)))))
}

/** @param {HTMLElement} page */
export const openPassword = async (page) =>
  fill(page, form({ "aria-label": t.accountSections.password }, async (values, element) => {
    await changePassword({ current_password: String(values["current_password"]), password: String(values["password"]) })
    element.reset()
    toast(t.passwordChanged, { kind: "good" })
  }, group(t.accountSections.password, t.passwordText,
    // The user name helps password managers store the right one.
    h("input", { class: "sr", type: "text", name: "", autocomplete: "username", value: currentUser()?.email ?? "", tabindex: -1, "aria-hidden": "true", readonly: true }),
    field({ name: "current_password", label: t.currentPassword, type: "password", required: true, autocomplete: "current-password" }), passwordField({ name: "password", label: t.newPassword }),
    h("div", {}, h("button", { class: "btn first" }, t.changePassword)))))

/** @param {HTMLElement} page */
export const openAppearance = async (page) => {
  const themes = /** @type {const} */ ([["system", t.themeSystem, t.themeSystemHint], ["dark", t.themeDark, t.themeDarkHint], ["light", t.themeLight, t.themeLightHint]])
  fill(page, group(t.accountSections.appearance, t.appearanceText, h("div", { class: "formats three", role: "radiogroup", "aria-label": t.theme }, themes.map(([theme, title, hint]) => h("label", { class: "format" },
    h("input", { type: "radio", class: "sr", name: "theme", value: theme, checked: currentTheme() === theme, onchange: () => chooseTheme(theme, currentUser()?.id) }), h("b", {}, title), h("span", { class: "s dim" }, hint))))))
}
