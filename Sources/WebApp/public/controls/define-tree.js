import { CodeTreeElement } from "./code-tree.js"

/** The tree of codes stands in questions and in the terminology room; whichever comes first registers it. */
customElements.define("code-tree", CodeTreeElement)
