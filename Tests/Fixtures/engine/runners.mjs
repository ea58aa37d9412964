// How each kind of vector is run in WebAssembly; Tests/PixelEngineTests/Equality has the twin of each in Swift. To add a kernel: a runner here, its twin there,
// vectors in make.mjs, then `node Tests/Fixtures/engine/make.mjs` after `Scripts/wasm`.
import { Congruence, fingerprint, scene, wireFrame } from "../../Web/engine-support.js"

/** @param {readonly number[]} grid */
const lattice = ([columns, rows, slices, x, y, z]) => ({ columns, rows, slices, spacing: [x, y, z] })
const planeOf = numbers => ({ origin: numbers.slice(0, 3), right: numbers.slice(3, 6), down: numbers.slice(6, 9) })

/** A record nobody wrote: mostly well begun, then anything. */
export const randomRecord = numbers => {
  const small = () => numbers.below(40) - 4
  const any = () => numbers.next() | 0
  const length = numbers.below(30)
  const words = [numbers.below(20) === 0 ? any() : 1, numbers.below(21), numbers.below(3), numbers.below(6), any()]
  if (numbers.below(3) > 0) words[4] &= 0x1FF0033
  const isWild = numbers.below(4) === 0
  for (let at = 0; at < length; at++) words.push(isWild ? any() : numbers.below(2) === 0 ? small() : small() * 256)
  return words.slice(0, numbers.below(12) === 0 ? numbers.below(words.length + 1) : words.length)
}

const filled = (engine, grid, seed) => {
  const volume = engine.volume(lattice(grid))
  volume.samples.set(scene(grid, seed))
  return volume
}

/** A mask replayed: what each record did, and the hash after it. */
const replay = (engine, { grid, seed, records }) => {
  const volume = filled(engine, grid, seed)
  const editor = engine.editor(lattice(grid))
  const steps = records.map(record => {
    const { failure, changed, box } = editor.apply(record, volume)
    return [failure ?? "", changed, box ? [...box.min, ...box.end].join(" ") : "", editor.hash].join("|")
  })
  editor.free()
  volume.free()
  return steps.join("\n")
}

export const runners = {
  mask: replay,

  random: (engine, { grid, seed, count }) => {
    const numbers = new Congruence(seed)
    const text = replay(engine, { grid, seed, records: Array.from({ length: count }, () => randomRecord(numbers)) })
    return fingerprint(new TextEncoder().encode(text))
  },

  reslice: (engine, { grid, seed, plane, size, smooth }) => {
    const volume = filled(engine, grid, seed)
    const picture = engine.picture(...size)
    volume.reslice(planeOf(plane), picture, { smooth, fill: -1000 })
    const hash = fingerprint(picture.samples)
    volume.free()
    picture.free()
    return hash
  },

  labels: (engine, { grid, records, plane, size }) => {
    const editor = engine.editor(lattice(grid))
    for (const record of records) editor.apply(record)
    const picture = engine.picture(...size)
    editor.reslice(0, planeOf(plane), picture)
    const hash = fingerprint(picture.labels)
    editor.free()
    picture.free()
    return hash
  },

  slab: (engine, { grid, seed, plane, size, smooth, count, projection }) => {
    const volume = filled(engine, grid, seed)
    const picture = engine.picture(...size)
    volume.slab(planeOf(plane), picture, { through: plane.slice(9, 12), count, projection, smooth, fill: -1000 })
    const hash = fingerprint(picture.samples)
    volume.free()
    picture.free()
    return hash
  },

  window: (engine, { window }) => {
    const lookup = engine.lookup()
    lookup.window(window)
    const hash = fingerprint(lookup.table)
    lookup.free()
    return hash
  },

  palette: (engine, { palette }) => {
    const lookup = engine.lookup()
    lookup.palette(palette)
    const hash = fingerprint(lookup.table)
    lookup.free()
    return hash
  },

  overlay: (engine, { seed, size, thickness }) => {
    const numbers = new Congruence(seed)
    const picture = engine.picture(...size)
    const overlay = engine.overlay()
    for (let segment = 1; segment < 256; segment++) {
      const colour = () => [0, 0, 0, 0].map(() => numbers.below(256))
      const fill = colour()
      const outline = colour()
      overlay.set(segment, { fill, outline, proposed: numbers.below(2) === 1 })
    }
    const columns = size[0]
    const { labels, pixels } = picture
    for (let at = 0; at < labels.length; at++) {
      labels[at] = ((at % columns) >> 3) * (Math.floor(at / columns) >> 2) % 5
      pixels.set([numbers.below(256), numbers.below(256), numbers.below(256), 255], 4 * at)
    }
    overlay.draw(picture, thickness)
    const hash = fingerprint(picture.pixels)
    picture.free()
    overlay.free()
    return hash
  },

  wire: (engine, { seed, columns, rows, bits, signed, channels }) => {
    const numbers = new Congruence(seed)
    const samples = Array.from({ length: columns * rows * channels }, (_, at) => ((at * 37 & 0xFF) * (bits > 8 ? 200 : 1) + numbers.below(50)) & (bits > 8 ? 0xFFFF : 0xFF))
    const bytes = wireFrame({ samples, columns, rows, bits, signed, channels })
    const frame = engine.decode(bytes)
    return `${fingerprint(bytes)} ${frame.offset} ${fingerprint(frame.samples ?? frame.pixels)}`
  },
}
