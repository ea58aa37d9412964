import Imaging

extension FrameSamples {
    /// A picture of 8 bits made smaller so that its longer side fits; each pixel is the mean of those it stands for.
    func shrunk(to longestSide: Int) -> FrameSamples {
        let longest = max(columns, rows)
        guard longestSide > 0, longest > longestSide, type == .uint8 else { return self }
        let width = max(1, (columns * longestSide + longest / 2) / longest)
        let height = max(1, (rows * longestSide + longest / 2) / longest)
        var small = self
        small.columns = width
        small.rows = height
        small.bytes = [UInt8](unsafeUninitializedCapacity: width * height * samples) { out, filled in
            bytes.withUnsafeBufferPointer { pixels in
                for y in 0..<height {
                    let (top, bottom) = (y * rows / height, max(y * rows / height + 1, (y + 1) * rows / height))
                    for x in 0..<width {
                        let (left, right) = (
                            x * columns / width, max(x * columns / width + 1, (x + 1) * columns / width)
                        )
                        for channel in 0..<samples {
                            var sum = 0
                            for row in top..<bottom {
                                for column in left..<right {
                                    sum += Int(pixels[(row * columns + column) * samples + channel])
                                }
                            }
                            let count = (bottom - top) * (right - left)
                            out[(y * width + x) * samples + channel] = UInt8((sum + count / 2) / count)
                        }
                    }
                }
            }
            filled = width * height * samples
        }
        return small
    }

    /// The part of a picture within a size, for tiles that reach beyond their slide.
    func cropped(width: Int, height: Int) -> FrameSamples {
        let (width, height) = (max(1, min(width, columns)), max(1, min(height, rows)))
        guard width < columns || height < rows else { return self }
        let size = samples * type.sampleSize
        var part = self
        part.columns = width
        part.rows = height
        part.bytes = []
        part.bytes.reserveCapacity(width * height * size)
        for row in 0..<height { part.bytes += bytes[row * columns * size..<(row * columns + width) * size] }
        return part
    }

    /// Lays a grey or RGB picture of 8 bits over this RGB one, as far as it reaches.
    mutating func lay(_ tile: FrameSamples, left: Int, top: Int) {
        guard samples == 3, tile.type == .uint8 else { return }
        let width = min(tile.columns, columns - left)
        let height = min(tile.rows, rows - top)
        guard left >= 0, top >= 0, width > 0, height > 0 else { return }
        for row in 0..<height {
            for column in 0..<width {
                let to = ((top + row) * columns + left + column) * 3
                let from = (row * tile.columns + column) * tile.samples
                for channel in 0..<3 { bytes[to + channel] = tile.bytes[from + (tile.samples == 3 ? channel : 0)] }
            }
        }
    }

    /// A slice of a volume the way people look at it: the patient's left on the right, behind or the feet below. Frames themselves
    /// keep their order, which regions are measured in.
    func upright(_ volume: VolumeDescription?) -> FrameSamples {
        guard let volume else { return self }
        func isBackwards(_ step: SIMD3<Double>) -> Bool {
            let sizes = [step.x.magnitude, step.y.magnitude, step.z.magnitude]
            if sizes[2] > max(sizes[0], sizes[1]) { return step.z > 0 }
            return sizes[0] >= sizes[1] ? step.x < 0 : step.y < 0
        }
        let (mirrors, turns) = (isBackwards(volume.stepX), isBackwards(volume.stepY))
        guard mirrors || turns else { return self }
        var out = self
        for row in 0..<rows {
            for column in 0..<columns {
                let from =
                    ((turns ? rows - 1 - row : row) * columns + (mirrors ? columns - 1 - column : column)) * samples
                for channel in 0..<samples {
                    out.bytes[(row * columns + column) * samples + channel] = bytes[from + channel]
                }
            }
        }
        return out
    }

    /// Bare glass.
    static func glass(width: Int, height: Int) -> FrameSamples {
        FrameSamples(
            columns: width,
            rows: height,
            type: .uint8,
            samples: 3,
            bitsStored: 8,
            bytes: [UInt8](repeating: 255, count: width * height * 3)
        )
    }
}
