@testable import Imaging

/// NIfTI headers, byte by byte.
struct NIfTISample {
    var version = 1
    var isBig = false
    var sizes = [4, 3, 2]
    var datatype = 4
    var bits = 16
    var slope: Float = 0
    var intercept: Float = 0
    var pixdim: [Float] = [1, 1, 1, 1, 1, 1, 1, 1]
    var qform = 0
    var sform = 0
    var quaternion: [Float] = [0, 0, 0]
    var offset: [Float] = [0, 0, 0]
    var rows: [[Float]] = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
    var units = 2
    var voxels: [UInt8] = []

    var bytes: [UInt8] {
        let size = version == 1 ? 348 : 540
        let start = version == 1 ? 352 : 544
        var out = [UInt8](repeating: 0, count: start)
        func put(_ value: UInt64, _ at: Int, _ count: Int) {
            for index in 0..<count {
                out[at + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (isBig ? count - 1 - index : index)))
            }
        }
        func whole(_ value: Int, _ first: (Int, Int), _ second: (Int, Int)) {
            let (at, count) = version == 1 ? first : second
            put(UInt64(bitPattern: Int64(value)), at, count)
        }
        func number(_ value: Float, _ first: Int, _ second: Int) {
            if version == 1 {
                put(UInt64(value.bitPattern), first, 4)
            } else {
                put(Double(value).bitPattern, second, 8)
            }
        }
        put(UInt64(size), 0, 4)
        whole(sizes.count, (40, 2), (16, 8))
        for (index, side) in sizes.enumerated() { whole(side, (42 + 2 * index, 2), (24 + 8 * index, 8)) }
        whole(datatype, (70, 2), (12, 2))
        whole(bits, (72, 2), (14, 2))
        if version == 1 { number(Float(start), 108, 0) } else { put(UInt64(start), 168, 8) }
        number(slope, 112, 176)
        number(intercept, 116, 184)
        for (index, value) in pixdim.enumerated() { number(value, 76 + 4 * index, 104 + 8 * index) }
        whole(units, (123, 1), (500, 4))
        whole(qform, (252, 2), (344, 4))
        whole(sform, (254, 2), (348, 4))
        for index in 0..<3 {
            number(quaternion[index], 256 + 4 * index, 352 + 8 * index)
            number(offset[index], 268 + 4 * index, 376 + 8 * index)
            for column in 0..<4 {
                number(rows[index][column], 280 + 16 * index + 4 * column, 400 + 32 * index + 8 * column)
            }
        }
        let magic: [UInt8] = version == 1 ? [0x6E, 0x2B, 0x31, 0] : [0x6E, 0x2B, 0x32, 0, 0x0D, 0x0A, 0x1A, 0x0A]
        for (index, byte) in magic.enumerated() { out[(version == 1 ? 344 : 4) + index] = byte }
        return out + voxels
    }
}
