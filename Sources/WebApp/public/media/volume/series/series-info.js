/**
 * What the server says of a series (`GET /api/imaging/series/{id}`), read once: gaps filled, lists frozen.
 *
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {Readonly<{ name: string, centre: number, width: number }>} Window in real units
 * @typedef {Readonly<{ name: string, first: number, bits: number, values: readonly number[] }>} LookUp
 * @typedef {Readonly<{ sop: string, frame: number, position: Vector3 | null, instance: number, time: number | null, columns?: number, rows?: number }>} FrameInfo
 * @typedef {Readonly<{ kind: string, message: string, frames: readonly number[] }>} Problem
 * @typedef {Readonly<{
 *   id: number, kind: string, uid: string, study: Readonly<{ id: number, uid: string, date: string, description: string }>,
 *   modality: string, number: number | null, description: string, bodyPart: string, laterality: string, view: string,
 *   frameCount: number, columns: number, rows: number, samples: number, bitsAllocated: number, bitsStored: number, signed: boolean, photometric: string, frameTime: number | null,
 *   geometry: null | any, times: number, slices: number, planeSpacing: readonly [number, number] | null, spacingSource: string,
 *   slope: number, intercept: number, unit: string, rescales: null | readonly (readonly [number, number])[], suvFactor: number | null,
 *   windows: readonly Window[], voiFunction: string, voiLUTs: readonly LookUp[], modalityLUT: LookUp | null,
 *   palette: null | Readonly<{ first: number, bits: number, red: readonly number[], green: readonly number[], blue: readonly number[] }>,
 *   inverse: boolean, padding: readonly [number, number] | null, pixelRange: readonly [number, number], frames: readonly FrameInfo[], problems: readonly Problem[], patientOrientation: readonly string[],
 * }>} SeriesInfo
 */

/** @param {any} json @returns {SeriesInfo} */
export function readSeries(json) {
  const frameCount = Number(json.frame_count) || json.frames?.length || 1
  const times = Math.max(1, Number(json.time?.points) || 1)
  return Object.freeze({
    id: json.id, kind: json.kind ?? "dicom", uid: json.uid ?? "", study: { id: 0, uid: "", date: "", description: "", ...json.study },
    modality: json.modality ?? "", number: json.number ?? null, description: json.description ?? "", bodyPart: json.body_part ?? "", laterality: json.laterality ?? "", view: json.view ?? "",
    frameCount, columns: json.columns, rows: json.rows, samples: json.samples ?? 1,
    bitsAllocated: json.bits_allocated ?? 16, bitsStored: json.bits_stored ?? 16, signed: json.signed === true, photometric: json.photometric ?? "MONOCHROME2",
    frameTime: json.frame_time_ms ?? null,
    geometry: json.geometry ?? null, times, slices: Math.max(1, Math.floor(frameCount / times)),
    planeSpacing: json.plane_spacing ?? null, spacingSource: json.spacing_source ?? "none",
    slope: json.rescale?.slope ?? 1, intercept: json.rescale?.intercept ?? 0, unit: json.rescale?.unit ?? "", rescales: json.rescales ?? null, suvFactor: json.suv_factor ?? null,
    windows: (json.windows ?? []).filter((/** @type {any} */ window) => Number.isFinite(window?.centre) && window?.width > 0), voiFunction: json.voi_function ?? "LINEAR",
    voiLUTs: json.voi_luts ?? [], modalityLUT: json.modality_lut ?? null, palette: json.palette ?? null,
    inverse: json.inverse === true, padding: json.padding ?? null, pixelRange: json.pixel_range ?? [0, 2 ** Math.min(16, json.bits_stored ?? 12) - 1],
    frames: json.frames ?? [], problems: json.problems ?? [],
    patientOrientation: json.patient_orientation ?? [],
  })
}

/**
 * What is added to stored values so that they fit 16 bits with a sign. The server does the same when it replays mask operations.
 *
 * @param {Pick<SeriesInfo, "signed" | "bitsStored" | "samples">} info
 */
export const shiftOf = ({ signed, bitsStored, samples }) => (!signed && bitsStored > 15 && samples === 1 ? -32768 : 0)

/**
 * The number of a series in an address of ours: `/api/imaging/series/12`, also with a frame behind it.
 *
 * @param {unknown} value
 * @returns {{ series: number, frame: number | null } | null}
 */
export function seriesOf(value) {
  if (typeof value !== "string") return null
  const found = /\/api\/imaging\/series\/(\d+)(?:\/frames\/(\d+))?/.exec(value)
  return found ? { series: Number(found[1]), frame: found[2] === undefined ? null : Number(found[2]) } : null
}
