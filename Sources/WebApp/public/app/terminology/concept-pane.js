/** Everything a release says about one concept. */

import { enTerminology as t } from "../../locales/en-terminology.js"
import { terminology } from "../../net/terminology.js"
import { fill, h, icon, iconButton, kbd } from "../dom.js"
import { ago, date } from "../format.js"
import { skeleton } from "../router.js"
import { isoDay } from "./address.js"
import { copyText } from "./copy.js"

/** @typedef {import("../../net/terminology.js").Concept} Concept */
/** @typedef {import("../../net/terminology.js").Named} Named */
/** @typedef {import("../../net/terminology.js").Release} Release */
/**
 * @typedef {object} ConceptOptions
 * @property {(system: string, code: string) => void} open
 * @property {(system: string, code: string) => string} address
 * @property {(system: string, code: string, display: string) => void} intoConsole
 * @property {(system: string) => Release | undefined} release
 * @property {(system: string) => number | undefined} dialect
 */

/** A rest on a concept after which its uses are counted: whoever walks down a list wants no count of each. */
const REST_MS = 150
/** Children shown before somebody asks for the rest: the tree shows them too. */
const CHILDREN = 12

/**
 * @param {ConceptOptions} options
 * @param {AbortSignal} signal
 */
export const makeConcept = (options, signal) => {
  const element = h("article", { class: "term-concept", id: "term-concept", tabindex: -1, "aria-label": t.noConcept })
  /** @type {AbortController | null} */
  let asking = null
  /** @type {{ system: string, code: string } | null} */
  let here = null

  element.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const link = /** @type {HTMLElement | null} */ (event.target instanceof Element ? event.target.closest("[data-code]") : null)
    if (!link) return
    event.preventDefault()
    event.stopPropagation()
    options.open(link.dataset["system"] ?? "", link.dataset["code"] ?? "")
  })

  fill(element, h("div", { class: "empty" }, icon("terminology", 24, "faint"), h("h2", {}, t.noConcept), h("p", {}, t.noConceptText)))

  return {
    element,
    /** Draws the present concept again, as names are wanted otherwise. */
    again: () => { here = null },
    /**
     * @param {string} system
     * @param {string} code
     * @returns {Promise<Concept | null>} null where something newer was asked for meanwhile, or the code is not there
     */
    show: async (system, code) => {
      if (here?.system === system && here.code === code) return null
      asking?.abort()
      const control = new AbortController()
      asking = control
      here = { system, code }
      // What is on the screen stays until its successor is there; only a slow answer is announced by a skeleton.
      const slow = setTimeout(() => fill(element, skeleton(8)), 250)
      try {
        const concept = await terminology.concept(system, code, control.signal, options.dialect(system))
        if (control.signal.aborted || signal.aborted) return null
        draw(element, system, concept, options)
        element.scrollTop = 0
        void drawUses(element, system, concept, control.signal)
        return concept
      } catch (error) {
        if (control.signal.aborted || signal.aborted) return null
        here = null
        fill(element, h("div", { class: "empty", role: "alert" }, icon("warning", 24, "warn"), h("h2", {}, code), h("p", {}, error instanceof Error ? error.message : String(error))))
        return null
      } finally {
        clearTimeout(slow)
      }
    },
  }
}

/**
 * @param {HTMLElement} place
 * @param {string} system
 * @param {Concept} concept
 * @param {ConceptOptions} options
 */
