package import JSON

extension AssembledSeries {
    /// The members of the series as clients get it (`/api/imaging/series/{id}`), without the ids, which the server knows,
    /// and without `pixel_range`, which is learnt when frames are read. `frames[].instance` is the index of the file.
    package var members: JSONObject {
        var object = JSONObject()
        object.append("kind", .string(kind == .nrrd ? "nifti" : slide != nil ? "slide" : kind.rawValue))
        object.append("uid", .string(uid))
        object.append("part", part.map { JSONValue($0) } ?? .null)
        object.append("part_name", JSONValue(partName))
        object.append("modality", JSONValue(identity.modality))
        object.append("number", identity.number.map { JSONValue($0) } ?? .null)
        object.append("description", JSONValue(identity.description))
        object.append("body_part", JSONValue(identity.bodyPart))
        object.append("laterality", JSONValue(identity.laterality))
        object.append("view", JSONValue(identity.view))
        object.append("frame_count", JSONValue(frames.count))
        object.append("columns", JSONValue(slide?.levels.first?.width ?? pixels?.columns ?? 0))
        object.append("rows", JSONValue(slide?.levels.first?.height ?? pixels?.rows ?? 0))
        object.append("samples", JSONValue(pixels?.samples ?? 1))
        object.append("bits_allocated", JSONValue(pixels?.bitsAllocated ?? 0))
        object.append("bits_stored", JSONValue(pixels?.bitsStored ?? 0))
        object.append("signed", .bool(pixels?.isSigned ?? false))
        object.append("photometric", JSONValue(pixels?.photometric))
        object.append("frame_time_ms", pixels?.frameTime.map { JSONValue($0) } ?? .null)
        object.append("padding", pixels?.padding.map { [JSONValue($0.lowerBound), JSONValue($0.upperBound)] } ?? .null)
        object.append("geometry", geometry.map(\.json) ?? .null)
        object.append(
            "time",
            timePoints.map { .object(JSONObject([("points", JSONValue($0)), ("name", JSONValue(timeName))])) } ?? .null
        )
        object.append("plane_spacing", planeSpacing.map { [JSONValue($0.x), JSONValue($0.y)] } ?? .null)
        object.append("spacing_source", .string(spacingSource.rawValue))
        object.append(
            "rescale",
            .object(
                JSONObject([
                    ("slope", JSONValue(rescale.slope)), ("intercept", JSONValue(rescale.intercept)),
                    ("unit", JSONValue(rescale.unit)),
                ])
            )
        )
        object.append(
            "rescales",
            rescales.isEmpty ? .null : .array(rescales.map { [JSONValue($0.slope), JSONValue($0.intercept)] })
        )
        object.append("suv_factor", suv?.factor.map { JSONValue($0) } ?? .null)
        object.append("suv", suv.map(\.json) ?? .null)
        object.append("windows", .array(windows.map(\.json)))
        object.append("voi_function", .string(lookups.voiFunction.rawValue))
        object.append("voi_luts", .array(lookups.voi.map(\.json)))
        object.append("modality_lut", lookups.modality.map(\.json) ?? .null)
        object.append("palette", lookups.palette.map(\.json) ?? .null)
        object.append("inverse", .bool(lookups.isInverse))
        object.append("regions", .array(regions.map(\.json)))
        object.append("frames", .array(frames.map(\.json)))
        object.append("problems", .array(problems.map(\.json)))
        object.append("notes", .array(notes.map(JSONValue.string)))
        object.append("slide", slide.map(\.json) ?? .null)
        return object
    }
}

extension SIMD3<Double> {
    fileprivate var json: JSONValue { [JSONValue(x), JSONValue(y), JSONValue(z)] }
}

extension SeriesGeometry {
    /// As `geometry` of a series.
    package var json: JSONValue {
        .object(
            JSONObject([
                ("origin", origin.json), ("row", row.json), ("column", column.json), ("normal", normal.json),
                ("spacing", spacing.json), ("positions", .array(positions.map { JSONValue($0) })),
                ("regular", .bool(isRegular)),
                ("shear", shear.map { [JSONValue($0.x), JSONValue($0.y)] } ?? .null),
                ("frame_of_reference", JSONValue(frameOfReference)),
            ])
        )
    }
}

extension SeriesFrame {
    /// As a member of `frames`; frames of a file are counted from 1, as DICOM does.
    package var json: JSONValue {
        .object(
            JSONObject([
                ("sop", JSONValue(sop)), ("frame", JSONValue(frame + 1)), ("position", position?.json ?? .null),
                ("instance", JSONValue(file)), ("time", time.map { JSONValue($0) } ?? .null),
            ])
        )
    }
}

extension SeriesProblem {
    /// As a member of `problems`.
    package var json: JSONValue {
        .object(
            JSONObject([
                ("kind", .string(kind.rawValue)), ("message", .string(message)),
                ("frames", .array(frames.map { JSONValue($0) })),
            ])
        )
    }
}
