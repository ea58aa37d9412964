/** What can be put into an interface, with names that are free and a target that exists. Pure. */

/** @typedef {{ tag: string, kind: "object" | "control" | "question" | "layout", of?: "text" | "hypertext" | "image", make: (name: (stem: string) => string, target: string) => string }} Snippet */

/** @param {string} tag @param {string} stem @param {readonly string[]} labels */
const labelled = (tag, stem, labels) => (/** @type {(stem: string) => string} */ name, /** @type {string} */ target) =>
  [`<${tag} name="${name(stem)}" toName="${target}">`, ...labels.map((one) => `  <Label value="${one}"/>`), `</${tag}>`].join("\n")

/** @type {readonly Snippet[]} */
export const SNIPPETS = [
  { tag: "Text", kind: "object", make: (name) => `<Text name="${name("text")}" value="$text" granularity="word"/>` },
  { tag: "HyperText", kind: "object", make: (name) => `<HyperText name="${name("document")}" value="$html" inline="true"/>` },
  { tag: "Image", kind: "object", make: (name) => `<Image name="${name("image")}" value="$image" zoom="true" zoomControl="true"/>` },
  { tag: "Table", kind: "object", make: (name) => `<Table name="${name("table")}" value="$table"/>` },
  { tag: "Labels", kind: "control", of: "text", make: labelled("Labels", "label", ["Problem", "Drug"]) },
  { tag: "HyperTextLabels", kind: "control", of: "hypertext", make: labelled("HyperTextLabels", "section", ["Course", "Follow-up"]) },
  { tag: "Relations", kind: "control", make: () => "<Relations>\n  <Relation value=\"causes\"/>\n</Relations>" },
  { tag: "RectangleLabels", kind: "control", of: "image", make: labelled("RectangleLabels", "box", ["Finding", "Artefact"]) },
  { tag: "EllipseLabels", kind: "control", of: "image", make: labelled("EllipseLabels", "ellipse", ["Lesion"]) },
  { tag: "PolygonLabels", kind: "control", of: "image", make: labelled("PolygonLabels", "outline", ["Border"]) },
  { tag: "KeyPointLabels", kind: "control", of: "image", make: labelled("KeyPointLabels", "point", ["Cell"]) },
  { tag: "BrushLabels", kind: "control", of: "image", make: labelled("BrushLabels", "mask", ["Tissue"]) },
  { tag: "Choices", kind: "question", make: (name, target) => `<Choices name="${name("choice")}" toName="${target}" choice="single-radio">\n  <Choice value="Yes"/>\n  <Choice value="No"/>\n</Choices>` },
  { tag: "Taxonomy", kind: "question", make: (name, target) => `<Taxonomy name="${name("code")}" toName="${target}" leafsOnly="true">\n  <Choice value="Group">\n    <Choice value="Code"/>\n  </Choice>\n</Taxonomy>` },
  { tag: "Taxonomy of codes", kind: "question", make: (name, target) => `<Taxonomy name="${name("code")}" toName="${target}" terminology="icd10cm"/>` },
  { tag: "TextArea", kind: "question", make: (name, target) => `<TextArea name="${name("remark")}" toName="${target}" rows="2" maxSubmissions="1"/>` },
  { tag: "Number", kind: "question", make: (name, target) => `<Number name="${name("number")}" toName="${target}" min="0"/>` },
  { tag: "Rating", kind: "question", make: (name, target) => `<Rating name="${name("rating")}" toName="${target}" maxRating="5"/>` },
  { tag: "DateTime", kind: "question", make: (name, target) => `<DateTime name="${name("date")}" toName="${target}" only="date"/>` },
  { tag: "Header", kind: "layout", make: () => "<Header value=\"A question or a hint\"/>" },
  { tag: "View", kind: "layout", make: () => "<View>\n  \n</View>" },
]

/**
 * @param {Snippet} snippet
 * @param {{ objects: readonly { name: string, tag: string }[], names: ReadonlySet<string> }} present
 */
export const snippetText = (snippet, present) => {
  const wanted = snippet.of === "image" ? "Image" : snippet.of === "hypertext" ? "HyperText" : snippet.of === "text" ? "Text" : undefined
  const target = present.objects.find((one) => wanted === undefined || one.tag === wanted) ?? present.objects[0]
  /** @param {string} stem */
  const free = (stem) => {
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? stem : `${stem}${n}`
      if (!present.names.has(name)) return name
    }
  }
  return snippet.make(free, target?.name ?? "text")
}