const draw = (place, system, concept, { address, intoConsole, release }) => {
  const since = date(isoDay(concept.effective_time))
  const { validation } = concept
  place.setAttribute("aria-label", `${concept.code} ${concept.display}`)
  /** @param {{ code: string }} one @param {string} [key] of another system */
  const to = (one, key = system) => ({ href: address(key, one.code), dataset: { system: key, code: one.code } })
  /** @param {Named & { descendants?: number }} one */
  const line = (one) => h("a", { class: "term-line", ...to(one) }, h("span", { class: "grow cut", title: one.display }, one.display),
    one.descendants !== undefined && one.descendants > 0 && h("span", { class: "faint xs", title: t.descendants(one.descendants) }, new Intl.NumberFormat().format(one.descendants)), h("span", { class: "mono faint" }, one.code))
  fill(place,
    h("div", { class: "row term-tags" }, h("span", { class: "tag line" }, `${concept.title} ${concept.version}`), concept.tag && h("span", { class: "tag line" }, concept.tag),
      concept.active ? h("span", { class: "tag good" }, t.active) : h("span", { class: "tag warn" }, t.inactiveSince(since)),
      validation && (validation.billable ? t.billable : t.header) !== concept.tag && h("span", { class: `tag ${validation.billable ? "good" : "line"}` }, validation.billable ? t.billable : t.header),
      h("span", { class: "grow" }),
      h("button", { type: "button", class: "btn small", onclick: () => void copyText(concept.code) }, icon("layers"), t.copyCode, kbd("C")),
      iconButton("arrow-right", t.intoConsole, { class: "small", onclick: () => intoConsole(system, concept.code, concept.display) })),
    h("h1", {}, concept.display),
    h("div", { class: "s faint term-facts" }, h("span", { class: "mono dim" }, concept.code),
      [concept.tag && concept.fsn && concept.fsn !== concept.display ? concept.fsn : "", concept.defined ? t.fullyDefined : concept.attributes.length > 0 ? t.primitive : "", moduleText(concept), concept.active && since ? t.since(since) : ""]
        .filter(Boolean).map((fact) => ` · ${fact}`)),
    !concept.active && concept.history.length > 0 && h("section", { class: "term-history" }, h("h2", {}, t.history), h("p", { class: "s dim" }, t.historyText),
      concept.history.map(({ association, target }) => h("a", { class: "term-line", ...to(target) }, h("span", { class: "faint s" }, readableAssociation(association.display)), h("span", { class: "grow cut" }, target.display), h("span", { class: "mono faint" }, target.code)))),
    validation?.needs_seventh && h("section", {}, h("h2", {}, t.seventh), h("dl", { class: "term-dl" }, validation.seventh.map(({ character, meaning }) => [h("dt", { class: "mono" }, character), h("dd", {}, meaning)]))),
    h("div", { class: "term-cols" },
      h("div", {}, namesOf(concept), notesOf(concept),
        h("section", {}, h("h2", {}, t.isA), concept.parents.length > 0 ? concept.parents.map(line) : h("p", { class: "faint" }, t.top)),
        definitionOf(concept, to)),
      h("div", {}, concept.maps.map((map) => mapOf(map, to)),
        concept.refsets.length > 0 && h("section", {}, h("h2", {}, t.refsets), h("div", { class: "wrap tight" }, concept.refsets.map((one) => h("a", { class: "tag", title: one.code, ...to(one) }, one.display)))),
        h("section", { class: "term-uses" }, h("h2", {}, t.usedIn), h("p", { class: "faint s" }, "…")),
        childrenOf(concept, line), propertiesOf(concept), licenceOf(release(system)))))
}

/** @param {Concept} concept */
const moduleText = ({ module: name }) => (name ? t.module(name === "900000000000207008" ? "core" : name) : "")

/** @param {string} name "SAME AS association reference set" */
const readableAssociation = (name) => {
  const short = name.replace(/\s*(association )?(reference set|refset).*$/i, "").toLowerCase()
  return short.charAt(0).toUpperCase() + short.slice(1)
}

/** @param {Concept} concept */
const namesOf = (concept) => {
  const active = concept.descriptions.filter((one) => one.active && !/^fsn|fully/i.test(one.kind))
  const definitions = active.filter((one) => /definition/i.test(one.kind))
  const written = active.filter((one) => !/definition/i.test(one.kind))
  // A system with one name for each code has nothing to add to it.
  const names = written.length === 1 && written[0]?.text === concept.display ? [] : written
  /** @param {Concept["descriptions"][number]} one */
  const preferred = (one) => one.dialects.filter((dialect) => dialect.preferred).map((dialect) => dialect.tag.replace(/^en-x?-?/i, "").toUpperCase())
  const languages = new Set(names.map((one) => one.language))
  return [
    names.length > 0 && h("section", {}, h("h2", {}, t.names), h("ul", { class: "term-names" }, [...names].sort((a, b) => preferred(b).length - preferred(a).length).map((one) => h("li", { lang: one.language || undefined }, h("span", {}, one.text),
      preferred(one).length > 0 && h("span", { class: "tag accent" }, t.preferredIn(preferred(one).join(", "))),
      languages.size > 1 && one.language && one.language !== "en" && h("span", { class: "tag" }, one.language))))),
    definitions.length > 0 && h("section", {}, h("h2", {}, t.definition), definitions.map((one) => h("p", { lang: one.language || undefined }, one.text))),
  ]
}

/**
 * @param {Concept} concept
 * @param {(one: Named) => Record<string, unknown>} to
 */
const definitionOf = ({ attributes }, to) => {
  const groups = [...new Set(attributes.map((one) => one.group))].sort((a, b) => a - b)
  return groups.length > 0 && h("section", {}, h("h2", {}, t.definedBy), groups.map((group) => [
    groups.length > 1 && h("h3", { class: "faint s" }, group === 0 ? t.ungrouped : t.group(group)),
    h("dl", { class: "term-dl" }, attributes.filter((one) => one.group === group).map(({ type, value }) => [h("dt", { title: type.code }, type.display), h("dd", {}, typeof value !== "object" ? String(value) : h("a", { ...to(value), title: value.code }, value.display))])),
  ]))
}

