import { HistoryListElement } from "./history-list.js"
import { LabelBarElement } from "./label-bar.js"
import { LabelWorkbenchElement } from "./label-workbench.js"
import { QuestionDockElement } from "./question-dock.js"
import { QuestionFieldElement } from "./question-field.js"
import { RegionDetailsElement } from "./region-details.js"
import { RegionListElement } from "./region-list.js"
import { RelationListElement } from "./relation-list.js"
import { SaveStatusElement } from "./save-status.js"
import { loadStyles } from "./styles.js"
import { StructuresPanelElement } from "./structures-panel.js"
import { ToolRailElement } from "./tool-rail.js"

await loadStyles(["/styles/workbench.css", "/styles/controls.css"])

for (const [name, element] of /** @type {[string, CustomElementConstructor][]} */ ([
  ["history-list", HistoryListElement], ["label-bar", LabelBarElement], ["question-dock", QuestionDockElement], ["question-field", QuestionFieldElement], ["region-details", RegionDetailsElement],
  ["region-list", RegionListElement], ["relation-list", RelationListElement], ["save-status", SaveStatusElement], ["structures-panel", StructuresPanelElement], ["tool-rail", ToolRailElement], ["label-workbench", LabelWorkbenchElement],
])) customElements.define(name, element)
