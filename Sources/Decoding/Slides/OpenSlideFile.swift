import Imaging

/// A slide that OpenSlide has open.
final class OpenSlideFile {
    /// The side of the tiles that are cut from it.
    static let tile = 256

    private let library: OpenSlideLibrary
    private let handle: OpenSlideLibrary.Handle
    private let levels: [SlideLevel]

    /// Nil for a file that is no slide.
    init?(_ path: String) throws(DecodeFailure) {
        guard let library = OpenSlideLibrary.installed else {
            // A TIFF may be no slide at all; without the library nobody can say.
            throw .unsupported(reason: "slides need the library OpenSlide (libopenslide0), which is not installed")
        }
        guard library.detect(path) != nil else { return nil }
        guard let handle = library.open(path) else {
            throw .malformed(reason: "the slide cannot be opened", place: "")
        }
        self.library = library
        self.handle = handle
        if let error = library.error(handle) {
            let words = String(cString: error)
            library.close(handle)
            // What the library says may name the file; what comes before its path is enough.
            throw .malformed(reason: "the slide cannot be opened: \(words.prefix { $0 != "/" }.prefix(100))", place: "")
        }
        var levels: [SlideLevel] = []
        for number in 0..<max(0, min(library.levelCount(handle), 64)) {
            var (width, height) = (Int64(0), Int64(0))
            library.levelSize(handle, number, &width, &height)
            guard width > 0, height > 0, width < 1 << 31, height < 1 << 31 else { continue }
            levels.append(
                SlideLevel(
                    width: Int(width),
                    height: Int(height),
                    tileWidth: Self.tile,
                    tileHeight: Self.tile,
                    downsample: max(1, library.downsample(handle, number))
                )
            )
        }
        self.levels = levels
        guard !levels.isEmpty else { throw .malformed(reason: "the slide has no picture", place: "") }
    }

    deinit { library.close(handle) }

    private func text(_ property: String) -> String? {
        library.property(handle, property).map { String(cString: $0) }
    }

    private func number(_ property: String) -> Double? {
        text(property).flatMap { Double($0) }.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }

    private var associated: [String] {
        guard let names = library.associatedNames(handle) else { return [] }
        var found: [String] = []
        while found.count < 32, let name = names[found.count] { found.append(String(cString: name)) }
        return found
    }

    func inspect(uid: String) -> InspectedFile {
        var result = InspectedFile(kind: .slide)
        result.series = SeriesIdentity(uid: uid)
        result.series?.modality = "SM"
        var slide = SlideDescription(levels: levels)
        if let x = number("openslide.mpp-x"), let y = number("openslide.mpp-y") { slide.mpp = PlaneSpacing(x: x, y: y) }
        slide.objective = number("openslide.objective-power")
        slide.vendor = text("openslide.vendor")
        slide.associated = associated
        result.slide = slide
        return result
    }

    /// A tile as RGB; those at the right and lower edge are smaller.
    func tile(level: Int, column: Int, row: Int) throws(DecodeFailure) -> FrameSamples {
        guard levels.indices.contains(level) else { throw .missing(reason: "level \(level) of \(levels.count)") }
        let size = levels[level]
        guard column >= 0, row >= 0, column < size.columns, row < size.rows else {
            throw .missing(reason: "tile \(column), \(row) of \(size.columns) × \(size.rows)")
        }
        let (left, top) = (column * Self.tile, row * Self.tile)
        return try region(
            level,
            x: Int((Double(left) * size.downsample).rounded()),
            y: Int((Double(top) * size.downsample).rounded()),
            width: min(Self.tile, size.width - left),
            height: min(Self.tile, size.height - top)
        )
    }

    /// The whole slide from the smallest level that is large enough.
    func overview(longestSide: Int) throws(DecodeFailure) -> FrameSamples {
        let number = levels.lastIndex { max($0.width, $0.height) >= longestSide } ?? 0
        let level = levels[number]
        guard level.width * level.height <= 1 << 26 else {
            throw .tooLarge(reason: "the smallest level has \(level.width) × \(level.height) pixels")
        }
        return try region(number, x: 0, y: 0, width: level.width, height: level.height)
    }

    func associatedImage(_ name: String) throws(DecodeFailure) -> FrameSamples {
        guard associated.contains(name) else { throw .missing(reason: "the slide has no picture of that name") }
        var (width, height) = (Int64(0), Int64(0))
        library.associatedSize(handle, name, &width, &height)
        guard width > 0, height > 0, width < 1 << 20, height < 1 << 20, width * height <= 1 << 26 else {
            throw .tooLarge(reason: "a picture of \(width) × \(height)")
        }
        return try picture(Int(width), Int(height)) { library.associatedRead(handle, name, $0) }
    }

    private func region(_ level: Int, x: Int, y: Int, width: Int, height: Int) throws(DecodeFailure) -> FrameSamples {
        try picture(width, height) {
            library.read(handle, $0, Int64(x), Int64(y), Int32(level), Int64(width), Int64(height))
        }
    }

    private func picture(
        _ width: Int, _ height: Int, _ read: (UnsafeMutablePointer<UInt32>) -> Void
    ) throws(DecodeFailure) -> FrameSamples {
        var pixels = [UInt32](repeating: 0, count: width * height)
        pixels.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { read(base) }
        }
        // Errors stick: the handle is of no more use, and says the same to whoever asks next.
        if library.error(handle) != nil { throw .malformed(reason: "a part of the slide cannot be read", place: "") }
        return FrameSamples(
            columns: width,
            rows: height,
            type: .uint8,
            samples: 3,
            bitsStored: 8,
            bytes: Self.onGlass(pixels)
        )
    }

    /// Premultiplied ARGB laid on white.
    private static func onGlass(_ pixels: [UInt32]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: pixels.count * 3) { out, filled in
            for (index, pixel) in pixels.enumerated() {
                let bare = 255 - pixel >> 24
                for (place, shift) in [UInt32(16), 8, 0].enumerated() {
                    out[index * 3 + place] = UInt8(truncatingIfNeeded: min(255, (pixel >> shift & 0xFF) + bare))
                }
            }
            filled = pixels.count * 3
        }
    }
}
