/**
 * What the shell asks of the server, one function a question. Everything about paths and shapes of answers is here; the rooms only see these types.
 */

import { request } from "../net/api.js"

/**
 * @typedef {"owner" | "administrator" | "manager" | "reviewer" | "annotator"} Role
 * @typedef {{ id: number, email: string, first_name: string, last_name: string, initials: string, last_activity: string | null, date_joined: string,
 *   custom_hotkeys: Record<string, { key: string, active: boolean }>, active_organization: number | null,
 *   active_organization_meta?: { title: string, email: string }, role?: Role, is_active?: boolean }} User
 * @typedef {{ needs_owner: boolean, sign_up: "open" | "invite" | "closed", version: string }} Setup
 * @typedef {"Sequential sampling" | "Uniform sampling" | "Uncertainty sampling"} Sampling
 * @typedef {"REQUEUE_FOR_OTHERS" | "REQUEUE_FOR_ME" | "IGNORE_SKIPPED"} SkipQueue
 * @typedef {{ id: number, title: string, description: string | null, label_config: string, expert_instruction: string | null, show_instruction: boolean,
 *   show_skip_button: boolean, enable_empty_annotation: boolean, maximum_annotations: number, overlap_cohort_percentage: number, show_overlap_first: boolean,
 *   imaging?: Readonly<{ task_per: "series" | "study" }>, show_collab_predictions: boolean, sampling: Sampling, skip_queue: SkipQueue, created_at: string, updated_at?: string | null, pinned_at: string | null,
 *   created_by?: { id: number, first_name: string, last_name: string, email: string } | null,
 *   task_number: number | null, finished_task_number: number | null, num_tasks_with_annotations: number | null, skipped_annotations_number: number | null,
 *   total_annotations_number: number | null, total_predictions_number: number | null }} Project
 * @typedef {{ id: number, inner_id: number, data: Record<string, unknown>, is_labeled: boolean, total_annotations: number, cancelled_annotations: number,
 *   total_predictions: number, annotators: number[], draft_exists: boolean, created_at: string, updated_at: string,
 *   labels?: { name: string, count: number }[] }} TaskRow
 * @typedef {{ total: number, rows: TaskRow[], next: string | null, columns: string[] }} TablePage
 * @typedef {{ filter: string, operator: string, type: string, value: unknown }} FilterItem
 * @typedef {{ conjunction: "and" | "or", items: FilterItem[] }} Filters
 * @typedef {{ filters?: Filters, ordering?: string[] }} TableQuery
 * @typedef {{ all: true, excluded: number[] } | { all: false, included: number[] }} SelectedItems
 * @typedef {{ id: number, project: number, data: { title: string, filters?: Filters, ordering?: string[], hiddenColumns?: { explore: string[], labeling: string[] }, [key: string]: unknown } }} View
 * @typedef {{ id: number | string, kind: string, state: "queued" | "running" | "completed" | "failed" | "cancelled", done: number, total: number | null, message: string | null,
 *   result: Record<string, unknown> | null, error: { message: string, file?: string, line?: number } | null }} Job
 * @typedef {{ name: string, title: string, description: string, disabled?: boolean, tags?: string[] }} ExportFormat
 * @typedef {{ user: User, role?: Role }} Member
 * @typedef {{ id: number, role: Role, email: string | null, token: string, expires_at: string }} Invitation
 * @typedef {{ id: string | number, current?: boolean, ip?: string, user_agent?: string, created_at?: string, last_seen_at?: string, expires_at?: string }} SessionRow
 * @typedef {{ token: string, created_at?: string, expires_at?: string, name?: string }} Token
 */

/** @param {AbortSignal} [signal] @returns {Promise<Setup>} */
export const getSetup = (signal) => request("GET", "/api/setup", { signal })

/** @param {{ code: string, email: string, password: string, first_name?: string, last_name?: string }} body @returns {Promise<{ user: User }>} */
export const setUp = (body) => request("POST", "/api/setup", { body })

/** @returns {Promise<{ user: User }>} */
export const getSession = () => request("GET", "/api/session")

/** @param {string} email @param {string} password @returns {Promise<{ user: User }>} */
export const signIn = (email, password) => request("POST", "/api/session", { body: { email, password } })

/** @returns {Promise<void>} */
export const signOut = () => request("DELETE", "/api/session")

/** @param {number} page @param {AbortSignal} [signal] @returns {Promise<{ count: number, results: Project[], next: string | null }>} */
export const listProjects = (page, signal) => request("GET", "/api/projects", { query: { page, page_size: 100 }, signal })

/** @param {number | string} id @param {AbortSignal} [signal] @returns {Promise<Project>} */
export const getProject = (id, signal) => request("GET", `/api/projects/${id}`, { signal })

/** @param {Partial<Project>} body @returns {Promise<Project>} */
export const createProject = (body) => request("POST", "/api/projects", { body })

