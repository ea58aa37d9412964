import Imaging
import PixelEngine

/// Frames in the wire form.
enum WireEncoder {
    /// Encodes and packs a frame; answers the range of its samples too.
    static func encode(
        _ frame: FrameSamples, shift: Int, padding: ClosedRange<Int>?
    ) throws(DecodeFailure) -> EncodedFrame {
        do throws(WireFailure) {
            let (plain, range) = try planes(frame, shift, padding)
            return EncodedFrame(bytes: try pack(plain), range: range)
        } catch {
            throw .malformed(reason: "a frame of \(frame.columns) × \(frame.rows) cannot be sent", place: "")
        }
    }

    private static func pack(_ bytes: [UInt8]) throws(WireFailure) -> [UInt8] {
        guard let packed = try? Packing.gzip(bytes) else { throw .wrongSize }
        return packed
    }

    private static func planes(
        _ frame: FrameSamples, _ shift: Int, _ padding: ClosedRange<Int>?
    ) throws(WireFailure) -> ([UInt8], ClosedRange<Int>) {
        let (columns, rows) = (frame.columns, frame.rows)
        if frame.samples == 3 {
            return (
                try buffer(frame.bytes) { bytes throws(WireFailure) in
                    try WireFrame.encode(colour: bytes, columns: columns, rows: rows, shift: shift)
                }, 0...255
            )
        }
        switch frame.type {
        case .uint8:
            return (
                try buffer(frame.bytes) { bytes throws(WireFailure) in
                    try WireFrame.encode(
                        bytes,
                        columns: columns,
                        rows: rows,
                        bitsStored: min(8, frame.bitsStored),
                        isSigned: false,
                        shift: shift
                    )
                }, frame.bytes.withUnsafeBufferPointer { range(of: $0, padding) }
            )
        case .int16, .uint16:
            let isSigned = frame.type == .int16
            var outcome: Result<[UInt8], WireFailure> = .failure(.wrongSize)
            var found = 0...0
            // Arrays begin at multiples of 16, so bytes may be seen as words where they lie.
            frame.bytes.withUnsafeBytes { raw in
                raw.withMemoryRebound(to: UInt16.self) { words in
                    do throws(WireFailure) {
                        outcome = .success(
                            try WireFrame.encode(
                                words,
                                columns: columns,
                                rows: rows,
                                bitsStored: min(16, frame.bitsStored),
                                isSigned: isSigned,
                                shift: shift
                            )
                        )
                    } catch {
                        outcome = .failure(error)
                    }
                    if !isSigned { found = range(of: words, padding) }
                }
                if isSigned { raw.withMemoryRebound(to: Int16.self) { found = range(of: $0, padding) } }
            }
            return (try outcome.get(), found)
        default: throw .wrongKind
        }
    }

    private static func buffer<Element, Value>(
        _ elements: [Element], _ body: (UnsafeBufferPointer<Element>) throws(WireFailure) -> Value
    ) throws(WireFailure) -> Value {
        var outcome: Result<Value, WireFailure> = .failure(.wrongSize)
        elements.withUnsafeBufferPointer { buffer in
            do throws(WireFailure) {
                outcome = .success(try body(buffer))
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    static func words(_ bytes: [UInt8]) -> [UInt16] {
        [UInt16](unsafeUninitializedCapacity: bytes.count / 2) { out, filled in
            bytes.withUnsafeBytes { raw in
                UnsafeMutableRawBufferPointer(out).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: raw[..<(out.count * 2)]))
            }
            filled = out.count
        }
    }

    /// The smallest and largest sample that is no padding; of all samples where everything is. Without branches, so that the
    /// compiler makes vectors of it.
    static func range<Sample: FixedWidthInteger>(
        of samples: UnsafeBufferPointer<Sample>, _ padding: ClosedRange<Int>?
    ) -> ClosedRange<Int> {
        var (low, high) = (Sample.max, Sample.min)
        if let padding, padding.lowerBound <= Int(Sample.max), padding.upperBound >= Int(Sample.min) {
            let (from, to) = (Sample(clamping: padding.lowerBound), Sample(clamping: padding.upperBound))
            for sample in samples {
                let isPadding = sample >= from && sample <= to
                low = min(low, isPadding ? Sample.max : sample)
                high = max(high, isPadding ? Sample.min : sample)
            }
        }
        if low > high {
            for sample in samples {
                low = min(low, sample)
                high = max(high, sample)
            }
        }
        return low <= high ? Int(low)...Int(high) : 0...0
    }

    /// The preview of a frame: the mean of 4 × 4 pixels, or one of them where they are names.
    static func reduced(_ frame: FrameSamples, isIndexed: Bool) -> FrameSamples {
        var small = frame
        small.columns = Preview.side(frame.columns)
        small.rows = Preview.side(frame.rows)
        func reduce<Sample: FixedWidthInteger>(_ samples: [Sample]) -> [Sample] {
            samples.withUnsafeBufferPointer {
                Preview.reduce(
                    $0,
                    columns: frame.columns,
                    rows: frame.rows,
                    channels: frame.samples,
                    isMean: !isIndexed
                )
            }
        }
        switch frame.type {
        case .uint16: small.bytes = bytes(reduce(words(frame.bytes)))
        case .int16: small.bytes = bytes(reduce(words(frame.bytes).map { Int16(bitPattern: $0) }))
        default: small.bytes = reduce(frame.bytes)
        }
        return small
    }

    private static func bytes<Sample: FixedWidthInteger>(_ samples: [Sample]) -> [UInt8] {
        samples.withUnsafeBytes { Array($0) }
    }
}
