/** People: who belongs here, what their role is, and how others join. */

import { showDialog, confirmRisk } from "./dialog.js"
import { fill, h, icon, iconButton } from "./dom.js"
import { passwordField } from "./entry/password.js"
import { field, form } from "./form.js"
import { ago, count, date, dateTime, initialsOf, personName } from "./format.js"
import { skeleton } from "./router.js"
import { changeRole, createInvitation, createUser, getSetup, listInvitations, listMembers, updateUser, withdrawInvitation } from "./server.js"
import { currentUser, grantableRoles, may } from "./session.js"
import { t } from "./strings.js"
import { toast, toastError } from "./toast.js"

/** @typedef {import("./server.js").Member} Member */
/** @typedef {import("./server.js").Role} Role */

/** @param {import("./router.js").Room} room */
export const open = async (room) => {
  room.name(t.people, [[t.people]])
  const list = h("div")
  fill(room.main, h("div", { class: "room-in" }, h("div", { class: "bar" }, h("h1", {}, t.people)), list))
  await peopleList(list, room.signal)
}

/**
 * The members with what this person may do about them, and below them the ways in.
 * @param {HTMLElement} place
 * @param {AbortSignal} signal
 */
export const peopleList = async (place, signal) => {
  fill(place, skeleton(5, "skeleton-row", "gap-top"))
  const organization = currentUser()?.active_organization ?? 1
  const { results } = await listMembers(organization, signal)
  const again = () => peopleList(place, signal).catch(toastError)
  const rows = [...results].sort((a, b) => Number(isActive(b)) - Number(isActive(a)) || personName(a.user).localeCompare(personName(b.user)))
  fill(place, h("div", { class: "bar fl" }, h("span", { class: "faint" }, t.members(count(results.length))), h("span", { class: "grow" }),
    may("managePeople") && [h("button", { type: "button", class: "btn", onclick: () => void inviteDialog() }, icon("link"), t.invite),
      h("button", { type: "button", class: "btn", onclick: () => void createDialog(organization).then((made) => { if (made) again() }) }, icon("plus"), t.createPerson)]),
  h("div", { class: "panel scroll-x" }, h("table", { class: "table people-table" },
    h("thead", {}, h("tr", {}, h("th", {}, t.person), h("th", { class: "c-role" }, t.role), h("th", { class: "c-when" }, t.lastActive), h("th", { class: "c-when" }, t.joined), h("th", { class: "c-act" }, h("span", { class: "sr" }, t.actions)))),
    h("tbody", {}, rows.map((member) => personRow(member, organization, again))))))
}

/** @param {Member} member @param {number} organization @param {() => void} again */
const personRow = (member, organization, again) => {
  const { user } = member
  const role = /** @type {Role} */ (member.role ?? user.role ?? "annotator")
  const me = user.id === currentUser()?.id
  const active = isActive(member)
  const mine = grantableRoles()
  const name = personName(user)
  const changeable = may("managePeople") && !me && active && mine.includes(role)
  return h("tr", { class: active ? "" : "inactive" },
    h("td", {}, h("span", { class: "row" }, h("span", { class: "who", "aria-hidden": "true" }, initialsOf(user)),
      h("span", { class: "grow cut" }, h("span", { class: "cut block" }, name, me && h("span", { class: "faint" }, ` ${t.you}`)), name !== user.email && h("span", { class: "s faint cut block" }, user.email)), !active && h("span", { class: "tag" }, t.deactivated))),
    h("td", {}, changeable ? h("div", { class: "field w180" }, h("select", { "aria-label": t.roleOf(name), onchange: (/** @type {Event} */ event) => void giveRole(/** @type {HTMLSelectElement} */ (event.target), role) },
      mine.map((one) => h("option", { value: one, selected: one === role }, t.roles[one])))) : h("span", { class: "dim" }, t.roles[role])),
    h("td", { class: "faint", title: dateTime(user.last_activity) }, user.last_activity ? ago(user.last_activity) : t.never),
    h("td", { class: "faint", title: dateTime(user.date_joined) }, ago(user.date_joined)),
    h("td", { class: "num" }, may("managePeople") && !me && (!active || mine.includes(role)) && (active
      ? iconButton("lock", t.deactivate(name), { class: "small", onclick: () => void setActive(false) })
      : iconButton("undo", t.reactivate(name), { class: "small", onclick: () => void setActive(true) }))))

  /** @param {HTMLSelectElement} box @param {Role} before */
  async function giveRole(box, before) {
    try {
      await changeRole(organization, user.id, /** @type {Role} */ (box.value))
      toast(t.roleChanged(name, t.roles[/** @type {Role} */ (box.value)]), { kind: "good" })
    } catch (error) {
      box.value = before
      toastError(error)
    }
  }

  /** @param {boolean} on */
  async function setActive(on) {
    if (!on && !(await confirmRisk({ title: t.deactivate(name), text: t.deactivateText, action: t.deactivateAction }))) return
    try {
      await updateUser(user.id, on ? { is_active: true, role: "annotator" } : { is_active: false })
      again()
    } catch (error) {
      toastError(error)
    }
  }
}

