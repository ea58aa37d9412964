import { Commands } from "../core/commands.js"
import { parseConfig } from "../core/config.js"
import { Keymap, keyCaps } from "../core/keymap.js"
import { openSuggestions, takenRegions } from "../core/state.js"
import { fromResult } from "../core/result.js"
import { emptyState } from "../core/state.js"
import { Store } from "../core/store.js"
import { sureSuggestions } from "../core/region-commands.js"
import { missingAnswers, wrongAnswers } from "../core/validate.js"
import { APIError, api as server } from "../net/api.js"
import { openJournal } from "../net/journal.js"
import { Outbox } from "../net/outbox.js"
import { Prefetch } from "../net/prefetch.js"
import { TaskSession } from "../net/session.js"
import { copySafely, parseMarkup } from "../media/text/sanitise.js"
import { openInstructions, openKeySheet } from "./dialogs.js"
import { framed, h, icon, iconButton, keys } from "./dom.js"
import { HistoryListElement } from "./history-list.js"
import { LabelBarElement } from "./label-bar.js"
import { QuestionDockElement } from "./question-dock.js"
import { RegionDetailsElement } from "./region-details.js"
import { RegionListElement } from "./region-list.js"
import { RelationListElement } from "./relation-list.js"
import { loadRooms } from "./rooms.js"
import { SaveStatusElement } from "./save-status.js"
import { layStage } from "./stage-layout.js"
import { ToolRailElement } from "./tool-rail.js"
import { workbenchCommands } from "./workbench-commands.js"
import { listenForKeys } from "./workbench-keys.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("./contracts.js").MediaElement} MediaElement
 * @typedef {import("../net/session.js").Project} Project
 * @typedef {import("../net/session.js").User} User
 * @typedef {import("../core/store.js").Change} Change
 * @typedef {Readonly<{ labelConfig: string, data: Readonly<Record<string, unknown>>, result?: readonly unknown[], prediction?: readonly unknown[], title?: string }>} Preview
 *
 * @typedef {"regions" | "details" | "relations" | "history"} Tab
 */

/**
 * The workbench: one task on one screen. Give it `project-id` (and `task-id`, else it asks the server for the next one), or a `preview`.
 *
 * Events, all bubbling: `task-change` (detail `{ task, project }`), `workbench-leave`, `palette-open`, `tasks-done`.
 * For a palette: `commandList()`. For address bars: set `taskId`, or call `open(id)`.
 */
export class LabelWorkbenchElement extends HTMLElement {
  static observedAttributes = ["task-id", "project-id"]

  /** The server to talk to. */
  api = server
  /**
   * Who works here; asked of the server if left out.
   *
   * @type {User | null}
   */
  user = null
  /**
   * Ids to go through instead of the server's queue.
   *
   * @type {readonly number[]}
   */
  queue = []
  /**
   * The person's own keys, by command.
   *
   * @type {import("../core/keymap.js").Overrides}
   */
  keys = {}
  /**
   * Shown instead of a task of the server.
   *
   * @type {Preview | null}
   */
  preview = null

