import Foundation
import Imaging
import JSON
import Testing

@testable import Decoding

/// Real slides, where the machine has samples and OpenSlide.
@Suite struct SlideTests {
    private static let folder = SampleFiles.imaging?.appending(path: "wsi")
    private static let hasSlides = folder != nil && OpenSlideLibrary.installed != nil

    private func answer(_ verb: DecodeRequest.Verb, _ name: String, _ change: (inout DecodeRequest) -> Void = { _ in })
        throws -> DecodeAnswer
    {
        let folder = try #require(Self.folder)
        var request = DecodeRequest(verb, DecodeSource(path: folder.appending(path: name).path))
        change(&request)
        var answerer = Answerer()
        return try answerer.answer(request)
    }

    @Test(.enabled(if: hasSlides, "real slides and OpenSlide")) func `an Aperio slide is described and cut into tiles`()
        throws
    {
        let file = try OpenFile(
            DecodeSource(path: #require(Self.folder).appending(path: "CMU-1-Small-Region.svs").path))
        let slide = try #require(try file.inspect().slide)
        #expect(slide.levels[0].width == 2220 && slide.levels[0].height == 2967)
        #expect(slide.mpp == PlaneSpacing(x: 0.499, y: 0.499) && slide.objective == 20 && slide.vendor == "aperio")
        #expect(slide.associated.contains("label"))
        let tile = try answer(.tile, "CMU-1-Small-Region.svs") { ($0.column, $0.row) = (8, 11) }
        let header = try RasterCheck.check(tile.body)
        // The last tile is what is left: 2220 − 8 · 256 and 2967 − 11 · 256.
        #expect(header.width == 172 && header.height == 151)
        #expect(tile.head["type"]?.string == "image/jpeg")
    }

    @Test(
        .enabled(if: hasSlides, "real slides and OpenSlide"), arguments: [(9, 0, 0), (0, 12, 0), (-1, 0, 0), (0, 0, 1)])
    func `a tile outside is missing`(column: Int, row: Int, level: Int) {
        #expect(throws: DecodeFailure.self) {
            try answer(.tile, "CMU-1-Small-Region.svs") { ($0.column, $0.row, $0.level) = (column, row, level) }
        }
    }

    @Test(.enabled(if: hasSlides, "real slides and OpenSlide"))
    func `a pyramid has its levels, and a small picture of the whole`() throws {
        let file = try OpenFile(DecodeSource(path: #require(Self.folder).appending(path: "boxes.tiff").path))
        #expect(try file.inspect().slide?.levels.map(\.width) == [300, 150, 75, 37])
        let header = try RasterCheck.check(try answer(.thumbnail, "boxes.tiff") { $0.longestSide = 60 }.body)
        #expect(header.width == 60 && header.height == 50)
    }

    @Test(.enabled(if: folder != nil, "real slides")) func `DICOM slides are assembled from their instances`() throws {
        let folder = try #require(SampleFiles.imaging).appending(path: "wsi")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".dcm") }
            .sorted()
        let files = try names.map { try OpenFile(DecodeSource(path: folder.appending(path: $0).path)).inspect() }
        try #require(!files.isEmpty)
        for series in SeriesAssembly.assemble(files) {
            let slide = try #require(series.slide)
            for level in slide.levels {
                var request = DecodeRequest(.tile, DecodeSource(path: folder.appending(path: names[level.file]).path))
                request.level = level.levelInFile
                (request.column, request.row) = (level.columns - 1, level.rows - 1)
                var answerer = Answerer()
                let header = try RasterCheck.check(try answerer.answer(request).body)
                #expect(header.width == level.width - (level.columns - 1) * level.tileWidth)
                #expect(header.height == level.height - (level.rows - 1) * level.tileHeight)
            }
        }
    }

    @Test(.enabled(if: folder != nil, "real slides")) func `a small level of a DICOM slide is shown whole`() throws {
        let header = try RasterCheck.check(try answer(.thumbnail, "boxes_1.dcm") { $0.longestSide = 4096 }.body)
        let file = try OpenFile(DecodeSource(path: #require(Self.folder).appending(path: "boxes_1.dcm").path))
        let level = try #require(try file.inspect().slide?.levels.first)
        #expect(header.width == level.width && header.height == level.height)
    }
}