/** @param {Member} member */
const isActive = (member) => (member.user.is_active ?? true) && /** @type {string | undefined} */ (member.role) !== "deactivated"

/** @param {string} token */
const joinAddress = (token) => new URL(`/sign-up?token=${encodeURIComponent(token)}`, location.href).href

const inviteDialog = async () => {
  try {
    const [open, setup] = await Promise.all([listInvitations(), getSetup()])
    await showDialog(t.invite, () => {
      const made = h("div", { class: "stack" })
      const waiting = h("ul", { class: "list panel" })
      const drawWaiting = () => {
        waiting.hidden = open.length === 0
        fill(waiting, open.map((one) => h("li", { class: "row" }, h("span", { class: "grow cut" }, t.roles[one.role] ?? one.role, one.email && h("span", { class: "faint" }, ` ${one.email}`), h("span", { class: "s faint block" }, t.expires(date(one.expires_at)))),
          copyButton(() => joinAddress(one.token)), iconButton("close", t.withdrawInvitation, { class: "small", onclick: () => void withdraw(one) }))))
      }
      /** @param {import("./server.js").Invitation} one */
      const withdraw = async (one) => {
        try {
          await withdrawInvitation(one.id)
          open.splice(open.indexOf(one), 1)
          drawWaiting()
        } catch (error) {
          toastError(error)
        }
      }
      drawWaiting()
      return h("div", { class: "stack" }, setup.sign_up === "closed" && h("div", { class: "notice warn" }, icon("warning"), h("span", {}, t.signUpClosed)),
        form({ "aria-label": t.invite }, async (values) => {
          const one = await createInvitation({ role: /** @type {Role} */ (values["role"]), ...(values["email"] ? { email: String(values["email"]).trim() } : {}) })
          open.push(one)
          drawWaiting()
          const link = h("input", { readonly: true, value: joinAddress(one.token), "aria-label": t.invitationLink, onfocus: () => link.select() })
          fill(made, h("p", { class: "dim" }, t.inviteText(t.roles[one.role])), h("div", { class: "row" }, h("div", { class: "field grow" }, link), copyButton(() => link.value)))
        }, h("div", { class: "pair" }, field({ name: "role", label: t.role, value: "annotator", options: grantableRoles().filter((one) => one !== "owner").map((one) => [one, t.roles[one]]) }), field({ name: "email", label: t.emailOptional, type: "email", autocomplete: "off" })),
        h("div", { class: "row end" }, h("button", { class: "btn first" }, icon("link"), t.createInvitation))), made, open.length > 0 && h("h3", {}, t.openInvitations), waiting)
    })
  } catch (error) {
    toastError(error)
  }
}

/** @param {number} organization @returns {Promise<boolean>} */
const createDialog = async (organization) => {
  const made = await showDialog(t.createPerson, (/** @type {(made?: boolean) => void} */ close) => form({ "aria-label": t.createPerson }, async (values) => {
    const user = await createUser({ email: String(values["email"]).trim(), first_name: values["first_name"], last_name: values["last_name"], password: values["password"], role: values["role"] })
    // Label Studio's own user body knows no role; the membership does.
    if (user.role !== values["role"]) await changeRole(organization, user.id, /** @type {Role} */ (values["role"]))
    toast(t.personCreated(personName(user)), { kind: "good" })
    close(true)
  },
  h("div", { class: "pair" }, field({ name: "first_name", label: t.firstName }), field({ name: "last_name", label: t.lastName })),
  field({ name: "email", label: t.email, type: "email", required: true, autocomplete: "off" }),
  field({ name: "role", label: t.role, value: "annotator", options: grantableRoles().map((one) => [one, t.roles[one]]) }),
  passwordField({ name: "password", label: t.firstPassword }),
  h("div", { class: "row end" }, h("button", { class: "btn first" }, t.createPerson))))
  return made === true
}

/** @param {() => string} text */
export const copyButton = (text) => h("button", {
  type: "button", class: "btn", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text())
      toast(t.copied, { kind: "good" })
    } catch {
      toast(t.copyByHand, { kind: "plain" })
    }
  },
}, icon("layers"), t.copy)

