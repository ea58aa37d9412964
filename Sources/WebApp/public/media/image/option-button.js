import { h, iconButton } from "../../elements/dom.js"

/**
 * A quiet button of the options row: a drawing of icons.svg, or words where `isText`.
 *
 * @param {string} label name and tooltip
 * @param {string} look
 * @param {() => void} act
 * @param {{ isText?: boolean }} [how]
 */
export function optionButton(label, look, act, how = {}) {
  return how.isText
    ? h("button", { type: "button", class: "wbtn quiet", "aria-label": label, title: label, onclick: act }, look)
    : iconButton(look, label, { onclick: act })
}
