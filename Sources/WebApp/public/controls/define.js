import { registerMedia } from "../media/registry.js"
import { ListView, TableView } from "../media/table/table-view.js"
import { loadStyles } from "../elements/styles.js"
import { ChoicesQuestion } from "./choices-question.js"
import { CodeQuestion } from "./code-question.js"
import "./define-tree.js"
import { DateTimeQuestion } from "./date-time-question.js"
import { HeaderTag } from "./header-tag.js"
import { MarkdownTag } from "./markdown-view.js"
import { NumberQuestion } from "./number-question.js"
import { PairwiseQuestion } from "./pairwise-question.js"
import { RankerQuestion } from "./ranker-question.js"
import { RatingQuestion } from "./rating-question.js"
import { registerControl, registerVisual } from "./registry.js"
import { TaxonomyQuestion } from "./taxonomy-question.js"
import { TextAreaQuestion } from "./text-area-question.js"

/** Every question and explanation of the labelling language that has a form, with the element that draws it. */
const questions = /** @type {const} */ ([
  ["Choices", "choices-question", ChoicesQuestion],
  ["Taxonomy", "taxonomy-question", TaxonomyQuestion],
  ["TextArea", "text-area-question", TextAreaQuestion],
  ["Number", "number-question", NumberQuestion],
  ["Rating", "rating-question", RatingQuestion],
  ["DateTime", "date-time-question", DateTimeQuestion],
  ["Pairwise", "pairwise-question", PairwiseQuestion],
  ["Ranker", "ranker-question", RankerQuestion],
])

for (const [tag, element, type] of questions) {
  customElements.define(element, type)
  registerControl(tag, element)
}

await loadStyles(["/styles/codes.css"])
customElements.define("code-question", CodeQuestion)
registerControl("Taxonomy", "taxonomy-question", { attribute: "terminology", element: "code-question" })

customElements.define("header-tag", HeaderTag)
customElements.define("markdown-tag", MarkdownTag)
registerVisual("Header", "header-tag")
registerVisual("Markdown", "markdown-tag")

customElements.define("table-view", TableView)
customElements.define("list-view", ListView)
registerMedia("Table", "table-view")
registerMedia("List", "list-view")