  commands = new Commands(() => this.#store)
  #keymap = new Keymap(this.commands, { mac: /Mac/.test(navigator.platform) })
  /** @type {AbortController | undefined} */
  #connected
  /**
   * Of the open task.
   *
   * @type {AbortController | undefined}
   */
  #opened
  /** @type {Store | null} */
  #store = null
  /** @type {TaskSession | null} */
  #session = null
  /** @type {Project | null} */
  #project = null
  /** @type {import("../net/journal.js").Journal | null} */
  #journal = null
  /** @type {Outbox | null} */
  #outbox = null
  /** @type {Prefetch | null} */
  #prefetch = null
  /**
   * Tasks seen in this visit, and where in them we are.
   *
   * @type {number[]}
   */
  #trail = []
  #at = -1
  #opening = 0
  /** @type {readonly MediaElement[]} */
  #media = []
  /** @type {Tab} */
  #tab = "regions"
  /** @type {Partial<Record<Tab, HTMLElement>>} */
  #panels = {}
  /** @type {QuestionDockElement | null} */
  #dock = null
  /** @type {RegionDetailsElement | null} */
  #details = null
  #status = new SaveStatusElement()
  #live = h("div", { class: "sr", "aria-live": "polite" })
  #banner = h("div", { class: "wbanner", hidden: true, role: "alert" })
  /**
   * Parts of the frame that change with the state.
   *
   * @type {{ suggestions: HTMLElement, accept: HTMLButtonElement, undo: HTMLButtonElement, redo: HTMLButtonElement, tabs: Record<Tab, HTMLElement>, options: HTMLElement } | null}
   */
  #parts = null
  #frame = framed(() => this.#draw())
  #busy = false

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    this.#keymap.remap(this.keys)
    listenForKeys({ root: this, commands: this.commands, keymap: this.#keymap, signal, scope: () => this.#scope() })
    addEventListener("online", () => { this.#session?.sync.retry(); this.#outbox?.retry() }, { signal })
    document.addEventListener("visibilitychange", () => {
      const hidden = document.visibilityState === "hidden"
      this.#session?.seen(hidden)
      if (hidden) this.#session?.sync.leave()
    }, { signal })
    addEventListener("pagehide", () => this.#session?.sync.leave(), { signal })
    void this.#start()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#opened?.abort()
    this.#frame.cancel()
    this.#prefetch?.drop()
    void this.#session?.close()
  }

  /**
   * @param {string} name
   * @param {string | null} old
   * @param {string | null} value
   */
  attributeChangedCallback(name, old, value) {
    if (!this.isConnected || old === value || this.preview) return
    if (name === "project-id") void this.#start()
    else if (value !== null && Number(value) !== this.#session?.task.id) void this.open(Number(value))
  }

  get projectId() { return Number(this.getAttribute("project-id")) }
  set projectId(id) { this.setAttribute("project-id", String(id)) }
  get taskId() { return this.hasAttribute("task-id") ? Number(this.getAttribute("task-id")) : this.#session?.task.id ?? null }
  set taskId(id) {
    if (id === null) this.removeAttribute("task-id")
    else this.setAttribute("task-id", String(id))
  }

  /** The store of the open task. */
  get store() { return this.#store }
  /** Whether something here is not at the server yet. */
  get unsent() { return (this.#session?.sync.status.unsent ?? 0) + (this.#outbox?.parcels.length ?? 0) }

  /** What can be done now, for a palette. */
  commandList() {
    return this.commands.all().filter(spec => !spec.hidden && this.commands.can(spec.id))
      .map(spec => ({ id: spec.id, title: spec.title, keys: this.#keymap.keysOf(spec.id), run: () => { this.commands.run(spec.id) } }))
  }

  /**
   * Shows another preview.
   *
   * @param {Preview} preview
   */
  async show(preview) {
    this.preview = preview
    if (this.isConnected) await this.#start()
  }

  async #start() {
    const turn = ++this.#opening
    try {
      if (this.preview) {
        await this.#openPreview(this.preview, turn)
        return
      }
      if (!this.projectId) return
      this.#wait()
      this.#journal ??= await openJournal()
      const [project, user] = await Promise.all([
        this.api.get(`/api/projects/${this.projectId}/`),
        this.user ?? this.api.get("/api/session").then(answer => answer.user),
      ])
      if (turn !== this.#opening) return
      this.#project = project
      this.user = user
      if (!this.#outbox) {
        this.#outbox = new Outbox({ api: this.api, journal: this.#journal })
        this.#outbox.addEventListener("change", () => this.#frame.ask())
        this.#outbox.addEventListener("refused", event => this.#refused(/** @type {CustomEvent} */ (event).detail.parcel))
        await this.#outbox.restore(user.id)
        const left = this.#outbox.parcels.find(parcel => parcel.refused !== undefined)
        if (left) this.#refused(left)
      }
      this.#prefetch?.drop()
      this.#prefetch = new Prefetch({ api: this.api, project: project.id, labelConfig: () => this.#project?.label_config ?? "" })
      const wanted = Number(this.getAttribute("task-id"))
      if (wanted) await this.open(wanted)
      else await this.#openNext()
    } catch (error) {
      if (turn === this.#opening || error instanceof APIError) this.#fail(error)
    }
  }

  /**
   * Opens a task by its id.
   *
   * @param {number} id
   */
  async open(id) {
    const turn = ++this.#opening
    await this.#leave()
    const at = this.#trail.indexOf(id)
    try {
      const task = await this.api.get(`/api/tasks/${id}/`)
      if (turn !== this.#opening) return
      if (at >= 0) this.#at = at
      else this.#at = this.#trail.push(id) - 1
      await this.#openSession(task, turn)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** The next task: of those seen already, of the given list, or of the server's queue. */
  async next() {
    const known = this.#trail[this.#at + 1]
    if (known !== undefined) return this.open(known)
    if (this.queue.length > 0) {
      const following = this.queue[this.queue.indexOf(this.#session?.task.id ?? NaN) + 1]
      return following === undefined ? this.#done() : this.open(following)
    }
    await this.#leave()
    return this.#openNext()
  }

  async previous() {
    const id = this.#trail[this.#at - 1] ?? this.queue[this.queue.indexOf(this.#session?.task.id ?? NaN) - 1]
    if (id !== undefined) await this.open(id)
  }

  async #openNext() {
    const turn = ++this.#opening
    try {
      const task = this.#prefetch?.take() ?? await this.api.get(`/api/projects/${this.projectId}/next`)
      if (turn !== this.#opening) return
      this.#trail.splice(this.#at + 1)
      this.#at = this.#trail.push(task.id) - 1
      await this.#openSession(task, turn)
    } catch (error) {
      if (error instanceof APIError && error.status === 404) this.#done()
      else this.#fail(error)
    }
  }

  /** Leaves the open task: what is unsent goes out, and stays in the journal until it has. */
  async #leave() {
    const session = this.#session
    this.#session = null
    if (session) void session.close()
  }

  /**
   * @param {any} task
   * @param {number} turn
   */
  async #openSession(task, turn) {
    const project = this.#project
    if (!project || !this.user || !this.#journal) return
    const session = await TaskSession.open({ api: this.api, journal: this.#journal, project, task, user: this.user })
    await loadRooms(session.store.state.config)
    if (turn !== this.#opening) return
    this.#session = session
    session.sync.addEventListener("status", () => this.#frame.ask())
    session.sync.addEventListener("merged", event => {
      const { conflicts, changes } = /** @type {CustomEvent} */ (event).detail
      this.announce(`Another window changed this task: ${changes} ${changes === 1 ? "change" : "changes"} came in${conflicts > 0 ? `, ${conflicts} made in both stayed as they are here` : ""}.`)
    })
    this.#build(session.store, session)
    if (session.restored > 0) this.announce("Work that had not reached the server was found here and is open again.")
    this.dispatchEvent(new CustomEvent("task-change", { bubbles: true, detail: { task: session.task, project } }))
    if (this.queue.length === 0 && !this.#trail[this.#at + 1]) void this.#outbox?.settled().then(() => { if (this.#session === session) void this.#prefetch?.fill(task.id) })
    if (project.show_instruction && project.expert_instruction && !instructed.has(project.id)) {
      instructed.add(project.id)
      this.#instructions()
    }
  }

  /**
   * @param {Preview} preview
   * @param {number} turn
   */
  async #openPreview({ labelConfig, data, result = [], prediction = [] }, turn) {
    const config = parseConfig(labelConfig, data)
    await loadRooms(config)
    if (turn !== this.#opening) return
    const suggestions = fromResult(prediction, { suggestion: true, config, firstOrder: result.length })
    const own = fromResult(result, { config })
    this.#build(new Store({ ...emptyState(config, { id: 0, data, project: 0 }), ...own, regions: new Map([...own.regions, ...suggestions.regions]) }), null)
  }

  /**
   * Builds the frame of a task anew: nothing of the task before can be left in it.
   *
   * @param {Store} store
   * @param {TaskSession | null} session
   */
  #build(store, session) {
    this.#opened?.abort()
    const { signal } = (this.#opened = new AbortController())
    this.#store = store
    const { config, task } = store.state
    /** @type {Context} */
    const context = {
      store, interface: config, task, commands: this.commands, keymap: this.#keymap, api: session ? this.api : null, readonly: false, announce: message => this.announce(message),
    }
    const { root, media } = layStage(config, context)
    this.#media = media
    const project = session?.project
    this.commands.add(workbenchCommands({
      config, media,
      undo: () => store.undo(), redo: () => store.redo(), canUndo: () => store.history.done.length > 0, canRedo: () => store.history.undone.length > 0,
      nextQuestion: only => this.#nextQuestion(only),
      ...(session ? {
        submit: () => void this.submit(), next: () => void this.next(), previous: () => void this.previous(),
        ...(project?.show_skip_button === false ? {} : { skip: () => void this.skip() }),
        ...(project?.expert_instruction ? { instructions: () => this.#instructions() } : {}),
      } : {}),
      hasPrevious: () => this.#at > 0 || this.queue.indexOf(task.id) > 0,
      keySheet: () => openKeySheet(context, this),
      togglePanel: () => this.classList.toggle("no-panel"),
      fullScreen: () => void (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen()),
      showTab: name => this.#showTab(/** @type {Tab} */ (name)),
    }), { signal })

    const dock = new QuestionDockElement()
    dock.context = context
    dock.suggested = session?.suggested ?? null
    this.#dock = dock
    const options = h("div", { class: "wb-opts", hidden: true })
    const stage = h("section", { class: "wb-stage", "aria-label": "Task" }, root, dock)
    stage.addEventListener("medium-options", event => {
      const { element } = /** @type {CustomEvent<{ element: HTMLElement | null }>} */ (event).detail
      options.hidden = element === null
      options.replaceChildren(...(element ? [element] : []))
    })
    stage.addEventListener("question-done", () => { this.#nextQuestion(false) })
    const bar = new LabelBarElement()
    bar.context = context
    const rail = new ToolRailElement()
    rail.context = context
    const undo = iconButton("undo", "Undo (Ctrl Z)", { onclick: () => this.commands.run("edit.undo") })
    const redo = iconButton("redo", "Redo (Ctrl Shift Z)", { onclick: () => this.commands.run("edit.redo") })
    const panel = this.#panel(context, session)
    const hasLabels = config.labels.length > 0
    this.className = `${session ? "" : "bare"}${this.classList.contains("no-panel") ? " no-panel" : ""}`.trim()
    this.replaceChildren(
      h("div", { class: `wb${media.length === 0 ? " no-rail" : ""}` },
        ...(session ? [this.#top(session)] : []),
        h("div", { class: "wb-bar" }, bar, !hasLabels && h("span", { class: "mute" }, "Answer the questions below"), h("span", { class: "grow" }), undo, redo),
        rail, options, stage, panel,
        ...(session ? [this.#foot(session)] : [])),
      this.#banner, this.#live)
    if (!session) this.#parts = { suggestions: h("span"), accept: h("button"), undo, redo, tabs: this.#tabs, options }
    else this.#parts = { suggestions: /** @type {HTMLElement} */ (this.querySelector(".open-suggestions")), accept: /** @type {HTMLButtonElement} */ (this.querySelector(".accept-sure")), undo, redo, tabs: this.#tabs, options }
    store.addEventListener("change", event => this.#changed(/** @type {CustomEvent<Change>} */ (event).detail), { signal })
    for (const error of config.errors) this.#say(`The interface has a fault in line ${error.line}: ${error.message}`, [])
    if (config.errors.length === 0 && this.#banner.dataset.kind !== "refused") this.#banner.hidden = true
    this.#draw()
    const [first] = media
    if (session && first && (document.activeElement === document.body || document.activeElement === null || this.contains(document.activeElement) || document.activeElement?.contains(this))) queueMicrotask(() => first.focus())
  }

  /** @param {TaskSession} session */
  #top({ project, task }) {
    const leave = iconButton("chevron-right", "Back to the data of this project", { class: "wbtn quiet icon back", onclick: () => this.dispatchEvent(new CustomEvent("workbench-leave", { bubbles: true })) })
    const [[data] = [""]] = [Object.values(task.data).filter(value => typeof value === "string" && value.length < 40 && !/^(\/|\w+:)/.test(value))]
    return h("header", { class: "wb-top" }, leave,
      h("nav", { class: "crumb row cut", "aria-label": "Where you are" }, h("span", { class: "cut" }, project.title), h("span", { class: "sep" }, "/"), h("b", { class: "cut" }, `Task ${task.inner_id ?? task.id}`), typeof data === "string" && data ? h("span", { class: "mute cut wb-aside" }, data) : null),
      h("span", { class: "grow" }),
      h("span", { class: "wchip warn open-suggestions", hidden: true }),
      h("button", { type: "button", class: "wbtn quiet accept-sure", hidden: true, onclick: () => this.commands.run("suggestion.accept-sure") }),
      project.expert_instruction && h("button", { type: "button", class: "wbtn quiet", title: "Instructions of this project (Shift I)", onclick: () => this.#instructions() }, icon("text"), h("span", { class: "wb-aside" }, "Instructions")),
      h("button", { type: "button", class: "wbtn quiet", "aria-label": "Commands", onclick: () => this.dispatchEvent(new CustomEvent("palette-open", { bubbles: true })) }, icon("search"), ...keys(["Ctrl K"])),
      iconButton("keyboard", "All keys (?)", { onclick: () => this.commands.run("view.keys") }))
  }

  /** @param {TaskSession} session */
  #foot({ project, task, annotation }) {
    const caps = (/** @type {string} */ id) => {
      const [key] = this.#keymap.keysOf(id)
      return key ? keys([keyCaps(key).join(" ")]) : []
    }
    const total = Number(project.task_number ?? 0)
    const position = this.queue.length > 0 ? `${this.queue.indexOf(task.id) + 1} / ${this.queue.length}` : total > 0 ? `${task.inner_id ?? "–"} / ${total}` : `Task ${task.inner_id ?? task.id}`
    return h("footer", { class: "wb-status" }, this.#status, h("span", { class: "grow" }),
      h("span", { class: "row mute wb-hints" }, ...keys(["[", "]"]), "region", h("span", { class: "gap" }), ...keys(["A"]), "accept", ...keys(["X"]), "reject suggestion"), h("span", { class: "vr wb-hints" }),
      iconButton("chevron-right", "Previous task", { class: "wbtn quiet icon back", disabled: !(this.#at > 0 || this.queue.indexOf(task.id) > 0), onclick: () => this.commands.run("task.previous") }),
      h("span", {}, position),
      iconButton("chevron-right", "Next task", { onclick: () => this.commands.run("task.next") }), h("span", { class: "vr" }),
      project.show_skip_button !== false && h("button", { type: "button", class: "wbtn big", onclick: () => this.commands.run("task.skip") }, "Skip", h("span", { class: "wb-aside" }, ...caps("task.skip"))),
      h("button", { type: "button", class: "wbtn big primary", onclick: () => this.commands.run("task.submit") }, annotation ? "Update" : "Submit", h("span", { class: "wb-aside" }, ...caps("task.submit"))))
  }

  /** @type {Record<Tab, HTMLElement>} */
  #tabs = { regions: h("span"), details: h("span"), relations: h("span"), history: h("span") }

  /**
   * @param {Context} context
   * @param {TaskSession | null} session
   */
  #panel(context, session) {
    const list = new RegionListElement()
    const details = new RegionDetailsElement()
    const relations = new RelationListElement()
    const history = new HistoryListElement()
    for (const element of [list, details, relations, history]) element.context = context
    history.annotationId = session?.annotation?.id ?? null
    this.#details = details
    this.#panels = { regions: list, details, relations, history }
    /** @type {[Tab, string][]} */
    const names = [["regions", "Regions"], ["details", "Details"], ["relations", "Relations"], ["history", "History"]]
    const tabs = names.map(([name, title]) => {
      const count = h("span", { class: "n" })
      this.#tabs = { ...this.#tabs, [name]: count }
      return h("button", { type: "button", class: "wtab", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, "data-tab": name, onclick: () => this.#showTab(name) }, title, count)
    })
    const strip = h("div", { class: "wtabs", role: "tablist", "aria-label": "Panel" }, ...tabs)
    strip.addEventListener("keydown", event => {
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
      if (by === 0) return
      event.preventDefault()
      const at = names.findIndex(([name]) => name === this.#tab)
      const [name] = names[(at + by + names.length) % names.length] ?? ["regions"]
      this.#showTab(name)
      strip.querySelector(`#tab-${name}`) instanceof HTMLElement && /** @type {HTMLElement} */ (strip.querySelector(`#tab-${name}`)).focus()
    })
    for (const [name, panel] of Object.entries(this.#panels)) {
      panel.id = `panel-${name}`
      panel.setAttribute("role", "tabpanel")
      panel.setAttribute("aria-labelledby", `tab-${name}`)
    }
    const panel = h("aside", { class: "wb-panel", "aria-label": "Regions and details" }, strip, list, details, relations, history)
    queueMicrotask(() => this.#showTab(this.#tab))
    return panel
  }

  /** @param {Tab} tab */
  #showTab(tab) {
    this.#tab = tab
    this.classList.remove("no-panel")
    for (const [name, panel] of Object.entries(this.#panels)) {
      const shown = name === tab
      panel.hidden = !shown
      const button = this.querySelector(`#tab-${name}`)
      button?.setAttribute("aria-selected", String(shown))
      button?.setAttribute("tabindex", shown ? "0" : "-1")
    }
    // Hidden panels do not draw; the one that comes into view catches up.
    /** @type {{ refresh?: () => void } | undefined} */ (this.#panels[tab])?.refresh?.()
    this.#frame.ask()
  }

  /** @param {Change} change */
  #changed({ before, after, transaction }) {
    this.#frame.ask()
    if (before.selection === after.selection || after.selection.size === 0) return
    const id = [...after.selection].at(-1) ?? ""
    const region = after.regions.get(id)
    if (!region) return
    for (const medium of this.#media) if (medium.context.object.name === region.objectName) medium.reveal?.(id)
    // What was just chosen is looked at: its questions, if it has any.
    if (this.#tab === "regions" && transaction.origin !== "remote" && this.#asks(region)) this.#showTab("details")
  }

  /**
   * Whether anything is asked about a region.
   *
   * @param {import("../core/state.js").Region} region
   */
  #asks(region) {
    return [...(this.#store?.state.config.controls.values() ?? [])].some(control => control.question && control.perRegion && control.toName.includes(region.objectName))
  }

  #draw() {
    const store = this.#store
    const parts = this.#parts
    if (!store || !parts) return
    const { state } = store
    const open = openSuggestions(state).length
    const sure = sureSuggestions(state).length
    parts.suggestions.hidden = open === 0
    parts.suggestions.replaceChildren(icon("spark"), `${open} ${open === 1 ? "suggestion" : "suggestions"} open`)
    parts.accept.hidden = sure === 0
    parts.accept.textContent = `Accept ${sure} of .90 or more`
    parts.undo.disabled = store.history.done.length === 0
    parts.redo.disabled = store.history.undone.length === 0
    this.#tabs.regions.textContent = String(takenRegions(state).length + open)
    this.#tabs.relations.textContent = state.relations.length > 0 ? String(state.relations.length) : ""
    this.#status.show(this.#session?.sync.status ?? null, this.#outbox?.parcels ?? [], this.#journal?.durable ?? false)
    const status = this.#session?.sync.status
    if (status?.state === "offline" && this.#banner.dataset.kind !== "refused") this.#say(`The server cannot be reached. Work goes on: ${status.unsent} ${status.unsent === 1 ? "change is" : "changes are"} kept ${this.#journal?.durable ? "in this browser" : "in this window only"} and will be sent.`, [], "offline")
    else if (this.#banner.dataset.kind === "offline") this.#banner.hidden = true
  }

  /** Hands the work in and goes on. */
  async submit() {
    const session = this.#session
    const store = this.#store
    if (!session || !store || this.#busy) return
    const missing = [...missingAnswers(store.state, { items: this.#items() }), ...wrongAnswers(store.state)]
    if (missing[0]) {
      this.#jumpTo(missing[0])
      this.announce(`${missing.length === 1 ? "One answer is" : `${missing.length} answers are`} missing or wrong. ${missing[0].message}`)
      return
    }
    if (session.project.enable_empty_annotation === false && takenRegions(store.state).length === 0 && store.state.answers.size === 0) {
      this.#say("This project takes no empty work: mark or answer something, or skip the task.", [])
      return
    }
    await this.#hand({ skipped: false })
  }

  async skip() {
    await this.#hand({ skipped: true })
  }

  /** @param {{ skipped: boolean }} how */
  async #hand({ skipped }) {
    const session = this.#session
    const outbox = this.#outbox
    if (!session || !outbox || this.#busy) return
    this.#busy = true
    if (this.#banner.dataset.kind !== "refused") this.#banner.hidden = true
    const turn = this.#opening
    try {
      // The draft's last answer must be in before the work is: else a late save would bring the draft back.
      await session.sync.stop()
      const parcel = await session.parcel({ skipped })
      this.#session = null
      const sent = outbox.send(parcel)
      const ahead = this.queue.length > 0 || this.#trail[this.#at + 1] !== undefined || this.#prefetch?.peek()
      if (ahead) void sent.catch(() => {})
      else {
        // Without a task at hand the server must know first, or it would give the same one again.
        try {
          await sent
        } catch (error) {
          if (!(error instanceof APIError)) throw error
          if (error.passing) this.#stranded()
          else await this.#bringBack(parcel.id)
          return
        }
      }
      if (turn !== this.#opening) return
      this.announce(skipped ? "Skipped." : session.annotation ? "Updated." : "Submitted.")
      await this.next()
    } finally {
      this.#busy = false
      this.#frame.ask()
    }
  }

  /**
   * The server would not have it: it can be brought back as it was.
   *
   * @param {import("../net/journal.js").Parcel} parcel
   */
  #refused(parcel) {
    this.#say(`Task ${parcel.task} was not accepted: ${parcel.refused} Your work is kept.`, [h("button", { type: "button", class: "wbtn", onclick: () => void this.#bringBack(parcel.id) }, "Open it")], "refused")
  }

  /**
   * Opens refused work as it was handed in, on top of what the server holds.
   *
   * @param {string} id of its parcel
   */
  async #bringBack(id) {
    const parcel = this.#outbox?.parcels.find(each => each.id === id)
    if (!parcel) return
    const { result } = /** @type {{ result: unknown[] }} */ (parcel.body)
    await this.open(parcel.task)
    const store = this.#store
    if (!store || this.#session?.task.id !== parcel.task) return
    const read = fromResult(result, { config: store.state.config })
    store.dispatch({
      steps: [
        ...[...store.state.regions.values()].filter(region => !region.suggestion && !read.regions.has(region.id)).map(region => /** @type {const} */ ({ op: "remove", id: region.id })),
        ...[...read.regions.values()].map(region => /** @type {const} */ ({ op: "put", region })),
        ...[...read.answers].map(([key, answer]) => {
          const mark = key.lastIndexOf("#")
          return /** @type {const} */ ({ op: "answer", answer, control: mark < 0 ? key : key.slice(0, mark), ...(mark < 0 ? {} : { item: Number(key.slice(mark + 1)) }) })
        }),
        ...read.relations.map(relation => /** @type {const} */ ({ op: "relate", relation })),
      ],
      title: "Bring back refused work",
    })
    // Only now that it is in the journal as a draft again may the parcel go.
    await this.#outbox?.withdraw(id)
    this.#say(`The server did not accept this task: ${parcel.refused} Everything is as you handed it in.`, [])
  }

  /** Handed in without a line to the server, and no task at hand: the work is safe, the next task comes with the line. */
  #stranded() {
    this.#close()
    const again = () => {
      if (this.#store || this.#session) return
      this.#outbox?.removeEventListener("sent", again)
      void this.next()
    }
    this.#outbox?.addEventListener("sent", again)
    this.replaceChildren(h("div", { class: "nothing whole", role: "alert" }, icon("warning"), h("b", {}, "The server cannot be reached"),
      h("p", {}, `Your work on this task is kept ${this.#journal?.durable ? "in this browser" : "in this window"} and will be sent. The next task opens when the server answers.`),
      h("button", { type: "button", class: "wbtn big", onclick: () => this.#outbox?.retry() }, "Try now")), this.#banner, this.#live)
  }

  /** @param {import("../core/validate.js").Missing} missing */
  #jumpTo({ control, regionId, itemIndex, message }) {
    const store = this.#store
    if (!store) return
    if (regionId !== null) {
      this.#showTab("details")
      store.dispatch({ view: { selection: new Set([regionId]), ...(itemIndex === null ? {} : { itemIndex }) } })
    } else if (itemIndex !== null) store.dispatch({ view: { itemIndex } })
    // The question is drawn in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const fields = [...(this.#details?.questions ?? []), ...(this.#dock?.questions ?? [])]
      const field = fields.find(each => each.question.control.name === control.name)
      if (field) {
        this.#dock?.classList.remove("folded")
        field.complain(message)
        field.focus()
      } else this.#say(message, [])
    }))
  }

  /** How many images a multi-image task has. */
  #items() {
    return Math.max(1, ...[...(this.#store?.state.config.objects.values() ?? [])].map(object => (Array.isArray(object.value) && object.tag === "Image" ? object.value.length : 1)))
  }

  /**
   * Puts the keyboard into the next question without an answer.
   *
   * @param {boolean} only only say whether there is one
   */
  #nextQuestion(only) {
    const asked = [...(this.#tab === "details" ? this.#details?.questions ?? [] : []), ...(this.#dock?.questions ?? [])]
    const here = asked.findIndex(field => field.contains(document.activeElement))
    const field = [...asked.slice(here + 1), ...asked.slice(0, here + 1)].find(each => !each.answered) ?? (here < 0 ? asked[0] : undefined)
    if (!field) return false
    if (!only) {
      this.#dock?.classList.remove("folded")
      field.focus()
    }
    return true
  }

  #instructions() {
    const text = String(this.#project?.expert_instruction ?? "")
    openInstructions(text, this, markup => {
      const place = h("div", { class: "instructions" })
      copySafely(parseMarkup(markup), place, () => {}, { links: true })
      return place
    })
  }

  /** Kind of the medium that gets the keys. */
  #scope() {
    const active = document.activeElement?.closest?.("[data-scope]")
    const inside = active instanceof HTMLElement && this.contains(active) ? active.dataset.scope : undefined
    return inside ?? this.#media[0]?.dataset.scope ?? "global"
  }

  /**
   * Says something short to screen readers.
   *
   * @param {string} message
   */
  announce(message) {
    this.#live.textContent = ""
    requestAnimationFrame(() => { this.#live.textContent = message })
  }

  /**
   * @param {string} message
   * @param {readonly HTMLElement[]} acts
   * @param {string} [kind]
   */
  #say(message, acts, kind = "") {
    this.#banner.dataset.kind = kind
    this.#banner.replaceChildren(icon("warning"), h("span", { class: "grow" }, message), ...acts, iconButton("close", "Close", { onclick: () => { this.#banner.hidden = true } }))
    this.#banner.hidden = false
  }

  /** The frame of a task that is on its way: its bones, no spinner. */
  #wait() {
    if (this.#store) return
    const line = (/** @type {number} */ width) => {
      const bone = h("i")
      bone.style.inlineSize = `${width}%`
      return bone
    }
    this.replaceChildren(h("div", { class: "wb waiting", "aria-busy": "true" }, h("div", { class: "wb-top" }), h("div", { class: "wb-bar" }), h("div", { class: "wb-stage" }, h("div", { class: "skeleton" }, ...[92, 86, 95, 60, 88].map(line))), h("div", { class: "wb-panel" }), h("div", { class: "wb-status" })), this.#banner, this.#live)
  }

  #done() {
    this.#close()
    this.replaceChildren(h("div", { class: "nothing whole" }, icon("check"), h("b", {}, "Nothing is left to label"), h("p", {}, "Every task of this project that is yours has been handed in."),
      h("button", { type: "button", class: "wbtn big", onclick: () => this.dispatchEvent(new CustomEvent("workbench-leave", { bubbles: true })) }, "Back to the data"),
      this.#trail.length > 0 ? h("button", { type: "button", class: "wbtn quiet", onclick: () => void this.open(/** @type {number} */ (this.#trail.at(-1))) }, "Look at the last one again") : null, this.#status), this.#banner, this.#live)
    this.#status.show(null, this.#outbox?.parcels ?? [], this.#journal?.durable ?? false)
    this.dispatchEvent(new CustomEvent("tasks-done", { bubbles: true }))
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!(error instanceof Error)) throw error
    this.#close()
    this.replaceChildren(h("div", { class: "nothing whole", role: "alert" }, icon("warning"), h("b", {}, "The task could not be opened"), h("p", {}, error.message),
      h("button", { type: "button", class: "wbtn big", onclick: () => void this.#start() }, "Try again")), this.#banner, this.#live)
    if (!(error instanceof APIError)) throw error
  }

  #close() {
    this.#opened?.abort()
    this.#store = null
    this.#parts = null
    this.#media = []
  }
}

/**
 * Projects whose instructions were shown in this visit.
 *
 * @type {Set<number>}
 */
const instructed = new Set()
