import { enTerminology as t } from "../locales/en-terminology.js"

/**
 * @typedef {import("../net/terminology.js").Concept} Concept
 * @typedef {import("../net/terminology.js").MapTarget} MapTarget
 * @typedef {import("./code-popup.js").Option} Option
 * @typedef {import("./code-popup.js").Section} Section
 */

/**
 * The maps of a concept as sections of a list. Targets in systems the question does not ask for are shown, but not to be chosen.
 *
 * @param {Concept} concept
 * @param {(system: string) => boolean} asked
 * @returns {Section[]}
 */
export const mapSections = ({ maps }, asked) => maps.map(map => ({
  title: map.title, note: "",
  options: map.groups.flatMap(({ group, rows }) => rows.flatMap(row => (row.target
    ? [mapped(row.target, map.target_key ?? "", asked(map.target_key ?? "") ? { note: `${t.mapPlace(group, row.priority)} · ${row.advice || row.rule || row.relation || ""}` } : { note: t.otherSystem(map.title), shut: true })] : []))),
})).filter(({ options }) => options.length > 0)

/**
 * The codes a concept maps to, each once.
 *
 * @param {Concept} concept
 * @returns {MapTarget[]}
 */
export const mapTargets = ({ maps }) =>
  [...new Map(maps.flatMap(map => map.groups.flatMap(({ rows }) => rows.flatMap(({ target }) => (target ? [/** @type {const} */ ([target.code, target])] : []))))).values()]

/**
 * @param {MapTarget} target
 * @param {string} system
 * @param {{ note: string, shut?: true }} more
 * @returns {Option}
 */
const mapped = ({ code, display, billable = null }, system, more) => ({
  system, item: { code, display: display ?? "", billable, tag: "", active: true, selectable: true, matched: null, marks: [], path: [], uses: 0, replaced_by: null }, ...more,
})
