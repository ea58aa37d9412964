/** Step one: what is to be labelled. One radio group of templates; the pane beside it shows the chosen one at work. */

import { fill, h, icon, kbd } from "../dom.js"
import { field, form } from "../form.js"
import { projectKind } from "../kind.js"
import { markdown } from "../markdown.js"
import { score } from "../palette-search.js"
import { drawPreview, sampleData } from "../preview.js"
import { createProject, validateInterface } from "../server.js"
import { t } from "../strings.js"
import { loadInterface } from "./catalogue.js"
import { thumb } from "./thumbs.js"

/** @typedef {import("./catalogue.js").Template} Template */

/**
 * @param {import("../router.js").Room} room
 * @param {readonly Template[]} templates
 * @param {(project: import("../server.js").Project) => void} made
 * @returns {HTMLElement[]} the gallery and the pane
 */
export const gallery = (room, templates, made) => {
  const groups = [...new Set(templates.map((one) => one.group))]
  /** @type {string | null} */
  let group = null
  let drawn = 0
  const filter = h("input", { type: "search", placeholder: t.filterTemplates(templates.length), "aria-label": t.filterTemplates(templates.length) })
  const list = h("div", { class: "gl-list", role: "radiogroup", "aria-label": t.templates })
  const pane = h("aside", { class: "pane", "aria-label": t.preview })
  const groupBar = h("div", { class: "seg", role: "group", "aria-label": t.dataType })
  const wanted = room.route.query.get("template")
  let chosen = templates.find((one) => one.id === wanted) ?? templates[0]

  /** @param {Template} template */
  const show = async (template) => {
    chosen = template
    const turn = (drawn += 1)
    const stage = h("div", { class: `stage ${template.modality === "image" ? "px" : ""}`, role: "region", "aria-label": t.previewOf(template.title), tabindex: 0 })
    const title = field({ name: "title", label: t.projectTitle, value: template.title, required: true, more: { maxlength: 50 } })
    const kind = projectKind(await loadInterface(template.id))
    if (turn !== drawn) return
    fill(pane, stage, h("div", { class: "pp", tabindex: 0, role: "region", "aria-label": t.aboutTemplate },
      h("div", { class: "row" }, h("span", { class: "kind" }, icon(kind.icon, 20)), h("div", { class: "grow" }, h("h2", {}, template.title), h("div", { class: "s faint" }, kind.line))),
      h("p", { class: "dim" }, template.description), h("h3", {}, t.protocol), markdown(template.protocol),
      h("h3", {}, t.measuredBy), h("div", { class: "wrap" }, template.measures.map((one) => h("span", { class: "tag" }, one))),
      h("h3", {}, t.publishedAgreement), h("p", { class: "dim s" }, template.agreement ?? t.noPublishedFigure)),
    form({ class: "pane-foot", "aria-label": t.newProject }, async (values) => made(await createProject({
      title: String(values["title"]).trim(), label_config: await loadInterface(template.id), expert_instruction: template.protocol, description: template.description,
    })), title, h("button", { class: "btn first" }, t.useTemplate, kbd("Enter"))))
    await drawPreview(stage, await loadInterface(template.id), template.sample.data, template.sample.result)
  }

  const draw = () => {
    const words = filter.value.trim()
    const shown = templates.filter((one) => (group === null || one.group === group) && (words === "" || score(words, `${one.title} ${one.summary} ${one.description}`) > 0))
    fill(list, groups.filter((name) => shown.some((one) => one.group === name)).map((name) => {
      const inside = shown.filter((one) => one.group === name)
      return h("section", {}, h("h2", { class: "gl-head" }, name, " ", h("span", { class: "faint" }, inside.length)), h("div", { class: "tgr" }, inside.map((one) =>
        h("label", { class: "tc" }, h("input", { class: "sr", type: "radio", name: "template", value: one.id, checked: one === chosen, onchange: () => void show(one) }), thumb(one),
          h("span", { class: "tn" }, h("b", { class: "cut" }, one.title), h("span", { class: "xs faint cut" }, one.summary)), h("span", { class: "ck", "aria-hidden": "true" }, icon("check", 14))))))
    }), shown.length === 0 && h("div", { class: "empty" }, h("p", {}, t.nothingFound)),
    h("section", {}, h("h2", { class: "gl-head" }, t.withoutTemplate), h("div", { class: "own" },
      h("button", { type: "button", class: "oc", onclick: () => own("<View>\n  \n</View>", t.emptyProject) }, icon("plus", 20), h("span", {}, h("b", {}, t.emptyProject), h("span", { class: "xs" }, t.emptyProjectText))),
      h("button", { type: "button", class: "oc", onclick: () => own("", t.pasteInterface) }, icon("upload", 20), h("span", {}, h("b", {}, t.pasteInterface), h("span", { class: "xs" }, t.pasteInterfaceText))))))
  }

  /** @param {string} start @param {string} title */
  const own = (start, title) => {
    drawn += 1
    chosen = undefined
    for (const input of list.querySelectorAll("input:checked")) /** @type {HTMLInputElement} */ (input).checked = false
    const stage = h("div", { class: "stage", role: "region", "aria-label": t.preview, tabindex: 0 })
    const xml = field({ name: "label_config", label: t.interfaceXML, rows: 12, value: start, required: start === "", more: { spellcheck: "false", class: "mono s" } })
    const area = /** @type {HTMLTextAreaElement} */ (xml.querySelector("textarea"))
    const redraw = () => { if (area.value.trim() !== "") void drawPreview(stage, area.value, sampleData(area.value)) }
    area.addEventListener("input", redraw)
    fill(pane, stage, h("div", { class: "pp", tabindex: 0, role: "region", "aria-label": t.aboutTemplate }, h("h2", {}, title), h("p", { class: "dim" }, t.ownInterfaceText)),
      form({ class: "pane-foot", "aria-label": t.newProject }, async (values) => {
        const config = String(values["label_config"])
        if (config.trim() !== "" && config !== start) await validateInterface(config, null)
        made(await createProject({ title: String(values["title"]).trim(), label_config: config.trim() === "" ? "<View></View>" : config }))
      }, xml, field({ name: "title", label: t.projectTitle, required: true, more: { maxlength: 50 } }), h("button", { class: "btn first" }, t.createProject)))
    redraw()
    const first = start === "" ? area : pane.querySelector("input")
    if (first instanceof HTMLElement) first.focus()
  }

  const drawGroups = () => fill(groupBar, [null, ...groups].map((one) => h("button", {
    type: "button", "aria-pressed": String(group === one), onclick: () => { group = one; drawGroups(); draw() },
  }, one ?? t.all)))

  filter.addEventListener("input", draw)
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      const submit = pane.querySelector("form")
      if (submit) submit.requestSubmit()
    }
  })
  room.keys([{ key: "/", title: t.filterTemplates(templates.length), run: () => filter.focus() }])
  drawGroups()
  draw()
  if (wanted === "paste") own("", t.pasteInterface)
  else if (chosen) void show(chosen)
  return [h("div", { class: "gl" }, h("div", { class: "bar fl" }, h("label", { class: "field w220" }, icon("search"), filter, kbd("/")), groupBar, h("span", { class: "grow" }),
    h("span", { class: "s faint row hide-narrow" }, kbd("←"), kbd("→"), t.choose)), list), pane]
}
