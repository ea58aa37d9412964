/** Who is signed in, and what their role lets them do here. The server decides; this only hides what it would refuse. */

import { getSession, signOut } from "./server.js"
import { adoptTheme } from "./theme.js"

/** @typedef {import("./server.js").User} User */
/** @typedef {import("./server.js").Role} Role */

/** @type {User | null} */
let user = null

/** @returns {User | null} */
export const currentUser = () => user

/** @param {User} who */
export const startSession = (who) => {
  user = who
  adoptTheme(who.id)
}

/** Asks the server who we are; null when it says nobody. */
export const restoreSession = async () => {
  try {
    startSession((await getSession()).user)
  } catch (error) {
    if (/** @type {{ status?: number }} */ (error).status !== 401) throw error
    user = null
  }
  return user
}

/** Ends the session here and on the server. */
export const endSession = async () => {
  await signOut()
  user = null
}

/** Forgets a session the server no longer knows. */
export const dropSession = () => {
  user = null
}

/** @type {Readonly<Record<Role, number>>} */
const RANK = { owner: 5, administrator: 4, manager: 3, reviewer: 2, annotator: 1 }

/** @type {readonly Role[]} */
export const ROLES = ["owner", "administrator", "manager", "reviewer", "annotator"]

/** The least role for each act that the shell offers. */
const LEAST = /** @type {const} */ ({
  createProject: "manager",
  changeProject: "manager",
  importTasks: "manager",
  exportTasks: "manager",
  deleteTasks: "manager",
  seeData: "reviewer",
  loadReleases: "manager",
  managePeople: "administrator",
})

/**
 * @param {keyof typeof LEAST} act
 * @param {User | null} [who]
 */
export const may = (act, who = user) => who !== null && RANK[who.role ?? "annotator"] >= RANK[LEAST[act]]

/**
 * Roles this person may give and take: only an owner names owners and administrators.
 * @param {User | null} [who]
 * @returns {readonly Role[]}
 */
export const grantableRoles = (who = user) => (who?.role === "owner" ? ROLES : who?.role === "administrator" ? ["manager", "reviewer", "annotator"] : [])
