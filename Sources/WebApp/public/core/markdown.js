/**
 * The part of Markdown that instructions need, as data: headings, lists, quotes, code, emphasis, links.
 *
 * @typedef {Readonly<{ kind: "text" | "strong" | "em" | "code", text: string } | { kind: "link", text: string, href: string }>} Inline
 * @typedef {Readonly<(
 *   | { kind: "heading", level: number, inlines: readonly Inline[] }
 *   | { kind: "paragraph" | "quote", inlines: readonly Inline[] }
 *   | { kind: "list", ordered: boolean, items: readonly (readonly Inline[])[] }
 *   | { kind: "code", text: string }
 * )>} Block
 */

/**
 * @param {string} source
 * @returns {Block[]}
 */
export function parseMarkdown(source) {
  /** @type {Block[]} */
  const blocks = []
  const lines = source.replaceAll("\r\n", "\n").split("\n")
  for (let at = 0; at < lines.length;) {
    const line = (lines[at] ?? "").trim()
    if (line === "") { at++; continue }
    if (line.startsWith("```")) {
      const end = lines.findIndex((each, i) => i > at && each.trim().startsWith("```"))
      const to = end < 0 ? lines.length : end
      blocks.push({ kind: "code", text: lines.slice(at + 1, to).join("\n") })
      at = to + 1
      continue
    }
    const heading = /^(#{1,4})\s+(.*)$/.exec(line)
    if (heading) {
      blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, inlines: parseInline(heading[2] ?? "") })
      at++
      continue
    }
    const bullet = /^([-*+]|\d+[.)])\s+/
    if (bullet.test(line)) {
      const ordered = /^\d/.test(line)
      /** @type {Inline[][]} */
      const items = []
      for (; at < lines.length && bullet.test((lines[at] ?? "").trim()) && /^\d/.test((lines[at] ?? "").trim()) === ordered; at++) items.push(parseInline((lines[at] ?? "").trim().replace(bullet, "")))
      blocks.push({ kind: "list", ordered, items })
      continue
    }
    const quote = line.startsWith(">")
    /** @type {string[]} */
    const text = []
    for (; at < lines.length; at++) {
      const next = (lines[at] ?? "").trim()
      if (next === "" || !quote && (next.startsWith("#") || bullet.test(next) || next.startsWith("```"))) break
      text.push(quote ? next.replace(/^>\s?/, "") : next)
    }
    blocks.push({ kind: quote ? "quote" : "paragraph", inlines: parseInline(text.join(" ")) })
  }
  return blocks
}

/**
 * @param {string} text
 * @returns {Inline[]}
 */
export function parseInline(text) {
  /** @type {Inline[]} */
  const inlines = []
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*]+)\*|\[([^\]]+)\]\((https?:\/\/[^)\s]+|\/[^)\s]*)\)/g
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const start = match.index ?? 0
    if (start > end) inlines.push({ kind: "text", text: text.slice(end, start) })
    const [whole = "", code, strong, strongToo, em, name, href] = match
    if (code !== undefined) inlines.push({ kind: "code", text: code })
    else if (strong ?? strongToo) inlines.push({ kind: "strong", text: strong ?? strongToo ?? "" })
    else if (em !== undefined) inlines.push({ kind: "em", text: em })
    else inlines.push({ kind: "link", text: name ?? "", href: href ?? "" })
    end = start + whole.length
  }
  if (end < text.length) inlines.push({ kind: "text", text: text.slice(end) })
  return inlines
}
