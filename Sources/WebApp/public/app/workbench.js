/** The workbench as the shell uses it: loaded when it is first needed, as a preview, and asked for its commands. */

import { h } from "./dom.js"

/** @typedef {import("../elements/label-workbench.js").LabelWorkbenchElement} Workbench */
/** @typedef {{ id: string, title: string, keys: readonly string[], group: string, scope: string }} CommandLine */

/** @returns {Promise<Workbench>} a new one, not yet on the page */
export const makeWorkbench = async () => {
  await import("../elements/define.js")
  return /** @type {Workbench} */ (document.createElement("label-workbench"))
}

/** One object of each kind, so that every tool has its commands. */
const EVERYTHING = `<View><Labels name="span" toName="text"><Label value="A"/></Labels><Text name="text" value="$text"/>
<RectangleLabels name="box" toName="image"><Label value="B"/></RectangleLabels><PolygonLabels name="outline" toName="image"><Label value="C"/></PolygonLabels>
<EllipseLabels name="ellipse" toName="image"><Label value="D"/></EllipseLabels><KeyPointLabels name="point" toName="image"><Label value="E"/></KeyPointLabels>
<BrushLabels name="mask" toName="image"><Label value="F"/></BrushLabels><Image name="image" value="$image"/></View>`

/** How long the media of the trial workbench may take to bring their commands. */
const PATIENCE_MS = 3000

/**
 * Every command a task can have, whatever the project, with its default keys. Labels and choices are left out: their keys stand in the interface.
 * @returns {Promise<CommandLine[]>}
 */
export const workbenchCommands = async () => {
  const [workbench, { workbenchCommands: general }, { parseConfig }] = await Promise.all([makeWorkbench(), import("../elements/workbench-commands.js"), import("../core/config.js")])
  workbench.preview = { labelConfig: EVERYTHING, data: { text: "A", image: "/templates/samples/chest.webp" } }
  const trial = h("div", { class: "trial", inert: true, "aria-hidden": "true" }, workbench)
  document.body.append(trial)
  const until = performance.now() + PATIENCE_MS
  let count = -1
  // Media add their commands once they are connected; when a while brings no more, that is all.
  while (performance.now() < until && (count === -1 || workbench.commands.all().length !== count || count === 0)) {
    count = workbench.commands.all().length
    await new Promise((resolve) => setTimeout(resolve, 120))
  }
  const act = () => undefined
  const no = () => false
  const specs = [
    ...general({
      config: parseConfig("<View/>"), media: [], undo: no, redo: no, canUndo: no, canRedo: no, nextQuestion: no, submit: act, skip: act, next: act, previous: act, hasPrevious: no, instructions: act,
      keySheet: act, togglePanel: act, fullScreen: act, showTab: act,
    }),
    ...workbench.commands.all(),
  ]
  trial.remove()
  /** @type {Map<string, CommandLine>} */
  const lines = new Map()
  for (const { id, title, keys = [], group = "", scope = "global" } of specs) {
    if (!/^(label|choice)\./.test(id)) lines.set(id, { id, title, keys, group, scope })
  }
  return [...lines.values()]
}
