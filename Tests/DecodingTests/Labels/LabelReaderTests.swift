import Foundation
import Imaging
import JSON
import Testing

@testable import Decoding

/// The numbers are those of pydicom.
@Suite(.enabled(if: LabelSamples.folder != nil, "the sample data are not there"))
struct LabelReaderTests {
    private static let segmentations: [(name: String, type: String, segments: Int, first: String, pixels: Int)] = [
        ("dcmqi/label.seg", "BINARY", 1, "Liver", 315), ("dcmqi/liver.dcm", "BINARY", 1, "Liver", 107_098),
        ("dcmqi/partial_overlaps.dcm", "BINARY", 5, "GREEN", 43_639),
        ("dcmqi/seg.dcm", "BINARY", 1, "Neoplasm, Primary", 795),
        ("dcmqi/sparse-labelmap-noppv.dcm", "LABELMAP", 1, "Liver", 630),
        ("dcmqi/sparse-labelmap-ppv5.dcm", "LABELMAP", 1, "Liver", 630),
        ("highdicom/seg_image_ct_binary.dcm", "BINARY", 1, "first segment", 638),
        ("highdicom/seg_image_ct_binary_fractional.dcm", "FRACTIONAL", 1, "first segment", 638),
        ("highdicom/seg_image_ct_binary_overlap.dcm", "BINARY", 2, "first segment", 80),
        ("highdicom/seg_image_ct_binary_single_frame.dcm", "BINARY", 1, "first segment", 1832),
        ("highdicom/seg_image_ct_true_fractional.dcm", "FRACTIONAL", 1, "first segment", 661),
        ("highdicom/seg_image_sm_control.dcm", "BINARY", 20, "RGB(37, 231, 253)", 523),
        ("highdicom/seg_image_sm_control_labelmap.dcm", "LABELMAP", 20, "RGB(37, 231, 253)", 523),
        ("highdicom/seg_image_sm_control_labelmap_palette_color.dcm", "LABELMAP", 20, "RGB(37, 231, 253)", 523),
        ("highdicom/seg_image_sm_dots.dcm", "BINARY", 50, "RGB(36, 231, 253)", 200),
        ("highdicom/seg_image_sm_dots_tiled_full.dcm", "BINARY", 50, "RGB(36, 231, 253)", 200),
    ]

    @Test(arguments: segmentations)
    func `a segmentation has its segments and pixels`(
        name: String, type: String, segments: Int, first: String, pixels: Int
    ) throws {
        let labels = try #require(try LabelSamples.read(name))
        #expect(labels.kind == .segmentation && labels.segmentationType == type)
        #expect(labels.segments.count == segments)
        #expect(labels.segments.first?.label == first)
        #expect(labels.segments.reduce(0) { $0 + $1.pixels } == pixels)
        #expect(labels.problems == [])
        #expect(labels.segments.allSatisfy { $0.category != nil && $0.type != nil })
    }

    @Test func `frames name the image they were drawn on, and their segments' pixels the place on a slide`() throws {
        let ct = try #require(try LabelSamples.read("dcmqi/liver.dcm"))
        let planes = ct.segments[0].planes
        #expect(Set(planes.compactMap(\.sop)).count == planes.count)
        #expect(planes.allSatisfy { $0.position?.count == 3 })
        #expect(ct.grid?.columns == 512 && ct.grid?.slices == planes.count)
        #expect(ct.referencedSeries.count == 1)
        // The same dots, tile by tile by their place and by their order.
        let sparse = try #require(try LabelSamples.read("highdicom/seg_image_sm_dots.dcm"))
        let full = try #require(try LabelSamples.read("highdicom/seg_image_sm_dots_tiled_full.dcm"))
        func dots(_ labels: LabelFile) -> [String: Set<[Int]>] {
            var dots: [String: Set<[Int]>] = [:]
            for segment in labels.segments {
                for plane in segment.planes {
                    for index in stride(from: 0, to: plane.runs.count, by: 2) {
                        for pixel in plane.runs[index]..<plane.runs[index] + plane.runs[index + 1] {
                            let (x, y) = (Int(pixel) % plane.columns, Int(pixel) / plane.columns)
                            dots[segment.label, default: []].insert([
                                x + (plane.offset?[0] ?? -1), y + (plane.offset?[1] ?? -1),
                            ])
                        }
                    }
                }
            }
            return dots
        }
        #expect(dots(sparse) == dots(full))
    }

    @Test func `a SEG and the label map it was made of are the same voxels`() throws {
        let seg = try #require(try LabelSamples.read("dcmqi/liver.dcm"))
        let map = try #require(try LabelSamples.read("dcmqi/liver_seg.nrrd"))
        #expect(map.kind == .labelMap && map.segments.count == 1)
        #expect(seg.segments[0].pixels == map.segments[0].pixels)
        func keyed(_ labels: LabelFile) -> [String: [UInt32]] {
            Dictionary(
                uniqueKeysWithValues: labels.segments[0].planes.map { plane in
                    ((plane.position ?? []).map { "\(Int(($0 * 100).rounded()))" }.joined(separator: "/"), plane.runs)
                })
        }
        #expect(keyed(seg) == keyed(map))
    }

