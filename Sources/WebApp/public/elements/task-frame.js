import { sureSuggestions } from "../core/region-commands.js"
import { openSuggestions, takenRegions } from "../core/state.js"
import { openKeySheet } from "./dialogs.js"
import { framed, h, icon, iconButton } from "./dom.js"
import { LabelBarElement } from "./label-bar.js"
import { QuestionDockElement } from "./question-dock.js"
import { SidePanel } from "./side-panel.js"
import { layStage } from "./stage-layout.js"
import { footRow, topRow } from "./task-rows.js"
import { ToolRailElement } from "./tool-rail.js"
import { workbenchCommands } from "./workbench-commands.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("./side-panel.js").Tab} Tab
 * @typedef {import("./task-rows.js").Acts} Acts
 * @typedef {import("../net/session.js").TaskSession} TaskSession
 *
 * @typedef {Acts & Readonly<{ submit: () => void, skip: () => void, next: () => void, previous: () => void, instructions: () => void }>} FrameActs
 * @typedef {Readonly<{
 *   host: HTMLElement, context: Context, session: TaskSession | null, trail: import("../core/task-trail.js").TaskTrail, status: HTMLElement, acts: FrameActs, tab: Tab,
 *   say: (message: string) => void,
 * }>} FrameParts `session` is null for a preview: nothing can be handed in; `tab` is the panel shown first
 */

/** The screen of one open task. A task gets a frame of its own, so nothing of the one before can be left in it. */
export class TaskFrame {
  #parts
  #abort = new AbortController()
  #media
  #panel
  #dock = new QuestionDockElement()
  /** @type {HTMLElement} */
  #suggestions = h("span")
  /** @type {HTMLElement} */
  #accept = h("button")
  #undo
  #redo
  #frame = framed(() => this.#draw())

  /** @param {FrameParts} parts */
  constructor(parts) {
    this.#parts = parts
    const { host, context, session, acts, status, trail, tab } = parts
    const { store, commands, keymap } = context
    const { signal } = this.#abort
    const config = context.interface
    const { root, media } = layStage(config, context)
    this.#media = media
    this.#panel = new SidePanel({ context, annotation: session?.annotation?.id ?? null, tab })
    commands.add(this.#commands(), { signal })

    this.#dock.context = context
    this.#dock.suggested = session?.suggested ?? null
    const options = h("div", { class: "wb-opts", hidden: true })
    const stage = h("section", { class: "wb-stage", "aria-label": "Task" }, root, this.#dock)
    stage.addEventListener("medium-options", event => {
      const { element } = /** @type {CustomEvent<{ element: HTMLElement | null }>} */ (event).detail
      options.hidden = element === null
      options.replaceChildren(...(element ? [element] : []))
    })
    stage.addEventListener("question-done", () => { this.#nextQuestion(false) })
    this.#panel.root.addEventListener("question-done", event => this.#codedRegion(event), { signal })
    const bar = new LabelBarElement()
    bar.context = context
    const rail = new ToolRailElement()
    rail.context = context
    this.#undo = iconButton("undo", "Undo (Ctrl Z)", { onclick: () => commands.run("edit.undo") })
    this.#redo = iconButton("redo", "Redo (Ctrl Shift Z)", { onclick: () => commands.run("edit.redo") })
    host.classList.toggle("bare", session === null)
    const top = session ? topRow(session, acts) : null
    if (top) {
      this.#suggestions = top.suggestions
      this.#accept = top.accept
    }
    this.root = h("div", { class: `wb${media.length === 0 ? " no-rail" : ""}` }, top?.row,
      h("div", { class: "wb-bar" }, bar, config.labels.length === 0 && h("span", { class: "mute" }, "Answer the questions below"), h("span", { class: "grow" }), session === null && unapplied(config.root), this.#undo, this.#redo),
      rail, options, stage, this.#panel.root, session && footRow(session, { acts, keymap, trail, status }))
    store.addEventListener("change", event => this.#changed(/** @type {CustomEvent<import("../core/store.js").Change>} */ (event).detail), { signal })
    this.#draw()
  }

  /** The panel in sight. */
  get tab() { return this.#panel.tab }

  /** Kind of the medium that gets the keys when nothing else has the focus. */
  get scope() { return this.#media[0]?.dataset.scope }

  close() {
    this.#abort.abort()
    this.#frame.cancel()
  }

  /** Puts the keyboard into the first medium, unless it is at work elsewhere on the page. */
  takeFocus() {
    const { host } = this.#parts
    const [first] = this.#media
    const { activeElement } = document
    if (first && (activeElement === null || activeElement === document.body || host.contains(activeElement) || activeElement.contains(host))) queueMicrotask(() => first.focus())
  }

  /**
   * Goes to a question that has no good answer yet, and says why.
   *
   * @param {import("../core/validate.js").Missing} missing
   */
  jumpTo({ control, regionId, itemIndex, message }) {
    const { store } = this.#parts.context
    if (regionId !== null) {
      this.#show("details")
      store.dispatch({ view: { selection: new Set([regionId]), ...(itemIndex === null ? {} : { itemIndex }) } })
    } else if (itemIndex !== null) store.dispatch({ view: { itemIndex } })
    // The question is drawn in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const field = [...this.#panel.details.questions, ...this.#dock.questions].find(each => each.question.control.name === control.name)
      if (field) {
        this.#dock.classList.remove("folded")
        field.complain(message)
        field.focus()
      } else this.#parts.say(message)
    }))
  }

  /** @returns {import("../core/commands.js").CommandSpec[]} */
  #commands() {
    const { host, context, session, trail, acts } = this.#parts
    const { store } = context
    const { submit, skip, next, previous, instructions } = acts
    return workbenchCommands({
      config: context.interface, media: this.#media,
      undo: () => store.undo(), redo: () => store.redo(), canUndo: () => store.history.done.length > 0, canRedo: () => store.history.undone.length > 0,
      nextQuestion: only => this.#nextQuestion(only),
      ...(session ? {
        submit, next, previous,
        ...(session.project.show_skip_button === false ? {} : { skip }),
        ...(session.project.expert_instruction ? { instructions } : {}),
      } : {}),
      hasPrevious: () => trail.preceding !== undefined,
      keySheet: () => openKeySheet(context, host),
      togglePanel: () => host.classList.toggle("no-panel"),
      fullScreen: () => void (document.fullscreenElement ? document.exitFullscreen() : host.requestFullscreen()),
      showTab: name => this.#show(/** @type {Tab} */ (name)),
    })
  }

  /** @param {Tab} tab */
  #show(tab) {
    this.#parts.host.classList.remove("no-panel")
    this.#panel.show(tab)
  }

  /** @param {import("../core/store.js").Change} change */
  #changed({ before, after, transaction }) {
    this.#frame.ask()
    if (before.selection === after.selection || after.selection.size === 0) return
    const id = [...after.selection].at(-1) ?? ""
    const region = after.regions.get(id)
    if (!region) return
    for (const medium of this.#media) if (medium.context.object.name === region.objectName) medium.reveal?.(id)
    // What was just chosen is looked at: its questions, if it has any.
    if (this.#panel.tab === "regions" && transaction.origin !== "remote" && this.#asks(region)) this.#show("details")
    if (!before.regions.has(id) && (transaction.origin ?? "user") === "user") this.#askAtOnce(id)
  }

  /**
   * Gives the keyboard to the question that a new mark is made for, if there is one: what was marked is what it searches.
   *
   * @param {string} id of the region
   */
  #askAtOnce(id) {
    const { store } = this.#parts.context
    // The details are drawn in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (this.#panel.tab !== "details" || !store.state.selection.has(id)) return
      this.#panel.details.questions.find(field => field.asksAtOnce)?.focus()
    }))
  }

  /**
   * Whether anything is asked about a region.
   *
   * @param {import("../core/state.js").Region} region
   */
  #asks(region) {
    return [...this.#parts.context.interface.controls.values()].some(control => control.question && control.perRegion && control.toName.includes(region.objectName))
  }

  /**
   * A question that took the keyboard when its region was marked gives it back: to the next such question, or to where marking goes on.
   *
   * @param {Event} event
   */
  #codedRegion(event) {
    const { target } = event
    if (!(target instanceof HTMLElement) || !("asksAtOnce" in target)) return
    const next = this.#panel.details.questions.find(field => field.asksAtOnce && !field.contains(target))
    if (next) next.focus()
    else this.#media[0]?.focus()
  }

