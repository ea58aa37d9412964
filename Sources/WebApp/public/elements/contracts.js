/**
 * What the workbench gives to the elements it creates, and what it expects of them.
 *
 * `<label-workbench>` owns the store and the layout. For each object tag it makes the element named in `media/registry.js`, for each question the one in `controls/registry.js`, for each
 * visual tag the one of `registerVisual`. It sets `element.context` once, *before* the element is connected; another task means other elements. An element
 * - reads the state from `context.store.state` and draws again on the store's `change` event (compare slices: `detail.before.regions !== detail.after.regions`), in `requestAnimationFrame`;
 * - changes the state with `context.store.dispatch(…)` only, once a gesture is over;
 * - adds its commands with `context.commands.add([…], { signal })` and aborts the signal in `disconnectedCallback`; keys stand in the commands, in the scope of its medium;
 * - says short things to screen readers with `context.announce("…")`;
 * - never reaches for its parent. Events that go up bubble and are named in {@link WorkbenchEvents}.
 *
 * @typedef {import("../core/store.js").Store} Store
 * @typedef {import("../core/config.js").ObjectNode} ObjectNode
 * @typedef {import("../core/config.js").ControlNode} ControlNode
 * @typedef {import("../core/config.js").ConfigNode} ConfigNode
 * @typedef {import("../core/config.js").Interface} Interface
 * @typedef {import("../core/commands.js").Commands} Commands
 * @typedef {import("../core/keymap.js").Keymap} Keymap
 * @typedef {import("../core/state.js").Task} Task
 *
 * @typedef {Readonly<{
 *   store: Store, interface: Interface, task: Task, commands: Commands, keymap: Keymap, api: import("../net/api.js").API | null, readonly: boolean,
 *   announce: (message: string) => void, user: number | null, gates: Set<() => Promise<unknown>>,
 * }>} Context what every element gets. `api` is null in a preview without a server; `readonly` means nothing may be changed; `user` is who works here, where that is known;
 *   `gates` are waited for before work is handed in: one that rejects holds it back with its message (a mask whose strokes the server has not stored)
 *
 * @typedef {Context & Readonly<{ object: ObjectNode, controls: readonly ControlNode[] }>} MediaContext
 *   `controls` are those with this object in `toName`
 * @typedef {Context & Readonly<{ control: ControlNode, regionId: string | null, itemIndex: number | null, labelId: string }>} ControlContext
 *   `regionId`: the region asked about, or null for the whole task; `itemIndex`: the image asked about under `perItem`, or null; `labelId`: id of the element that names the question (for `aria-labelledby`)
 * @typedef {Context & Readonly<{ node: ConfigNode }>} VisualContext
 *
 * @typedef {HTMLElement & {
 *   context: MediaContext,
 *   reveal?: (regionId: string) => void,
 *   takeLabel?: (label: import("../core/config.js").LabelNode) => boolean,
 *   resources?: readonly string[],
 * }} MediaElement
 *   `reveal` brings a region into view (called when it is selected elsewhere). `takeLabel` is asked before a label key goes to the selected regions: true if something chosen but not yet labelled
 *   (a stretch of text) became a region with it. Rail tools: a medium's commands with `group: "Tools"` and an `icon` stand in the tool rail, top to bottom;
 *   a command "tool.x" is pressed while `state.tool === "x"`. Options of the medium (zoom, window, brush size) go into an element with `slot="options"` that the medium dispatches
 *   in a `medium-options` event ({@link WorkbenchEvents}); the workbench puts it into the 40 px row above the stage.
 *
 * @typedef {HTMLElement & { context: ControlContext, invalid?: string, asksAtOnce?: boolean }} ControlElement
 *   The workbench draws the question's name, "required" and the message around it. `focus()` must focus its first field. `invalid` is a message, or "" when all is well; `asksAtOnce`: a question about a region that takes the keyboard as soon as somebody marks one.
 *   Answers are written with `context.store.dispatch(answerTransaction(context, value))` from core/answers.js, and read with `answerOf(context.store.state, context)`.
 * @typedef {HTMLElement & { context: VisualContext }} VisualElement
 *
 * @typedef {{
 *   "medium-options": CustomEvent<{ element: HTMLElement | null }>,
 *   "question-done": CustomEvent<{ control: string }>,
 * }} WorkbenchEvents
 *   `medium-options`: the options row of a medium; `question-done`: the answer is complete, focus may go to the next question
 */
export {}
