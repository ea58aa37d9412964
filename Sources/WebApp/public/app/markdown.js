/**
 * The little markdown that protocols use: headings, numbered and plain lists, paragraphs, *emphasis*, **strong** and `code`.
 * Only elements and text nodes are made, so nothing typed into a protocol can become markup.
 */

import { h } from "./dom.js"

/** @typedef {{ kind: "heading" | "ordered" | "plain" | "paragraph", lines: string[] }} Block */

/** @param {string} text @returns {Block[]} */
export const blocks = (text) => {
  /** @type {Block[]} */
  const all = []
  /** @type {Block | null} */
  let open = null
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") {
      open = null
      continue
    }
    const heading = /^#{1,4}\s+(.*)$/.exec(line)
    const ordered = /^\s*\d+[.)]\s+(.*)$/.exec(line)
    const plain = /^\s*[-*]\s+(.*)$/.exec(line)
    const kind = heading ? "heading" : ordered ? "ordered" : plain ? "plain" : "paragraph"
    const body = (heading ?? ordered ?? plain)?.[1] ?? line.trim()
    if (open && open.kind === kind && kind !== "heading") open.lines.push(body)
    else {
      open = { kind, lines: [body] }
      all.push(open)
    }
  }
  return all
}

/** @param {string} text @returns {import("./dom.js").Child[]} */
export const inline = (text) => text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/).map((part) =>
  part.startsWith("**") && part.length > 4 ? h("strong", {}, part.slice(2, -2))
    : part.startsWith("*") && part.length > 2 ? h("em", {}, part.slice(1, -1))
    : part.startsWith("`") && part.length > 2 ? h("code", { class: "mono" }, part.slice(1, -1)) : part)

/** @param {string} text */
export const markdown = (text) => h("div", { class: "prose" }, blocks(text).map(({ kind, lines }) =>
  kind === "heading" ? h("h4", {}, inline(lines[0] ?? ""))
    : kind === "ordered" ? h("ol", { class: "steps" }, lines.map((line) => h("li", {}, h("span", {}, inline(line)))))
    : kind === "plain" ? h("ul", {}, lines.map((line) => h("li", {}, inline(line))))
    : h("p", {}, inline(lines.join(" ")))))
