/**
 * What can be done with a slide, as commands. They ask the viewer; keys, rail, options row and palette ask them.
 *
 * @typedef {import("../../core/commands.js").CommandSpec} CommandSpec
 * @typedef {import("./slide-desk.js").SlideTool} SlideTool
 *
 * @typedef {object} Viewer what the commands need of `<slide-view>`; each says whether it applied
 * @property {readonly SlideTool[]} tools
 * @property {(tool: SlideTool) => boolean} use
 * @property {(factor: number) => boolean} zoomBy
 * @property {() => boolean} fit
 * @property {() => boolean} actual
 * @property {(degrees: number) => boolean} turn
 * @property {(what: "overview" | "crosshair") => boolean} toggle
 * @property {(dx: number, dy: number) => boolean} arrow in steps
 * @property {(dx: number, dy: number) => boolean} screenful in parts of the window
 * @property {() => boolean} mark
 * @property {() => boolean} back
 * @property {() => boolean} stop
 * @property {() => boolean} bring
 * @property {() => boolean} askAgain
 * @property {() => boolean} handles
 * @property {() => boolean} ready
 * @property {() => boolean} busy
 */
import { enSlide as t } from "../../locales/en-slide.js"

/** @type {Readonly<Record<string, Readonly<{ icon: string, key: string }>>>} */
const rail = Object.freeze({
  select: { icon: "pointer", key: "V" }, pan: { icon: "pan", key: "M" }, rectangle: { icon: "box", key: "R" }, ellipse: { icon: "ellipse", key: "O" },
  freehand: { icon: "livewire", key: "D" }, polygon: { icon: "polygon", key: "P" }, keypoint: { icon: "point", key: "K" }, ruler: { icon: "measure", key: "U" },
})

/**
 * @param {Viewer} viewer
 * @param {ReadonlySet<string>} taken keys that labels have, in lower case: they win
 * @returns {CommandSpec[]}
 */
export function slideCommands(viewer, taken) {
  /** @param {readonly string[]} keys */
  const free = keys => keys.filter(key => !taken.has(key.toLowerCase()))
  /**
   * @param {string} id
   * @param {string} title
   * @param {readonly string[]} keys
   * @param {() => boolean} act
   * @param {Partial<CommandSpec> & { when?: () => boolean }} [more]
   * @returns {CommandSpec}
   */
  const spec = (id, title, keys, act, more = {}) => {
    const { when = viewer.ready, ...others } = more
    return { id, title, keys: free(keys), scope: "slide", group: t.view, ...others, run: (_state, dispatch) => when() && (dispatch === undefined || act()) }
  }
  /** @type {readonly (readonly ["left" | "right" | "up" | "down", string, number, number])[]} */
  const arrows = [["left", "ArrowLeft", -1, 0], ["right", "ArrowRight", 1, 0], ["up", "ArrowUp", 0, -1], ["down", "ArrowDown", 0, 1]]
  return [
    ...viewer.tools.map(tool => spec(`tool.${tool}`, t.tools[/** @type {"select"} */ (tool)], [rail[tool]?.key ?? ""].filter(Boolean), () => viewer.use(tool), {
      group: "Tools", icon: rail[tool]?.icon ?? "pointer", when: () => true,
    })),
    spec("slide.zoom-in", t.zoomIn, ["+", "="], () => viewer.zoomBy(1.5)),
    spec("slide.zoom-out", t.zoomOut, ["-"], () => viewer.zoomBy(1 / 1.5)),
    spec("slide.fit", t.fit, ["0", "Shift+0", "Alt+0"], () => viewer.fit()),
    spec("slide.actual", t.actual, ["Shift+1"], () => viewer.actual()),
    spec("slide.turn-left", t.turnLeft, ["Shift+L"], () => viewer.turn(-90)),
    spec("slide.turn-right", t.turnRight, ["Shift+R"], () => viewer.turn(90)),
    spec("slide.overview", t.toggleOverview, ["N"], () => viewer.toggle("overview")),
    spec("slide.crosshair", t.crosshair, ["C"], () => viewer.toggle("crosshair")),
    spec("slide.bring", t.bring, ["Z"], () => viewer.bring()),
    spec("slide.ask-again", t.askAgain, ["Shift+T"], () => viewer.askAgain()),
    spec("slide.handles", t.toHandles, ["T"], () => viewer.handles()),
    ...arrows.flatMap(([name, key, dx, dy]) => [1, 10].map(times => spec(`slide.${name}${times === 1 ? "" : "-far"}`, t.nudge[name], [`${times === 1 ? "" : "Shift+"}${key}`],
      () => viewer.arrow(dx * times, dy * times), { hidden: true, repeat: true }))),
    ...arrows.map(([name, key, dx, dy]) => spec(`slide.screen-${name}`, t.nudge[name], [`Alt+${key}`], () => viewer.screenful(dx * 0.75, dy * 0.75), { hidden: true, repeat: true })),
    spec("slide.mark", t.mark, ["Enter"], () => viewer.mark(), { hidden: true, repeat: false }),
    spec("slide.back", t.takeBack, ["Backspace"], () => viewer.back(), { when: viewer.busy, hidden: true }),
    spec("slide.stop", t.stop, ["Escape"], () => viewer.stop(), { when: viewer.busy, hidden: true }),
  ]
}
