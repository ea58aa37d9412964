import Imaging
import JSON

/// Writes what the viewer must know of a series before its first frame.
enum SeriesHeader {
    /// A JSON object without number, study and range of values: those are added when it is asked for.
    ///
    /// - Parameter files: the places among the files of the series, by their indexes in the assembly.
    static func text(_ series: AssembledSeries, uid: String, files: [Int: Int]) -> String {
        var writer = JSONWriter(capacity: 1 << 14)
        writer.object { writer in
            identity(series, uid, &writer)
            pixels(series, &writer)
            geometry(series, &writer)
            values(series, &writer)
            frames(series, files, &writer)
            slide(series, files, &writer)
        }
        return writer.text
    }

    private static func identity(_ series: AssembledSeries, _ uid: String, _ writer: inout JSONWriter) {
        let identity = series.identity
        writer.member("kind", kind(series))
        writer.member("uid", uid)
        writer.member("part", series.part)
        writer.member("part_name", series.partName)
        writer.member("modality", identity.modality ?? "OT")
        writer.member("number", identity.number)
        writer.member("description", identity.description)
        writer.member("body_part", identity.bodyPart)
        writer.member("laterality", identity.laterality)
        writer.member("view", identity.view)
    }

    /// The viewer knows three kinds; a NRRD volume is shown as a NIfTI one is, and a slide is a slide whoever wrote it.
    static func kind(_ series: AssembledSeries) -> String {
        if series.slide != nil { return "slide" }
        return switch series.kind {
        case .slide: "slide"
        case .nifti, .nrrd: "nifti"
        case .dicom, .other: "dicom"
        }
    }

    private static func pixels(_ series: AssembledSeries, _ writer: inout JSONWriter) {
        let pixels = series.pixels
        writer.member("frame_count", series.frames.count)
        writer.member("columns", pixels?.columns ?? series.slide?.levels.first?.width ?? 0)
        writer.member("rows", pixels?.rows ?? series.slide?.levels.first?.height ?? 0)
        writer.member("samples", pixels?.samples ?? 3)
        writer.member("bits_allocated", pixels?.bitsAllocated ?? 8)
        writer.member("bits_stored", pixels?.bitsStored ?? 8)
        writer.member("signed", pixels?.isSigned ?? false)
        writer.member("photometric", pixels?.photometric ?? "RGB")
        writer.member("frame_time_ms", pixels?.frameTime)
        writer.key("padding")
        if let padding = pixels?.padding {
            writer.numbers([Double(padding.lowerBound), Double(padding.upperBound)])
        } else {
            writer.null()
        }
    }

    private static func geometry(_ series: AssembledSeries, _ writer: inout JSONWriter) {
        writer.key("geometry")
        if let geometry = series.geometry {
            writer.object { writer in
                writer.member("origin", geometry.origin)
                writer.member("row", geometry.row)
                writer.member("column", geometry.column)
                writer.member("normal", geometry.normal)
                writer.member("spacing", geometry.spacing)
                writer.key("positions")
                writer.numbers(geometry.positions)
                writer.member("regular", geometry.isRegular)
                writer.member("shear", geometry.shear)
                writer.member("frame_of_reference", geometry.frameOfReference)
            }
        } else {
            writer.null()
        }
        writer.key("time")
        if let points = series.timePoints, points > 1 {
            writer.object { writer in
                writer.member("points", points)
                writer.member("name", series.timeName)
            }
        } else {
            writer.null()
        }
        writer.member("plane_spacing", series.planeSpacing)
        writer.member("spacing_source", series.spacingSource.rawValue)
    }

    private static func values(_ series: AssembledSeries, _ writer: inout JSONWriter) {
        writer.member("rescale", object: { $0.rescale(series.rescale) })
        writer.key("rescales")
        if series.rescales.isEmpty {
            writer.null()
        } else {
            writer.array { writer in
                for rescale in series.rescales { writer.numbers([rescale.slope, rescale.intercept]) }
            }
        }
        writer.member("suv_factor", series.suv?.factor)
        writer.member("suv_reason", series.suv?.reason)
        writer.member(
            "windows",
            array: { writer in
                for window in series.windows {
                    writer.object { writer in
                        writer.member("name", window.name)
                        writer.member("centre", window.centre)
                        writer.member("width", window.width)
                    }
                }
            })
        let lookups = series.lookups
        writer.member("voi_function", lookups.voiFunction.rawValue)
        writer.member("inverse", lookups.isInverse)
        writer.member("voi_luts", .array(lookups.voi.map(\.json)))
        writer.member("modality_lut", lookups.modality?.json ?? .null)
        writer.member("palette", lookups.palette?.json ?? .null)
        writer.member("regions", .array(series.regions.map(\.json)))
    }

    private static func frames(_ series: AssembledSeries, _ files: [Int: Int], _ writer: inout JSONWriter) {
        writer.member(
            "frames",
            array: { writer in
                for frame in series.frames {
                    writer.object { writer in
                        writer.member("sop", frame.sop)
                        writer.member("frame", frame.frame + 1)
                        writer.key("position")
                        if let position = frame.position { writer.vector(position) } else { writer.null() }
                        writer.member("instance", files[frame.file] ?? 0)
                        writer.member("time", frame.time)
                    }
                }
            })
        writer.member(
            "problems",
            array: { writer in
                for problem in series.problems {
                    writer.object { writer in
                        writer.member("kind", problem.kind.rawValue)
                        writer.member("message", problem.message)
                        writer.member(
                            "frames", array: { writer in for frame in problem.frames { writer.value(frame) } })
                    }
                }
            })
        writer.member("notes", array: { writer in for note in series.notes { writer.value(note) } })
    }

    private static func slide(_ series: AssembledSeries, _ files: [Int: Int], _ writer: inout JSONWriter) {
        writer.key("slide")
        guard let slide = series.slide else { return writer.null() }
        writer.object { writer in
            writer.member(
                "levels",
                array: { writer in
                    for level in slide.levels {
                        writer.object { writer in
                            writer.member("width", level.width)
                            writer.member("height", level.height)
                            writer.member("downsample", level.downsample)
                            writer.member("tile_width", level.tileWidth)
                            writer.member("tile_height", level.tileHeight)
                            writer.member("columns", level.columns)
                            writer.member("rows", level.rows)
                            writer.member("instance", files[level.file] ?? 0)
                            writer.member("level_in_file", level.levelInFile)
                        }
                    }
                })
            writer.member("mpp", slide.mpp)
            writer.member("objective", slide.objective)
            writer.member("vendor", slide.vendor)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func numbers(_ values: [Double]) {
        array { writer in for value in values { writer.value(value) } }
    }

    fileprivate mutating func vector(_ value: SIMD3<Double>) { numbers([value.x, value.y, value.z]) }

    fileprivate mutating func member(_ key: String, _ value: SIMD3<Double>) {
        self.key(key)
        vector(value)
    }

    fileprivate mutating func member(_ key: String, _ value: PlaneSpacing?) {
        self.key(key)
        if let value { numbers([value.x, value.y]) } else { null() }
    }

    fileprivate mutating func rescale(_ value: Rescale) {
        member("slope", value.slope)
        member("intercept", value.intercept)
        member("unit", value.unit)
    }
}