/**
 * @param {import("../../net/terminology.js").ConceptMap} map
 * @param {(one: { code: string }, key?: string) => Record<string, unknown>} to
 */
const mapOf = (map, to) => h("section", {}, h("h2", {}, t.mapsTo(map.title)), h("div", { class: "stack tight" }, map.groups.flatMap(({ group, rows }) => rows.map((row) => {
  const { target } = row
  return h("div", { class: "term-map" },
    target ? h("div", { class: "row" }, map.target_key ? h("a", { class: "mono", ...to(target, map.target_key) }, h("b", {}, target.code)) : h("span", { class: "mono" }, h("b", {}, target.code)), h("span", { class: "grow" }, target.display)) : h("div", { class: "dim" }, t.noTarget),
    h("div", { class: "row xs faint" }, target?.billable !== undefined && target.billable !== null && h("span", { class: `tag ${target.billable ? "good" : "line"}` }, target.billable ? t.billable : t.header), h("span", {}, t.mapPlace(group, row.priority)),
      h("span", { class: "grow term-advice" }, row.advice || row.rule || row.relation)),
    row.rule && !/^(OTHERWISE )?TRUE$/i.test(row.rule) && h("div", { class: "xs faint mono term-advice" }, row.rule))
}))))

/**
 * @param {Concept} concept
 * @param {(one: Named & { descendants?: number }) => HTMLElement} line
 */
const childrenOf = (concept, line) => {
  const { children, children_total: total, descendants } = concept
  if (total === 0) return null
  const list = h("div", {}, children.slice(0, CHILDREN).map(line))
  const rest = children.length > CHILDREN && h("button", { type: "button", class: "term-line accent", onclick: () => { list.append(...children.slice(CHILDREN).map(line)); if (rest) rest.remove() } }, t.more(children.length - CHILDREN))
  return h("section", {}, h("h2", {}, t.children, " ", h("span", { class: "faint plain" }, t.childCounts(total, descendants))), list, rest)
}

/** @param {string} name */
const noteName = (name) => t.noteNames[name.toLowerCase().replace(/[^a-z0-9]/g, "")]

/**
 * Notes on the code itself: what it includes, and what it does not.
 * @param {Concept} concept
 */
const notesOf = ({ properties, validation }) => {
  // The seventh characters stand by themselves where the code needs one.
  const notes = properties.filter((one) => noteName(one.name) !== undefined && !(validation?.needs_seventh && /^7th character$/i.test(one.name)))
  const kinds = [...new Set(notes.map((one) => one.name))]
  return notes.length > 0 && h("section", {}, h("h2", {}, t.notes), h("dl", { class: "term-notes" }, kinds.map((kind) => [h("dt", {}, noteName(kind)), notes.filter((one) => one.name === kind).map((one) => h("dd", {}, one.value))])))
}

/** @param {Concept} concept */
const propertiesOf = ({ properties }) => {
  const rest = properties.filter((one) => noteName(one.name) === undefined)
  return rest.length > 0 && h("section", {}, h("h2", {}, t.properties), h("dl", { class: "term-dl" }, rest.map((one) => [h("dt", {}, one.name), h("dd", {}, one.value)])))
}

/** @param {Release | undefined} release */
const licenceOf = (release) => release?.licence && h("section", {}, h("h2", {}, t.licence), h("p", { class: "s dim" }, h("b", {}, release.licence.title), release.licence.summary && ` · ${release.licence.summary}`), release.licence.notice && h("p", { class: "xs faint" }, release.licence.notice))

/**
 * @param {HTMLElement} place
 * @param {string} system
 * @param {Concept} concept
 * @param {AbortSignal} signal
 */
const drawUses = async (place, system, concept, signal) => {
  const section = place.querySelector(".term-uses")
  if (!section) return
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  if (signal.aborted) return
  try {
    const { projects } = await terminology.uses(system, concept.code, signal)
    if (signal.aborted) return
    fill(section, h("h2", {}, t.usedIn), projects.length === 0 ? h("p", { class: "faint s" }, t.notUsed) : projects.map((one) => h("a", { class: "term-line", href: `/projects/${one.id}/data` },
      icon("folder", 16, "faint"), h("span", { class: "grow cut" }, one.title), h("span", { class: "s dim" }, t.labels(one.labels)), one.last_at && h("span", { class: "s faint" }, ago(one.last_at)))))
  } catch {
    // Where it is used is an extra; without it the concept is still whole.
    if (!signal.aborted) section.remove()
  }
}
