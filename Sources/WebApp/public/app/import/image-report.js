/** What became of scans: in one line, and below it whatever somebody should look at. */

import { h } from "../dom.js"
import { count } from "../format.js"
import { enScans as scans } from "../../locales/en-scans.js"

/** @typedef {import("./upload.js").ImageReport} ImageReport */

/** More lines are counted, not shown. */
const LINES = 20

/** @param {ImageReport} report */
export const imageSummary = (report) => [
  scans.filesInSeries(count(report.files - report.refused.length), count(report.series.length)),
  report.duplicates > 0 ? scans.filesHereAlready(count(report.duplicates)) : "",
  report.label_files > 0 ? scans.labelFiles(count(report.label_files)) : "",
  report.series.some((one) => one.is_new && one.version > 1) ? scans.newVersions : "",
].filter(Boolean).join(" ")

/**
 * Refused files with their reasons, and what is irregular in the series.
 * @param {ImageReport} report
 */
export const imageReport = (report) => {
  const irregular = report.series.filter((one) => one.problems.length > 0)
  if (report.refused.length === 0 && irregular.length === 0) return null
  return h("details", { class: "s" }, h("summary", {}, [
    report.refused.length > 0 ? scans.filesLeftOut(count(report.refused.length)) : "", irregular.length > 0 ? scans.seriesIrregular(count(irregular.length)) : "",
  ].filter(Boolean).join(" ")), h("ul", { class: "stack" },
  report.refused.slice(0, LINES).map((one) => h("li", {}, h("b", {}, one.file), ` – ${one.reason}`)),
  report.refused.length > LINES && h("li", { class: "faint" }, scans.andMore(count(report.refused.length - LINES))),
  irregular.slice(0, LINES).map((one) => h("li", {}, h("b", {}, scans.seriesNumber(one.id)), ` – ${one.problems.join(" ")}`)),
  irregular.length > LINES && h("li", { class: "faint" }, scans.andMore(count(irregular.length - LINES)))))
}
