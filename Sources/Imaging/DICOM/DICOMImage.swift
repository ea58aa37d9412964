/// The shape of a file's pictures (PS3.3 C.7.6.3).
package struct DICOMImage: Hashable, Sendable {
    package enum Content: Hashable, Sendable { case integers, floats, doubles }

    package var rows: Int
    package var columns: Int
    package var frames: Int
    /// Samples a pixel: 1 for grey and palettes, 3 for colours.
    package var samples: Int
    /// Bits a sample takes in native pixel data, and bits of them that count.
    package var bitsAllocated: Int
    package var bitsStored: Int
    package var isSigned: Bool
    /// Whether native pixel data hold one colour after the other.
    package var isPlanar: Bool
    package var photometric: String
    package var content: Content

    /// The most samples of one frame, 512 million, and of all frames.
    package static let frameLimit = 1 << 29
    package static let fileLimit = 1 << 40

    package init(_ dataSet: DICOMDataSet) throws(DICOMError) {
        guard let (_, content) = Self.pixelTag(in: dataSet) else { throw .unsupported("the file has no pixels") }
        guard let rows = dataSet.integer(.rows), let columns = dataSet.integer(.columns), rows > 0, columns > 0 else {
            throw .malformed("the picture has no rows or columns")
        }
        // They are numbers of 16 bits; a damaged VR can make more of them.
        guard rows <= 65535, columns <= 65535 else { throw .malformed("a picture of \(columns) × \(rows)") }
        guard let allocated = dataSet.integer(.bitsAllocated) else { throw .malformed("Bits Allocated is missing") }
        guard [1, 8, 16, 32, 64].contains(allocated) else { throw .unsupported("\(allocated) bits allocated") }
        let samples = dataSet.integer(.samplesPerPixel) ?? 1
        guard (1...4).contains(samples) else { throw .unsupported("\(samples) samples per pixel") }
        let frames = max(1, dataSet.integer(.numberOfFrames) ?? 1)
        self.rows = rows
        self.columns = columns
        self.frames = frames
        self.samples = samples
        bitsAllocated = content == .floats ? 32 : content == .doubles ? 64 : allocated
        bitsStored = dataSet.integer(.bitsStored) ?? allocated
        isSigned = dataSet.integer(.pixelRepresentation) == 1
        isPlanar = dataSet.integer(.planarConfiguration) == 1
        photometric = dataSet.text(.photometricInterpretation) ?? ""
        self.content = content
        guard rows * columns * samples <= Self.frameLimit,
            frames <= Self.fileLimit / (rows * columns * samples)
        else { throw .tooLarge("\(frames) frames of \(columns) × \(rows) × \(samples) samples") }
    }

    /// Which of the three kinds of pixel data a data set has.
    package static func pixelTag(in dataSet: DICOMDataSet) -> (DICOMTag, Content)? {
        if dataSet.has(.pixelData) { return (.pixelData, .integers) }
        if dataSet.has(.floatPixelData) { return (.floatPixelData, .floats) }
        if dataSet.has(.doubleFloatPixelData) { return (.doubleFloatPixelData, .doubles) }
        return nil
    }

    package var pixels: Int { rows * columns }

    /// Bytes of a sample once it is unpacked: single bits become bytes.
    package var bytesPerSample: Int { max(1, bitsAllocated / 8) }

    /// Bytes of an unpacked frame.
    package var frameBytes: Int { pixels * samples * bytesPerSample }
}
