import Imaging
import Storage

/// Makes renditions of frames, each once.
struct FrameShop: Sendable {
    let work: Work
    let room: ReadingRoom
    let pool: DecodePool

    /// One series of the shop.
    struct OfSeries: Sendable {
        let shop: FrameShop
        let plan: SeriesPlan

        func frame(_ number: Int, isReduced: Bool, prefetches: Bool) async throws -> SeriesReading.Rendition {
            let rendition = try await shop.frame(plan, number, isReduced: isReduced)
            if prefetches { shop.prefetch(plan, around: number, isReduced: isReduced) }
            return rendition
        }

        func picture(_ number: Int, _ wish: PictureWish) async throws -> SeriesReading.Rendition {
            let place = try plan.place(of: number)
            let file = plan.files[place.file]
            let key = RenditionKey.picture(file.blob.hex, place.frame, wish)
            let bytes = try await shop.made(key) {
                let source = try await plan.source(place.file, in: shop.work.blobs)
                return try await shop.pool.renderedPNG(
                    source, frame: place.frame,
                    window: wish.window.map { VOIWindow(centre: $0.centre, width: $0.width) },
                    longestSide: wish.longestSide
                )
            }
            return SeriesReading.Rendition(bytes: bytes, tag: key.tag, mediaType: "image/png")
        }

        func thumbnail(longestSide: Int) async throws -> SeriesReading.Rendition {
            guard plan.frames.isEmpty else {
                var wish = PictureWish()
                wish.longestSide = longestSide
                return try await picture(plan.frames.count / 2, wish)
            }
            guard let last = plan.levels.last,
                let file = plan.files.indices.contains(last.file) ? plan.files[last.file] : nil
            else { throw Refusal.missing("picture") }
            let key = RenditionKey(blob: file.blob.hex, form: "n\(longestSide)")
            let bytes = try await shop.made(key) {
                let source = try await plan.source(last.file, in: shop.work.blobs)
                return try await shop.pool.thumbnail(source, longestSide: longestSide).bytes
            }
            return SeriesReading.Rendition(bytes: bytes, tag: key.tag, mediaType: ImageType.of(bytes))
        }

        func tags(_ instance: Int) async throws -> [UInt8] {
            let source = try await plan.source(instance, in: shop.work.blobs)
            do { return try await shop.pool.tags(source) } catch { throw Refusal(error) }
        }

        func tile(level: Int, column: Int, row: Int) async throws -> SeriesReading.Rendition {
            guard plan.levels.indices.contains(level) else { throw Refusal.missing("tile") }
            let place = plan.levels[level]
            let key = RenditionKey.tile(plan.files[place.file].blob.hex, place.frame, column, row)
            let bytes = try await shop.made(key) {
                let source = try await plan.source(place.file, in: shop.work.blobs)
                return try await shop.pool.tile(source, level: place.frame, column: column, row: row).bytes
            }
            return SeriesReading.Rendition(bytes: bytes, tag: key.tag, mediaType: ImageType.of(bytes))
        }
    }

    func frame(_ plan: SeriesPlan, _ number: Int, isReduced: Bool) async throws -> SeriesReading.Rendition {
        let place = try plan.place(of: number)
        let key = RenditionKey.frame(plan.files[place.file].blob.hex, place.frame, isReduced: isReduced)
        let bytes = try await made(key) {
            let source = try await plan.source(place.file, in: work.blobs)
            let encoded = try await pool.wireFrame(source, frame: place.frame, reduced: isReduced)
            if !isReduced { room.ranges.note(encoded.range, source.key, place.frame) }
            return encoded.bytes
        }
        return SeriesReading.Rendition(bytes: bytes, tag: key.tag, mediaType: "application/octet-stream")
    }

    /// The range of a frame's values.
    func range(_ plan: SeriesPlan, _ number: Int) async throws -> ClosedRange<Int> {
        let place = try plan.place(of: number)
        let source = try await plan.source(place.file, in: work.blobs)
        if let known = room.ranges.range(source.key, place.frame) { return known }
        _ = try await frame(plan, number, isReduced: false)
        if let known = room.ranges.range(source.key, place.frame) { return known }
        // It was made in an earlier run of the program.
        let encoded = try await pool.wireFrame(source, frame: place.frame)
        room.ranges.note(encoded.range, source.key, place.frame)
        return encoded.range
    }

    func made(
        _ key: RenditionKey, _ make: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        do {
            return try await room.renditions.bytes(key, make: make)
        } catch let failure as DecodeFailure {
            throw Refusal(failure)
        }
    }

    /// Has the frames that are scrolled to next made beforehand, behind everything that somebody waits for.
    func prefetch(_ plan: SeriesPlan, around number: Int, isReduced: Bool) {
        let near = [1, 2, 3, 4, -1, -2].map { number + $0 }.filter { plan.frames.indices.contains($0) }
        guard room.prefetches.begin() else { return }
        // Nobody waits for it: it ends by itself after six frames.
        Task(priority: .background) {
            defer { room.prefetches.end() }
            for next in near { _ = try? await frame(plan, next, isReduced: isReduced) }
        }
    }
}

/// What a picture from the worker is, by its first bytes.
enum ImageType {
    static func of(_ bytes: [UInt8]) -> String { bytes.starts(with: [0xFF, 0xD8]) ? "image/jpeg" : "image/png" }
}

extension RenditionKey {
    /// The entity tag: the file's hash and the form, so that it is the same everywhere.
    var tag: String { "\"\(blob.prefix(24))-\(form)-1\"" }
}