/** @param {number} id @param {Partial<Project>} body @returns {Promise<Project>} */
export const updateProject = (id, body) => request("PATCH", `/api/projects/${id}`, { body })

/** @param {number} id @returns {Promise<void>} */
export const deleteProject = (id) => request("DELETE", `/api/projects/${id}`)

/**
 * Whether the server would take this interface; throws with its objections.
 * @param {string} xml
 * @param {number | null} project null while there is none
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export const validateInterface = (xml, project, signal) =>
  request("POST", project === null ? "/api/projects/validate" : `/api/projects/${project}/validate`, { body: { label_config: xml }, signal })

/**
 * One window of the data table, by position or after a cursor.
 * @param {number} project
 * @param {{ offset?: number, after?: string, limit: number, query: TableQuery }} window
 * @param {AbortSignal} [signal]
 * @returns {Promise<TablePage>}
 */
export const getTable = (project, { offset, after, limit, query }, signal) => {
  const asked = (query.filters?.items.length ?? 0) > 0 || (query.ordering?.length ?? 0) > 0
  return request("GET", `/api/projects/${project}/table`, { query: { offset, after, limit, query: asked ? JSON.stringify(query) : undefined }, signal })
}

/** @param {number} id @param {AbortSignal} [signal] @returns {Promise<Record<string, any>>} the whole task; its shape is the project's business */
export const getTask = (id, signal) => request("GET", `/api/tasks/${id}`, { signal })

/** @param {number} project @param {AbortSignal} [signal] @returns {Promise<View[]>} */
export const listViews = (project, signal) => request("GET", "/api/dm/views", { query: { project }, signal })

/** @param {number} project @param {View["data"]} data @returns {Promise<View>} */
export const createView = (project, data) => request("POST", "/api/dm/views", { body: { project, data } })

/** @param {number} id @param {View["data"]} data @returns {Promise<View>} */
export const updateView = (id, data) => request("PATCH", `/api/dm/views/${id}`, { body: { data } })

/** @param {number} id @returns {Promise<void>} */
export const deleteView = (id) => request("DELETE", `/api/dm/views/${id}`)

/** @param {number} project @param {AbortSignal} [signal] @returns {Promise<{ id: string, title: string }[]>} */
export const listActions = (project, signal) => request("GET", "/api/dm/actions", { query: { project }, signal })

/**
 * One of the bulk actions on a selection of tasks.
 * @param {number} project
 * @param {string} action
 * @param {SelectedItems} selectedItems
 * @param {TableQuery} query what the selection was made under
 * @returns {Promise<{ processed_items?: number, detail?: string }>}
 */
export const runAction = (project, action, selectedItems, query) =>
  request("POST", "/api/dm/actions", { query: { id: action, project }, body: { selectedItems, ...query } })

/** @param {number} project @param {AbortSignal} [signal] @returns {Promise<ExportFormat[]>} */
export const listExportFormats = (project, signal) => request("GET", `/api/projects/${project}/export/formats`, { signal })

/**
 * The address a browser downloads an export from; the answer streams, so a link does it better than a request.
 * @param {number} project
 * @param {string} format
 * @param {{ everything?: boolean, filters?: Filters, selectedItems?: SelectedItems }} [options]
 */
export const exportAddress = (project, format, options = {}) => {
  const { everything = false, filters, selectedItems } = options
  const query = new URLSearchParams({ exportType: format })
  if (everything) query.set("download_all_tasks", "true")
  if (selectedItems) query.set("query", JSON.stringify({ filters, selectedItems }))
  return `/api/projects/${project}/export?${query}`
}

/** @param {number | string} id @param {AbortSignal} [signal] @returns {Promise<Job>} */
export const getJob = (id, signal) => request("GET", `/api/jobs/${id}`, { signal })

/** @param {number | string} id @returns {Promise<Job>} */
export const cancelJob = (id) => request("POST", `/api/jobs/${id}/cancel`)

/** @param {Record<string, unknown>} body @returns {Promise<User>} */
export const updateMe = (body) => request("PATCH", "/api/current-user", { body })

/** @param {User["custom_hotkeys"]} keys @returns {Promise<{ custom_hotkeys: User["custom_hotkeys"] }>} */
export const saveHotkeys = (keys) => request("PATCH", "/api/current-user/hotkeys", { body: { custom_hotkeys: keys } })

/** @param {AbortSignal} [signal] @returns {Promise<{ custom_hotkeys: User["custom_hotkeys"] }>} */
export const getHotkeys = (signal) => request("GET", "/api/current-user/hotkeys", { signal })

/** @param {{ current_password: string, password: string }} body @returns {Promise<void>} */
export const changePassword = (body) => request("POST", "/api/current-user/password", { body })

/** @param {AbortSignal} [signal] @returns {Promise<SessionRow[]>} */
export const listSessions = (signal) => request("GET", "/api/current-user/sessions", { signal })

