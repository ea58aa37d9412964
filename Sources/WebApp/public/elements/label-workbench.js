import { bringBack } from "../core/bring-back.js"
import { Commands } from "../core/commands.js"
import { parseConfig } from "../core/config.js"
import { Keymap } from "../core/keymap.js"
import { fromResult } from "../core/result.js"
import { emptyState, takenRegions } from "../core/state.js"
import { Store } from "../core/store.js"
import { TaskTrail } from "../core/task-trail.js"
import { missingAnswers, wrongAnswers } from "../core/validate.js"
import { APIError, api as server } from "../net/api.js"
import { openJournal } from "../net/journal.js"
import { Outbox } from "../net/outbox.js"
import { Prefetch } from "../net/prefetch.js"
import { TaskSession } from "../net/session.js"
import { copySafely, parseMarkup } from "../media/text/sanitise.js"
import { donePage, failedPage, strandedPage, waitingPage } from "./blank-pages.js"
import { openInstructions } from "./dialogs.js"
import { framed, h } from "./dom.js"
import { Notices } from "./notices.js"
import { loadRooms } from "./rooms.js"
import { SaveStatusElement } from "./save-status.js"
import { TaskFrame } from "./task-frame.js"
import { listenForKeys } from "./workbench-keys.js"

/**
 * @typedef {import("../net/session.js").Project} Project
 * @typedef {import("../net/session.js").User} User
 * @typedef {Readonly<{ labelConfig: string, data: Readonly<Record<string, unknown>>, result?: readonly unknown[], prediction?: readonly unknown[], title?: string }>} Preview
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

  commands = new Commands(() => this.store)
  #keymap = new Keymap(this.commands, { mac: /Mac/.test(navigator.platform) })
  /** @type {AbortController | undefined} */
  #connected
  /** @type {TaskFrame | null} */
  #task = null
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
  #trail = new TaskTrail()
  /** Counts what was asked to open: an answer that comes after the next question is dropped. */
  #opening = 0
  #notices = new Notices()
  #status = new SaveStatusElement()
  #frame = framed(() => this.#showStatus())
  #busy = false
  /**
   * What must have settled before work is handed in.
   *
   * @type {Set<() => Promise<unknown>>}
   */
  #gates = new Set()

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
    this.#task?.close()
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

  /** Ids to go through instead of the server's queue. */
  get queue() { return this.#trail.queue }
  set queue(ids) { this.#trail.queue = ids }

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

  /**
   * Says something short to screen readers.
   *
   * @param {string} message
   */
  announce(message) {
    this.#notices.announce(message)
  }

  // Opening

  async #start() {
    const turn = ++this.#opening
    try {
      if (this.preview) {
        await this.#openPreview(this.preview, turn)
        return
      }
      if (!this.projectId) return
      if (!this.#store) this.replaceChildren(waitingPage(), ...this.#notices.elements)
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
    this.#leave()
    try {
      const task = await this.api.get(`/api/tasks/${id}/`)
      if (turn !== this.#opening) return
      // A link may be made by hand; another project's task must not be labelled with this one's interface.
      if (task.project !== this.projectId) throw new APIError({ status: 404, detail: `Task ${id} is not in this project`, validation_errors: {}, body: null })
      this.#trail.visit(id)
      await this.#openSession(task, turn)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** The next task: of those seen already, of the given list, or of the server's queue. */
  async next() {
    const { following, queue } = this.#trail
    if (following !== undefined) return this.open(following)
    if (queue.length > 0) return this.#done()
    this.#leave()
    return this.#openNext()
  }

  async previous() {
    const { preceding } = this.#trail
    if (preceding !== undefined) await this.open(preceding)
  }

  async #openNext() {
    const turn = ++this.#opening
    try {
      const task = this.#prefetch?.take() ?? await this.api.get(`/api/projects/${this.projectId}/next`)
      if (turn !== this.#opening) return
      this.#trail.append(task.id)
      await this.#openSession(task, turn)
    } catch (error) {
      if (error instanceof APIError && error.status === 404) this.#done()
      else this.#fail(error)
    }
  }

  /** Leaves the open task: what is unsent goes out, and stays in the journal until it has. */
  #leave() {
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
    if (this.queue.length === 0 && this.#trail.following === undefined) void this.#outbox?.settled().then(() => { if (this.#session === session) void this.#prefetch?.fill(task.id) })
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
   * @param {Store} store
   * @param {TaskSession | null} session
   */
  #build(store, session) {
    const tab = this.#task?.tab ?? "regions"
    this.#task?.close()
    this.#store = store
    const { config, task } = store.state
    /** @type {import("./contracts.js").Context} */
    const context = {
      store, interface: config, task, commands: this.commands, keymap: this.#keymap, api: session ? this.api : null, readonly: false, announce: message => this.announce(message),
      user: session?.user.id ?? null, gates: (this.#gates = new Set()),
    }
    this.#task = new TaskFrame({
      host: this, context, session, trail: this.#trail, status: this.#status, tab, say: message => this.#notices.say(message),
      acts: {
        run: id => { this.commands.run(id) },
        leave: () => this.#goBack(),
        palette: () => { this.dispatchEvent(new CustomEvent("palette-open", { bubbles: true })) },
        submit: () => void this.submit(), skip: () => void this.skip(), next: () => void this.next(), previous: () => void this.previous(), instructions: () => this.#instructions(),
      },
    })
    this.replaceChildren(this.#task.root, ...this.#notices.elements)
    for (const error of config.errors) this.#notices.say(`The interface has a fault in line ${error.line}: ${error.message}`)
    if (config.errors.length === 0) this.#notices.clear()
    this.#showStatus()
    if (session) this.#task.takeFocus()
  }

  // Handing in

  /** Hands the work in and goes on. */
  async submit() {
    const session = this.#session
    const store = this.#store
    if (!session || !store || this.#busy) return
    const missing = [...missingAnswers(store.state, { items: pictureCount(store.state.config) }), ...wrongAnswers(store.state)]
    if (missing[0]) {
      this.#task?.jumpTo(missing[0])
      this.announce(`${missing.length === 1 ? "One answer is" : `${missing.length} answers are`} missing. ${missing[0].message}`)
      return
    }
    if (session.project.enable_empty_annotation === false && takenRegions(store.state).length === 0 && store.state.answers.size === 0) {
      this.#notices.say("This project takes no empty work: mark or answer something, or skip the task.")
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
    this.#notices.clear()
    const turn = this.#opening
    try {
      try {
        await Promise.all([...this.#gates].map(gate => gate()))
      } catch (error) {
        this.#notices.say(`Not handed in yet: ${error instanceof Error ? error.message : error} Your work is kept.`)
        return
      }
      // The draft's last answer must be in before the work is: else a late save would bring the draft back.
      await session.sync.stop()
      const parcel = await session.parcel({ skipped })
      this.#session = null
      const sent = outbox.send(parcel)
      const ahead = this.queue.length > 0 || this.#trail.following !== undefined || this.#prefetch?.peek()
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
    this.#notices.say(`Task ${parcel.task} was not accepted: ${parcel.refused} Your work is kept.`, [h("button", { type: "button", class: "wbtn", onclick: () => void this.#bringBack(parcel.id) }, "Open it")], "refused")
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
    store.dispatch({ steps: bringBack(store.state, result), title: "Bring back refused work" })
    // Only now that it is in the journal as a draft again may the parcel go.
    await this.#outbox?.withdraw(id)
    this.#notices.say(`The server did not accept this task: ${parcel.refused} Everything is as you handed it in.`)
  }

  // Without a task

  /** The work is safe; the next task comes with the line. */
  #stranded() {
    this.#close()
    const again = () => {
      if (this.#store || this.#session) return
      this.#outbox?.removeEventListener("sent", again)
      void this.next()
    }
    this.#outbox?.addEventListener("sent", again)
    this.replaceChildren(strandedPage(this.#durable, () => this.#outbox?.retry()), ...this.#notices.elements)
  }

  #done() {
    this.#close()
    const { last } = this.#trail
    this.replaceChildren(donePage({ leave: () => this.#goBack(), again: last === undefined ? null : () => void this.open(last), status: this.#status }), ...this.#notices.elements)
    this.#showStatus()
    this.dispatchEvent(new CustomEvent("tasks-done", { bubbles: true }))
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!(error instanceof Error)) throw error
    this.#close()
    this.replaceChildren(failedPage(error.message, () => void this.#start()), ...this.#notices.elements)
    if (!(error instanceof APIError)) throw error
  }

  #close() {
    this.#task?.close()
    this.#task = null
    this.#store = null
  }

  // What is said

  get #durable() { return this.#journal?.durable ?? false }

  #showStatus() {
    const status = this.#session?.sync.status ?? null
    this.#status.show(status, this.#outbox?.parcels ?? [], this.#durable)
    if (status?.state === "offline") this.#notices.say(`The server cannot be reached. Work goes on: ${status.unsent} ${status.unsent === 1 ? "change is" : "changes are"} kept ${this.#durable ? "in this browser" : "in this window only"} and will be sent.`, [], "offline")
    else this.#notices.online()
  }

  #goBack() {
    this.dispatchEvent(new CustomEvent("workbench-leave", { bubbles: true }))
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
    return inside ?? this.#task?.scope ?? "global"
  }
}

/**
 * How many images the largest object of a task has.
 *
 * @param {import("./contracts.js").Interface} config
 */
const pictureCount = config => Math.max(1, ...[...config.objects.values()].map(object => (Array.isArray(object.value) && object.tag === "Image" ? object.value.length : 1)))

/**
 * Projects whose instructions were shown in this visit.
 *
 * @type {Set<number>}
 */
const instructed = new Set()
