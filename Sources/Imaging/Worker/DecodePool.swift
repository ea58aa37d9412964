import JSON

/// The decode workers of this process: a few child processes that read untrusted files, so that nothing they do can harm the server.
///
/// A request waits for a free worker, is answered or fails within its deadline, and never blocks a thread of Swift's
/// concurrency. A worker that dies or overruns is killed and replaced; a file that kills two is quarantined. Tasks of
/// `.utility` or `.background` priority stand behind all others.
package final class DecodePool: Sendable {
    private let crew: DecodeCrew

    /// - Parameters:
    ///   - executable: `vesalius-decode`; nil looks beside the running program.
    ///   - workers: how many processes at the most; they are started when they are first needed.
    package init(executable: String? = nil, workers: Int, limits: DecodeLimits = DecodeLimits()) {
        crew = DecodeCrew(executable: executable, workers: workers, limits: limits)
    }

    /// What a file is, without its pixels.
    package func inspect(_ file: DecodeSource) async throws(DecodeFailure) -> InspectedFile {
        let answer = try await crew.ask(DecodeRequest(.inspect, file))
        guard let json = try? JSONValue(parsing: answer.body), let inspected = InspectedFile(json: json) else {
            throw .crashed(reason: "the answer cannot be read")
        }
        return inspected
    }

    /// The elements of a DICOM file in the DICOM JSON model (PS3.18 annex F), bulk data left out.
    package func tags(_ file: DecodeSource) async throws(DecodeFailure) -> [UInt8] {
        try await crew.ask(DecodeRequest(.tags, file)).body
    }

    /// A frame, counted from 0, in the wire form; `reduced`: the preview of a quarter of the width and height.
    package func wireFrame(
        _ file: DecodeSource, frame: Int, reduced: Bool = false
    ) async throws(DecodeFailure) -> EncodedFrame {
        var request = DecodeRequest(.wireFrame, file)
        request.frame = frame
        request.isReduced = reduced
        let answer = try await crew.ask(request)
        let range = answer.head.wholes("range")
        guard range.count == 2, range[0] <= range[1] else { throw .crashed(reason: "the answer cannot be read") }
        return EncodedFrame(bytes: answer.body, range: range[0]...range[1])
    }

    /// The stored samples of a frame, as the file has them.
    package func rawFrame(_ file: DecodeSource, frame: Int) async throws(DecodeFailure) -> RawFrame {
        var request = DecodeRequest(.rawFrame, file)
        request.frame = frame
        let answer = try await crew.ask(request)
        guard let columns = answer.head.whole("columns"), let rows = answer.head.whole("rows"),
            let samples = answer.head.whole("samples"), let bits = answer.head.whole("bits"),
            columns > 0, rows > 0, samples > 0, bits > 0, columns < 1 << 20, rows < 1 << 20, samples < 16, bits <= 64,
            columns * rows * samples * ((bits + 7) / 8) == answer.body.count
        else { throw .crashed(reason: "the answer cannot be read") }
        return RawFrame(
            columns: columns,
            rows: rows,
            samples: samples,
            bits: bits,
            isSigned: answer.head.flag("signed"),
            isFloat: answer.head.flag("float"),
            bytes: answer.body
        )
    }

    /// A frame as an 8-bit PNG, looked at through a window (in the frame's own unit) or, without one, as the file itself proposes.
    ///
    /// - Parameters:
    ///   - longestSide: the picture is made smaller to fit; nil keeps the size.
    package func renderedPNG(
        _ file: DecodeSource, frame: Int, window: VOIWindow? = nil, longestSide: Int? = nil
    ) async throws(DecodeFailure) -> [UInt8] {
        var request = DecodeRequest(.render, file)
        request.frame = frame
        request.window = window
        request.longestSide = longestSide
        return try await crew.ask(request).body
    }

    /// A tile of a slide; `level` counts from the largest in this file.
    package func tile(
        _ file: DecodeSource, level: Int, column: Int, row: Int
    ) async throws(DecodeFailure) -> EncodedImage {
        var request = DecodeRequest(.tile, file)
        request.level = level
        request.column = column
        request.row = row
        return try image(await crew.ask(request))
    }

    /// A small picture of anything that can be shown: a frame in the middle, or a slide as a whole.
    package func thumbnail(_ file: DecodeSource, longestSide: Int) async throws(DecodeFailure) -> EncodedImage {
        var request = DecodeRequest(.thumbnail, file)
        request.longestSide = longestSide
        return try image(await crew.ask(request))
    }

    /// A picture beside the tissue of a slide, by a name of `SlideDescription.associated`.
    package func associatedImage(_ file: DecodeSource, named name: String) async throws(DecodeFailure) -> EncodedImage {
        var request = DecodeRequest(.associated, file)
        request.name = name
        return try image(await crew.ask(request))
    }

    /// What a segmentation, structure set, report or label map says: JSON and runs.
    package func labels(_ file: DecodeSource) async throws(DecodeFailure) -> [UInt8] {
        try await crew.ask(DecodeRequest(.labels, file)).body
    }

    /// Whether a file, by its key, is not tried any more.
    package func isQuarantined(_ key: String) -> Bool { crew.isQuarantined(key) }

    /// Refuses a file from now on: one that an earlier run of the server had quarantined.
    package func quarantine(_ key: String) { crew.quarantine(key) }

    /// Lets a quarantined file be tried again, after a new version of the reader say.
    package func release(_ key: String) { crew.release(key) }

    /// Ends every worker; requests that wait fail as `unavailable`.
    package func shutdown() async { await crew.shutdown() }

    private func image(_ answer: DecodeAnswer) throws(DecodeFailure) -> EncodedImage {
        guard let type = answer.head.text("type"), type == "image/jpeg" || type == "image/png" else {
            throw .crashed(reason: "the answer cannot be read")
        }
        return EncodedImage(bytes: answer.body, mediaType: type)
    }
}
