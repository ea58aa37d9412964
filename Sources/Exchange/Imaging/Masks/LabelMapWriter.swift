import Compression
import Imaging
import JSON
import LabelConfig

/// Writes each annotation's segments as a label map on the grid of its series, with a JSON file that names the values.
///
/// NIfTI has no room for voxels of two structures: overlapping ones go into files of their own, a layer each. NRRD takes them
/// as a fourth axis, the way 3D Slicer keeps segmentations.
struct LabelMapWriter: ExportWriter {
    enum Form { case nifti, nrrd, numPy, png }

    private let schema: ExportSchema
    private let form: Form
    private var zip: ZipWriter
    private var notes = ImagingNotes()

    init(_ schema: ExportSchema, _ about: ExportAbout, as form: Form) {
        self.schema = schema
        self.form = form
        zip = ZipWriter(moment: about.moment)
    }

    mutating func begin(into out: inout [UInt8]) {}

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for work in try ImagedWork.of(task, schema: schema) {
            guard let volume = try SegmentVolume(work) else { continue }
            if volume.slices == 0 || volume.columns == 0 {
                notes.add(work, "the series has no frames to lay a label map on")
                continue
            }
            if form != .png, form != .numPy, work.series.geometry?.isRegular == false {
                notes.add(
                    work,
                    "the slices are not equally far apart: the label map has their mean distance; positions stand in its JSON"
                )
            }
            zip.add(work.title + ".json", SegmentSidecar.json(work, volume), into: &out)
            switch form {
            case .nifti: writeNIfTI(work, volume, into: &out)
            case .nrrd: writeNRRD(work, volume, into: &out)
            case .numPy: writeNumPy(work, volume, into: &out)
            case .png: writePictures(work, volume, into: &out)
            }
        }
    }

    mutating func end(into out: inout [UInt8]) {
        notes.write(into: &zip, &out)
        zip.finish(into: &out)
    }

    private func name(_ work: ImagedWork, layer: Int, of volume: SegmentVolume) -> String {
        volume.layers.count > 1 ? "\(work.title)-layer-\(layer)" : work.title
    }

    private mutating func writeNIfTI(_ work: ImagedWork, _ volume: SegmentVolume, into out: inout [UInt8]) {
        let plane = work.series.planeSpacing ?? [1, 1]
        for layer in volume.layers.indices {
            zip.begin(name(work, layer: layer, of: volume) + ".nii.gz", into: &out)
            var gzip = RunGzip()
            let header = NIfTIHeader.bytes(
                columns: volume.columns, rows: volume.rows, slices: volume.slices, geometry: work.series.geometry,
                spacing: plane + [1])
            zip.append(gzip.append(header), into: &out)
            for plane in volume.planes(of: layer) { zip.append(gzip.append(plane.labels), into: &out) }
            zip.append(gzip.finish(), into: &out)
            zip.endFile(into: &out)
        }
    }

    private mutating func writeNRRD(_ work: ImagedWork, _ volume: SegmentVolume, into out: inout [UInt8]) {
        zip.begin(work.title + ".seg.nrrd", into: &out)
        zip.append(NRRDHeader.bytes(work, volume), into: &out)
        let count = volume.layers.count
        var gzip = RunGzip(period: count)
        if count == 1 {
            for plane in volume.planes(of: 0) { zip.append(gzip.append(plane.labels), into: &out) }
        } else {
            // The axis of the layers runs fastest.
            var layers = volume.layers.indices.map { volume.planes(of: $0).makeIterator() }
            var mixed = [UInt8](repeating: 0, count: volume.columns * volume.rows * count)
            for _ in 0..<volume.slices {
                for layer in layers.indices {
                    guard let plane = layers[layer].next() else { continue }
                    for index in plane.labels.indices { mixed[index * count + layer] = plane.labels[index] }
                }
                zip.append(gzip.append(mixed), into: &out)
            }
        }
        zip.append(gzip.finish(), into: &out)
        zip.endFile(into: &out)
    }

    private mutating func writeNumPy(_ work: ImagedWork, _ volume: SegmentVolume, into out: inout [UInt8]) {
        for layer in volume.layers.indices {
            zip.begin(name(work, layer: layer, of: volume) + ".npy", into: &out)
            zip.append(NumPyHeader.bytes(shape: [volume.slices, volume.rows, volume.columns]), into: &out)
            for plane in volume.planes(of: layer) { zip.append(plane.labels, into: &out) }
            zip.endFile(into: &out)
        }
    }

    private mutating func writePictures(_ work: ImagedWork, _ volume: SegmentVolume, into out: inout [UInt8]) {
        for layer in volume.layers.indices {
            let folder = name(work, layer: layer, of: volume)
            for plane in volume.planes(of: layer) where !plane.isEmpty {
                let digits = String(plane.slice)
                let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                let picture = PNGWriter.grey(plane.labels, width: volume.columns, height: volume.rows)
                zip.add("\(folder)/slice-\(number).png", picture, into: &out)
            }
        }
    }
}

/// The header of the .npy format, version 1.0: Python literals padded to 64 bytes.
enum NumPyHeader {
    static func bytes(shape: [Int]) -> [UInt8] {
        let sizes = shape.map(String.init).joined(separator: ", ")
        var header = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(sizes)), }"
        // 10 bytes stand before the header and a line end closes it.
        header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
        var out: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
        out.little(UInt16(header.utf8.count))
        return out + Array(header.utf8)
    }
}
