/// From one colour after the other to the colours of a pixel side by side.
enum Interleaving {
    static func interleave(_ planes: [UInt8], planes count: Int, bytesPerSample: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: planes.count) { output, filled in
            planes.withUnsafeBytes { input in
                let output = UnsafeMutableRawBufferPointer(output)
                switch bytesPerSample {
                case 1: interleave(input, output, count, UInt8.self)
                case 2: interleave(input, output, count, UInt16.self)
                case 4: interleave(input, output, count, UInt32.self)
                default: interleave(input, output, count, UInt64.self)
                }
            }
            filled = planes.count
        }
    }

    @inline(__always)
    private static func interleave<Sample: FixedWidthInteger>(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, _ count: Int, _ type: Sample.Type
    ) {
        let size = MemoryLayout<Sample>.size
        let pixels = input.count / size / count
        guard let from = input.baseAddress, let to = output.baseAddress else { return }
        if count == 3 {
            // Three streams in, one out: the loop that colour ultrasound needs.
            for pixel in 0..<pixels {
                let place = to + pixel &* 3 &* size
                place.copyMemory(from: from + pixel &* size, byteCount: size)
                (place + size).copyMemory(from: from + (pixels &+ pixel) &* size, byteCount: size)
                (place + 2 &* size).copyMemory(from: from + (2 &* pixels &+ pixel) &* size, byteCount: size)
            }
            return
        }
        for plane in 0..<count {
            for pixel in 0..<pixels {
                (to + (pixel &* count &+ plane) &* size).copyMemory(
                    from: from + (plane &* pixels &+ pixel) &* size, byteCount: size)
            }
        }
    }
}