    @Test func `a structure set has its structures and corners`() throws {
        let labels = try #require(try LabelSamples.read("rt/rtss.dcm"))
        #expect(labels.segments.map(\.label).prefix(4) == ["BODY", "Areola", "Borders", "Breast"])
        #expect(labels.segments.reduce(0) { $0 + $1.contours.count } == 441)
        #expect(labels.segments.reduce(0) { $0 + $1.contours.reduce(0) { $0 + $1.points.count / 3 } } == 88_158)
        #expect(labels.segments.allSatisfy { $0.colour?.count == 3 })
        #expect(labels.referencedSeries.count == 1 && labels.problems == [])
        #expect(
            try LabelSamples.read("rt/rtstruct.dcm")?.segments.map(\.label) == [
                "patient", "Isocenter 1", "Isocenter 2",
            ])
    }

    @Test func `a report has its measurements with codes and units`() throws {
        let single = try #require(try LabelSamples.read("highdicom/sr_document.dcm"))
        #expect(single.measurements.flatMap(\.values).map(\.number) == [1.7])
        #expect(single.measurements.first?.values.first?.unit.scheme == "UCUM")
        let several = try #require(try LabelSamples.read("highdicom/sr_document_with_multiple_groups.dcm"))
        #expect(several.measurements.flatMap(\.values).map(\.number).sorted() == [-119.0738525390625, 10, 20, 200])
        let dcmqi = try #require(try LabelSamples.read("dcmqi/sr.dcm"))
        #expect(dcmqi.measurements.count == 1)
        #expect(dcmqi.measurements[0].values.prefix(3).map(\.number) == [6.01529, 2.91136, 10.3814])
        #expect(dcmqi.measurements[0].segment?.number == 1)
    }

    @Test func `a picture says nothing of labels`() throws {
        #expect(try LabelSamples.read("dcmqi/01.dcm") == nil)
        #expect(try LabelSamples.read("highdicom/sm_image.dcm") == nil)
    }

    private static let all =
        segmentations.map(\.name) + [
            "rt/rtstruct.dcm", "highdicom/sr_document.dcm", "dcmqi/sr.dcm", "dcmqi/liver_seg.nrrd",
            "dcmqi/partial_overlaps-1.nrrd",
        ]

    @Test(arguments: all)
    func `what is read comes back from its JSON`(name: String) throws {
        let labels = try #require(try LabelSamples.read(name))
        #expect(LabelFile(json: labels.json) == labels)
    }

    @Test(arguments: all.filter { $0.hasSuffix(".dcm") })
    func `no changed byte stops the reader`(name: String) throws {
        let whole = try LabelSamples.bytes(name)
        var state: UInt64 = 0x1234_5678
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for round in 0..<60 {
            var bytes = whole
            for _ in 0...random(8) {
                // Half of the harm goes where the structure is.
                let place = round.isMultiple(of: 2) ? random(bytes.count) : random(min(4096, bytes.count))
                bytes[place] = UInt8(random(256))
            }
            if random(4) == 0 { bytes.removeLast(random(bytes.count)) }
            guard let file = try? DICOMFile(bytes), let labels = LabelReader.read(file) else { continue }
            for segment in labels.segments {
                for plane in segment.planes {
                    let pixels = plane.columns * plane.rows
                    for index in stride(from: 0, to: plane.runs.count, by: 2) {
                        #expect(Int(plane.runs[index]) + Int(plane.runs[index + 1]) <= pixels)
                    }
                }
            }
        }
    }

    @Test func `runs of bits are those of single pixels, wherever a frame begins`() {
        var state: UInt64 = 77
        for round in 0..<300 {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            let bytes = (0..<24).map { index in
                // Long runs and short ones.
                round.isMultiple(of: 2)
                    ? UInt8(truncatingIfNeeded: state >> UInt64(index)) : (state >> UInt64(index)) & 1 == 1 ? 255 : 0
            }
            let first = Int(state >> 40) % 64
            let count = Int(state >> 50) % (24 * 8 - first)
            let runs = bytes.withUnsafeBytes { BitFrames.runs($0, from: first, count: count) }
            var drawn = [Bool](repeating: false, count: count)
            for index in stride(from: 0, to: runs.count, by: 2) {
                for place in runs[index]..<runs[index] + runs[index + 1] { drawn[Int(place)] = true }
            }
            let wanted = (0..<count).map { bytes[(first + $0) >> 3] >> UInt8((first + $0) & 7) & 1 == 1 }
            #expect(drawn == wanted)
        }
    }
}
