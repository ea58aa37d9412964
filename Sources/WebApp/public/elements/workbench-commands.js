import { toggleChoice } from "../core/choices.js"
import { giveLabel, regionCommands } from "../core/region-commands.js"
import { commandOf } from "./label-bar.js"

/**
 * The commands of an open task that are not about a medium.
 *
 * @typedef {import("../core/commands.js").CommandSpec} CommandSpec
 * @typedef {Readonly<{
 *   config: import("./contracts.js").Interface, media: readonly import("./contracts.js").MediaElement[],
 *   undo: () => boolean, redo: () => boolean, canUndo: () => boolean, canRedo: () => boolean,
 *   nextQuestion: (only: boolean) => boolean,
 *   submit?: () => void, skip?: () => void, next?: () => void, previous?: () => void, hasPrevious: () => boolean,
 *   instructions?: () => void, keySheet: () => void, togglePanel: () => void, fullScreen: () => void, showTab: (name: string) => void,
 * }>} Desk what the workbench does for them; what is left out is not offered
 */

/**
 * @param {Desk} desk
 * @returns {CommandSpec[]}
 */
export function workbenchCommands(desk) {
  /** @param {(() => void) | undefined} act @param {() => boolean} [when] @returns {import("../core/commands.js").Command} */
  const does = (act, when = () => true) => (_, dispatch) => {
    if (!act || !when()) return false
    if (dispatch) act()
    return true
  }
  /** @type {(CommandSpec | false)[]} */
  const specs = [
    desk.submit !== undefined && { id: "task.submit", title: "Submit", keys: ["Mod+Enter"], group: "Task", repeat: false, run: does(desk.submit) },
    desk.skip !== undefined && { id: "task.skip", title: "Skip", keys: ["Ctrl+Space"], group: "Task", repeat: false, run: does(desk.skip) },
    desk.next !== undefined && { id: "task.next", title: "Next task", keys: ["Alt+PageDown"], group: "Task", repeat: false, run: does(desk.next) },
    desk.previous !== undefined && { id: "task.previous", title: "Previous task", keys: ["Alt+PageUp"], group: "Task", repeat: false, run: does(desk.previous, desk.hasPrevious) },
    desk.instructions !== undefined && { id: "task.instructions", title: "Instructions", keys: ["Shift+I"], group: "Task", run: does(desk.instructions) },
    { id: "edit.undo", title: "Undo", keys: ["Mod+Z"], group: "General", run: does(desk.undo, desk.canUndo) },
    { id: "edit.redo", title: "Redo", keys: ["Shift+Mod+Z", "Mod+Y"], group: "General", run: does(desk.redo, desk.canRedo) },
    { id: "question.next", title: "Next question", keys: ["Tab"], scope: "media", group: "Questions", run: (_, dispatch) => desk.nextQuestion(!dispatch) },
    { id: "view.regions", title: "Show the regions", keys: ["Alt+1"], group: "View", run: does(() => desk.showTab("regions")) },
    { id: "view.details", title: "Show the details", keys: ["Alt+2"], group: "View", run: does(() => desk.showTab("details")) },
    { id: "view.panel", title: "Show or hide the panel", keys: ["\\"], group: "View", run: does(desk.togglePanel) },
    { id: "view.full", title: "Full screen", keys: ["F"], group: "View", repeat: false, run: does(desk.fullScreen) },
    { id: "view.keys", title: "All keys", keys: ["?"], group: "General", run: does(desk.keySheet) },
  ]
  return [
    ...desk.config.labels.map(label => /** @type {CommandSpec} */ ({
      id: commandOf(label), title: `Label ${label.value}`, keys: label.code ? [label.code] : [], group: "Labels", repeat: false,
      run: (state, dispatch) => (dispatch && desk.media.some(medium => medium.takeLabel?.(label))) || giveLabel(label)(state, dispatch),
    })),
    ...[...desk.config.controls.values()].flatMap(control => (control.result !== "choices" ? [] : control.choices.flatMap((choice, i) => (choice.code ? [/** @type {CommandSpec} */ ({
      id: `choice.${control.name}.${i}`, title: `${control.name}: ${choice.value}`, keys: [choice.code], group: "Questions", repeat: false, run: toggleChoice(control, choice),
    })] : [])))),
    ...regionCommands,
    ...specs.flatMap(spec => spec || []),
  ]
}
