package import Imaging
import JSON
import PixelEngine

/// Answers requests, one after the other.
package struct Answerer {
    private var files = OpenFiles()

    package init() {}

    /// What a request asks for.
    package mutating func answer(_ request: DecodeRequest) throws(DecodeFailure) -> DecodeAnswer {
        let file = try files.open(request.file)
        switch request.verb {
        case .inspect: return DecodeAnswer(body: try file.inspect().json.bytes)
        case .tags: return DecodeAnswer(body: try tags(file))
        case .labels: return DecodeAnswer(body: try labels(file, request))
        case .wireFrame: return try wire(file, request)
        case .rawFrame: return raw(try file.stored(request.frame).raw)
        case .render:
            let picture = try picture(file, request.frame, request.window, side: request.longestSide)
            return image(try Packing.png(picture), "image/png")
        case .tile: return try tile(file, request)
        case .thumbnail: return try thumbnail(file, side: max(16, min(4096, request.longestSide ?? 256)))
        case .associated:
            guard case .slide(let slide) = file.content else { throw .unsupported(reason: "this file is no slide") }
            return image(try Packing.jpeg(try slide.associatedImage(request.name ?? ""), quality: 90), "image/jpeg")
        }
    }

    private func tags(_ file: OpenFile) throws(DecodeFailure) -> [UInt8] {
        guard case .dicom(let dicom, _) = file.content else { throw .unsupported(reason: "this file is not DICOM") }
        var writer = JSONWriter(capacity: 1 << 16)
        DICOMJSON.write(dicom.dataSet, to: &writer)
        return writer.bytes
    }

    private func wire(_ file: OpenFile, _ request: DecodeRequest) throws(DecodeFailure) -> DecodeAnswer {
        let padding = try file.padding
        var encoded: EncodedFrame
        if request.isReduced {
            var frame = try smaller(file, request.frame)
            if try !file.isQuarter(frame) { frame = WireEncoder.reduced(frame, isIndexed: file.isIndexed) }
            encoded = try WireEncoder.encode(frame, shift: 2, padding: padding)
        } else {
            encoded = try WireEncoder.encode(try file.shown(request.frame), shift: 0, padding: padding)
        }
        var head = JSONObject()
        head.append("range", [JSONValue(encoded.range.lowerBound), JSONValue(encoded.range.upperBound)])
        return DecodeAnswer(head: head, body: encoded.bytes)
    }

    /// JPEG 2000 decodes to a quarter in a tenth of the time, where it has as many resolutions; other frames come whole.
    private func smaller(_ file: OpenFile, _ frame: Int) throws(DecodeFailure) -> FrameSamples {
        do throws(DecodeFailure) {
            return try file.shown(frame, reduce: 2)
        } catch {
            return try file.shown(frame)
        }
    }

    private func raw(_ frame: RawFrame) -> DecodeAnswer {
        var head = JSONObject()
        head.append("columns", JSONValue(frame.columns))
        head.append("rows", JSONValue(frame.rows))
        head.append("samples", JSONValue(frame.samples))
        head.append("bits", JSONValue(frame.bits))
        head.append("signed", .bool(frame.isSigned))
        head.append("float", .bool(frame.isFloat))
        return DecodeAnswer(head: head, body: frame.bytes)
    }

    private func picture(
        _ file: OpenFile, _ frame: Int, _ window: VOIWindow?, side: Int?
    ) throws(DecodeFailure) -> FrameSamples {
        let samples = try file.shown(frame)
        let picture = Renderer(file: try file.inspect()).picture(samples, frame: frame, window: window)
        return side.map { picture.shrunk(to: max(16, $0)) } ?? picture
    }

    private func tile(_ file: OpenFile, _ request: DecodeRequest) throws(DecodeFailure) -> DecodeAnswer {
        if case .slide(let slide) = file.content {
            let tile = try slide.tile(level: request.level, column: request.column, row: request.row)
            return image(try Packing.jpeg(tile, quality: 90), "image/jpeg")
        }
        let index = try file.tileIndex()
        guard let level = try file.inspect().slide?.levels.first, request.level == 0 else {
            throw .missing(reason: "level \(request.level) of 1")
        }
        guard request.column >= 0, request.row >= 0, request.column < level.columns, request.row < level.rows else {
            throw .missing(reason: "tile \(request.column), \(request.row) of \(level.columns) × \(level.rows)")
        }
        let width = min(level.tileWidth, level.width - request.column * level.tileWidth)
        let height = min(level.tileHeight, level.height - request.row * level.tileHeight)
        var tile = FrameSamples.glass(width: width, height: height)
        if let frame = index.frame(column: request.column, row: request.row) {
            tile = try picture(file, frame, nil, side: nil).cropped(width: width, height: height)
        }
        return image(try Packing.jpeg(tile, quality: 92), "image/jpeg")
    }

    /// All tiles of a small level of a DICOM slide, side by side.
    private func whole(_ file: OpenFile, _ level: SlideLevel) throws(DecodeFailure) -> FrameSamples {
        var whole = FrameSamples.glass(width: level.width, height: level.height)
        let index = try file.tileIndex()
        for row in 0..<level.rows {
            for column in 0..<level.columns {
                guard let frame = index.frame(column: column, row: row) else { continue }
                let tile = try picture(file, frame, nil, side: nil)
                whole.lay(tile, left: column * level.tileWidth, top: row * level.tileHeight)
            }
        }
        return whole
    }

    private func thumbnail(_ file: OpenFile, side: Int) throws(DecodeFailure) -> DecodeAnswer {
        let picture: FrameSamples
        switch file.content {
        case .slide(let slide): picture = try slide.overview(longestSide: side).shrunk(to: side)
        default:
            if let level = try file.inspect().slide?.levels.first, level.width * level.height <= 1 << 24 {
                picture = try whole(file, level).shrunk(to: side)
            } else {
                picture = try self.picture(file, file.frameCount / 2, nil, side: side).upright(
                    try file.inspect().volume)
            }
        }
        return image(try Packing.jpeg(picture, quality: 85), "image/jpeg")
    }

    private func image(_ bytes: [UInt8], _ type: String) -> DecodeAnswer {
        DecodeAnswer(head: JSONObject([("type", .string(type))]), body: bytes)
    }
}

extension OpenFile {
    /// The range of samples that are no part of the picture, as the wire has them.
    var padding: ClosedRange<Int>? {
        get throws(DecodeFailure) {
            guard case .dicom = content else { return nil }
            let pixels = try inspect().pixels
            return pixels?.wireScale == nil ? pixels?.padding : nil
        }
    }

    /// Whether a codec has given the preview already.
    func isQuarter(_ frame: FrameSamples) throws(DecodeFailure) -> Bool {
        guard let pixels = try inspect().pixels else { return false }
        return frame.columns == Preview.side(pixels.columns) && frame.rows == Preview.side(pixels.rows)
            && frame.columns < pixels.columns
    }
}