/** @param {SessionRow["id"]} id @returns {Promise<void>} */
export const endSession = (id) => request("DELETE", `/api/current-user/sessions/${id}`)

/** @param {AbortSignal} [signal] @returns {Promise<{ api_tokens_enabled: boolean, legacy_api_tokens_enabled: boolean }>} */
export const tokenSettings = (signal) => request("GET", "/api/jwt/settings", { signal })

/** @param {AbortSignal} [signal] @returns {Promise<Token[]>} */
export const listTokens = (signal) => request("GET", "/api/token", { signal })

/** @param {string} name what it is for @returns {Promise<Token>} */
export const createToken = (name) => request("POST", "/api/token", { body: { name } })

/** @param {string} refresh @returns {Promise<void>} */
export const revokeToken = (refresh) => request("POST", "/api/token/blacklist", { body: { refresh } })

/** @returns {Promise<{ token: string }>} */
export const getLegacyToken = () => request("GET", "/api/current-user/token")

/** @returns {Promise<{ token: string }>} */
export const resetLegacyToken = () => request("POST", "/api/current-user/reset-token")

/** @param {number} organization @param {AbortSignal} [signal] @returns {Promise<{ count: number, results: Member[] }>} */
export const listMembers = (organization, signal) =>
  request("GET", `/api/organizations/${organization}/memberships`, { query: { page_size: 1000 }, signal })

/** @param {number} organization @param {number} user @param {Role} role @returns {Promise<unknown>} */
export const changeRole = (organization, user, role) =>
  request("PATCH", `/api/organizations/${organization}/memberships`, { body: { user_id: user, role } })

/** @param {Record<string, unknown>} body @returns {Promise<User>} */
export const createUser = (body) => request("POST", "/api/users", { body })

/** @param {number} id @param {Record<string, unknown>} body @returns {Promise<User>} */
export const updateUser = (id, body) => request("PATCH", `/api/users/${id}`, { body })

/** @returns {Promise<Invitation[]>} those nobody has used yet */
export const listInvitations = () => request("GET", "/api/invitations")

/** @param {{ role: Role, email?: string }} body @returns {Promise<Invitation>} */
export const createInvitation = (body) => request("POST", "/api/invitations", { body })

/** @param {number} id @returns {Promise<void>} */
export const withdrawInvitation = (id) => request("DELETE", `/api/invitations/${id}`)

/**
 * Joins the organisation through Label Studio's own form. A browser follows its redirect, so only the session tells whether it worked.
 * @param {{ email: string, password: string, token: string, first_name: string, last_name: string }} body
 * @returns {Promise<unknown>}
 */
export const signUp = ({ token, ...fields }) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return request("POST", "/user/signup", { form, query: { token: token || undefined } })
}

/**
 * Imports tasks that are in memory already.
 * @param {number} project
 * @param {readonly unknown[]} tasks
 * @returns {Promise<{ task_count?: number }>}
 */
export const importTasks = (project, tasks) => request("POST", `/api/projects/${project}/import`, { body: tasks })

/** @param {AbortSignal} [signal] @returns {Promise<User[]>} */
export const listUsers = (signal) => request("GET", "/api/users", { signal })

/**
 * @typedef {Readonly<{ id: number, name: string, url: string, has_authorization: boolean, allow_private_network: boolean }>} Archive a PACS that speaks DICOMweb
 * @typedef {Readonly<{
 *   study: string, study_date: string | null, study_description: string | null, modalities: readonly string[], patient_name: string | null, patient_id: string | null,
 *   series_count: number | null, instance_count: number | null,
 * }>} FoundStudy
 */

/** @param {AbortSignal} [signal] @returns {Promise<Archive[]>} */
export const listArchives = (signal) => request("GET", "/api/imaging/pacs", { signal })

/** @param {{ name: string, url: string, authorization?: string, allow_private_network: boolean }} body @returns {Promise<Archive>} */
export const createArchive = (body) => request("POST", "/api/imaging/pacs", { body })

/** @param {number} id */
export const deleteArchive = (id) => request("DELETE", `/api/imaging/pacs/${id}`)

/** @param {number} id @param {Record<string, string>} match @param {AbortSignal} [signal] @returns {Promise<{ items: FoundStudy[] }>} */
export const queryArchive = (id, match, signal) => request("POST", `/api/imaging/pacs/${id}/query`, { body: { level: "study", match }, signal })

/** @param {number} id @param {{ project: number, studies: readonly string[] }} body @returns {Promise<{ job: Job }>} */
export const retrieveFromArchive = (id, body) => request("POST", `/api/imaging/pacs/${id}/retrieve`, { body })

/** @param {number} id @param {{ project: number, format: string }} body @returns {Promise<{ job: Job }>} */
export const sendToArchive = (id, body) => request("POST", `/api/imaging/pacs/${id}/send`, { body })
