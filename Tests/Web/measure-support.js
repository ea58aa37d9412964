import { Geometry } from "../../Sources/WebApp/public/media/volume/series/geometry.js"

/** A series whose spacing differs along all three ways and whose first voxel lies off the origin. */
export const axial = Geometry.of(
  { origin: [-100, -80, 40], row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], spacing: [0.5, 0.8, 3], positions: [0, 3, 6, 9, 12], regular: true, frame_of_reference: "1.2.3" },
  { columns: 400, rows: 200 },
)

/** Coronal, as a head coil gives it: rows run right to left, columns down, slices to the back. */
export const coronal = Geometry.of(
  { origin: [90, -70, 110], row: [-1, 0, 0], column: [0, 0, -1], normal: [0, 1, 0], spacing: [0.9, 0.9, 2], positions: [0, 2, 4], regular: true, frame_of_reference: "4.5" },
  { columns: 200, rows: 220 },
)

/** @param {any} geometry */
export const place = geometry => ({
  uid: "1.2.840.1", geometry, frames: Array.from({ length: geometry.slices }, (_, k) => ({ sop: `1.2.840.1.${k + 1}`, frame: 1 })),
})

/** @param {readonly number[]} a @param {readonly number[]} b */
export const apart = (a, b) => Math.hypot(...a.map((each, i) => each - (b[i] ?? NaN)))
