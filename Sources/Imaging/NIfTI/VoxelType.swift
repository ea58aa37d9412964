/// How the numbers of a volume are stored.
package enum VoxelType: String, Sendable, CaseIterable {
    case uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32, float64
    /// Three and four bytes a voxel.
    case rgb24, rgba32

    /// Bytes of a voxel.
    package var size: Int {
        switch self {
        case .uint8, .int8: 1
        case .uint16, .int16: 2
        case .rgb24: 3
        case .uint32, .int32, .float32, .rgba32: 4
        case .uint64, .int64, .float64: 8
        }
    }

    /// Bytes of a number, which is what byte order is about.
    package var sampleSize: Int {
        switch self {
        case .rgb24, .rgba32: 1
        default: size
        }
    }

    package var isFloat: Bool { self == .float32 || self == .float64 }

    package var isSigned: Bool {
        switch self {
        case .int8, .int16, .int32, .int64, .float32, .float64: true
        default: false
        }
    }

    package var samples: Int {
        switch self {
        case .rgb24: 3
        case .rgba32: 4
        default: 1
        }
    }
}
