/** @param {string} colour `#rrggbb` or any CSS colour @returns {readonly [number, number, number]} */
export function channels(colour) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour)
  if (hex) return [parseInt(hex[1] ?? "0", 16), parseInt(hex[2] ?? "0", 16), parseInt(hex[3] ?? "0", 16)]
  const pen = (swatch ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true }))
  if (!pen) return [160, 160, 160]
  pen.fillStyle = colour
  pen.fillRect(0, 0, 1, 1)
  const [r = 160, g = 160, b = 160] = pen.getImageData(0, 0, 1, 1).data
  return [r, g, b]
}

/** @type {CanvasRenderingContext2D | null | undefined} */
let swatch
