/**
 * What can be done with an image, as commands. They ask the editor; keys, rail, options row and palette ask them.
 *
 * @typedef {import("../../core/commands.js").CommandSpec} CommandSpec
 * @typedef {import("./drawing.js").Tool} Tool
 *
 * @typedef {object} Editor what the commands need of `<image-editor>`; each says whether it applied
 * @property {readonly Tool[]} tools
 * @property {(tool: Tool) => boolean} use
 * @property {(factor: number) => boolean} zoomBy
 * @property {() => boolean} fit
 * @property {() => boolean} actual
 * @property {(degrees: number) => boolean} turn
 * @property {(what: "invert" | "smoothing" | "crosshair" | "grid") => boolean} toggle
 * @property {(direction: 1 | -1) => boolean} radius
 * @property {(dx: number, dy: number) => boolean} arrow in steps
 * @property {() => boolean} mark
 * @property {() => boolean} back
 * @property {() => boolean} stop
 * @property {() => boolean} bring
 * @property {(by: 1 | -1) => boolean} page
 * @property {() => boolean} ready an image is shown
 * @property {() => boolean} busy a shape is being drawn
 * @property {() => boolean} brushing
 * @property {() => boolean} handles puts the keyboard on the handles of the selected region
 * @property {() => boolean} isList the task has several images
 */
import { enImage as t } from "../../locales/en-image.js"

/** @type {Readonly<Record<Tool, Readonly<{ icon: string, key: string }>>>} */
const rail = Object.freeze({
  select: { icon: "pointer", key: "V" }, pan: { icon: "pan", key: "M" },
  rectangle: { icon: "box", key: "R" }, ellipse: { icon: "ellipse", key: "O" }, polygon: { icon: "polygon", key: "P" }, keypoint: { icon: "point", key: "K" },
  brush: { icon: "brush", key: "B" }, eraser: { icon: "eraser", key: "E" },
})

/**
 * @param {Editor} editor
 * @param {ReadonlySet<string>} taken keys that labels have, in lower case: they win
 * @returns {CommandSpec[]}
 */
export function imageCommands(editor, taken) {
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
    const { when = editor.ready, ...others } = more
    return {
      id, title, keys: free(keys), scope: "image", group: t.view, ...others,
      run: (_state, dispatch) => when() && (dispatch === undefined || act()),
    }
  }
  return [
    ...editor.tools.map(tool => spec(`tool.${tool}`, t.tools[tool], [rail[tool].key], () => editor.use(tool), {
      group: "Tools", icon: rail[tool].icon, when: () => true,
    })),
    spec("image.zoom-in", t.zoomIn, ["+", "="], () => editor.zoomBy(1.25)),
    spec("image.zoom-out", t.zoomOut, ["-"], () => editor.zoomBy(0.8)),
    spec("image.fit", t.fit, ["0", "Shift+0", "Alt+0"], () => editor.fit()),
    spec("image.actual", t.actual, ["Shift+1"], () => editor.actual()),
    spec("image.turn-left", t.turnLeft, ["Shift+L"], () => editor.turn(-90)),
    spec("image.turn-right", t.turnRight, ["Shift+R"], () => editor.turn(90)),
    spec("image.invert", t.invert, ["I"], () => editor.toggle("invert")),
    spec("image.smoothing", t.smoothing, ["Shift+S"], () => editor.toggle("smoothing")),
    spec("image.crosshair", t.crosshair, ["C"], () => editor.toggle("crosshair")),
    spec("image.grid", t.grid, ["Shift+G"], () => editor.toggle("grid")),
    spec("image.bring", t.bring, ["Z"], () => editor.bring()),
    spec("image.handles", t.toHandles, ["T"], () => editor.handles(), { when: editor.ready }),
    spec("image.smaller", t.smaller, [","], () => editor.radius(-1), { when: () => editor.ready() && editor.brushing(), group: "Tools" }),
    spec("image.larger", t.larger, ["."], () => editor.radius(1), { when: () => editor.ready() && editor.brushing(), group: "Tools" }),
    ...[["left", "ArrowLeft", -1, 0], ["right", "ArrowRight", 1, 0], ["up", "ArrowUp", 0, -1], ["down", "ArrowDown", 0, 1]].flatMap(([name, key, dx, dy]) => [1, 10].map(times =>
      spec(`image.${name}${times === 1 ? "" : "-far"}`, t.nudge[/** @type {"left"} */ (name)], [`${times === 1 ? "" : "Shift+"}${key}`],
        () => editor.arrow(Number(dx) * times, Number(dy) * times), { hidden: true, repeat: true }))),
    spec("image.mark", t.mark, ["Enter"], () => editor.mark(), { hidden: true, repeat: false }),
    spec("image.back", t.takeBack, ["Backspace"], () => editor.back(), { when: editor.busy, hidden: true }),
    spec("image.stop", t.stop, ["Escape"], () => editor.stop(), { when: editor.busy, hidden: true }),
    ...(editor.isList() ? [
      spec("image.previous", t.previousImage, ["PageUp"], () => editor.page(-1), { when: () => true }),
      spec("image.next", t.nextImage, ["PageDown"], () => editor.page(1), { when: () => true }),
    ] : []),
  ]
}