  #draw() {
    const { store } = this.#parts.context
    const { state, history } = store
    const open = openSuggestions(state).length
    const sure = sureSuggestions(state).length
    this.#suggestions.hidden = open === 0
    this.#suggestions.replaceChildren(icon("spark"), `${open} ${open === 1 ? "suggestion" : "suggestions"} open`)
    this.#accept.hidden = sure === 0
    this.#accept.textContent = `Accept ${sure} of .90 or more`
    this.#undo.disabled = history.done.length === 0
    this.#redo.disabled = history.undone.length === 0
    this.#panel.count({ regions: takenRegions(state).length + open, relations: state.relations.length })
  }

  /**
   * Puts the keyboard into the next question without an answer.
   *
   * @param {boolean} only only say whether there is one
   */
  #nextQuestion(only) {
    const asked = [...(this.#panel.tab === "details" ? this.#panel.details.questions : []), ...this.#dock.questions]
    const here = asked.findIndex(field => field.contains(document.activeElement))
    const field = [...asked.slice(here + 1), ...asked.slice(0, here + 1)].find(each => !each.answered) ?? (here < 0 ? asked[0] : undefined)
    if (!field) return false
    if (!only) {
      this.#dock.classList.remove("folded")
      field.focus()
    }
    return true
  }
}

/**
 * A quiet word, for whoever writes the interface, about a tag that is kept but has no effect.
 *
 * @param {import("../core/config.js").ConfigNode} node
 * @returns {HTMLElement | null}
 */
function unapplied(node) {
  if (node.tag === "Style") return h("span", { class: "mute s cut", title: `Line ${node.line}: sizes and colours are the workbench's own. The tag is kept.` }, "Style is not applied")
  for (const child of node.children) {
    const found = unapplied(child)
    if (found) return found
  }
  return null
}
