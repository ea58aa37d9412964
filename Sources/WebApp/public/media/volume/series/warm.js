import { api } from "../../../net/api.js"
import { pageEngine } from "./engine-memory.js"
import { seriesOf } from "./series-info.js"
import { frameAddress } from "./series-store.js"

/**
 * Fetches what the eye meets first of a series into the browser's cache: its middle frame. The task after the open one is warmed so.
 *
 * @param {string} url of the series
 */
export async function warmSeries(url) {
  const found = seriesOf(url)
  if (!found) return
  try {
    void pageEngine()
    const info = await api.get(`/api/imaging/series/${found.series}`)
    if (info.kind === "slide") return
    const slices = Math.max(1, Math.floor((Number(info.frame_count) || 1) / Math.max(1, Number(info.time?.points) || 1)))
    const frame = found.frame ?? (info.geometry ? Math.floor(slices / 2) : 0)
    await (await fetch(frameAddress(found.series, frame))).arrayBuffer()
  } catch {
    // Without it the next task merely takes longer.
  }
}
