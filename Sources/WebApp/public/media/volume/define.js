/** Makes `<volume-view>` known to the browser and to the workbench, with its style sheet and the parts that plug into it. */
import { loadStyles } from "../../elements/styles.js"
import "./measure/define.js"
import "./segments/define.js"
import "./segments/define.js"
import { VolumeViewElement } from "./volume-view.js"

await loadStyles(["/styles/volume.css"])
if (!customElements.get("volume-view")) customElements.define("volume-view", VolumeViewElement)
