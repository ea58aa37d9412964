import JSON

extension LabelFile {
    /// The answer of the worker:
    ///
    ///     {"kind": "seg", "sop": …, "series": …, "study": …, "for": …, "type": "BINARY", "referenced_series": [uid…],
    ///      "grid": {"columns", "rows", "slices", "origin", "row", "column", "normal", "spacing"},
    ///      "segments": [{"number", "label", "description", "category", "property", "region": {"system", "code", "display"},
    ///        "algorithm": "manual|semiautomatic|automatic|unknown", "algorithm_name", "tracking_id", "tracking_uid", "colour": [r, g, b],
    ///        "planes": [{"sop", "frame", "position", "offset", "columns", "rows", "runs": base64 of u32 pairs start, length; "values": base64}],
    ///        "contours": [{"type", "sop", "frame", "points": [x, y, z, …]}]}],
    ///      "measurements": [{"tracking_id", "tracking_uid", "finding", "sites", "values": [{"name", "value", "unit", "derivation"}],
    ///        "qualities": [{"name", "value"}], "regions": [{"type", "points", "patient": bool, "sop", "frame"}], "segment": {"sop", "number"}}],
    ///      "problems": […]}
    ///
    /// What is absent is left out.
    package var json: [UInt8] {
        var writer = JSONWriter(capacity: 1 << 16)
        writer.object { writer in
            writer.member("kind", kind.rawValue)
            writer.present("sop", sop)
            writer.present("series", series)
            writer.present("study", study)
            writer.present("for", frameOfReference)
            writer.present("type", segmentationType)
            if !referencedSeries.isEmpty {
                writer.member("referenced_series", .array(referencedSeries.map { .string($0) }))
            }
            if let grid { writer.member("grid", object: { grid.write(&$0) }) }
            writer.member(
                "segments",
                array: { writer in
                    for segment in segments { writer.object { segment.write(&$0) } }
                })
            writer.member(
                "measurements",
                array: { writer in
                    for measurement in measurements { writer.object { measurement.write(&$0) } }
                })
            writer.member("problems", .array(problems.map { .string($0) }))
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func present(_ key: String, _ value: String?) { if let value { member(key, value) } }
    fileprivate mutating func present(_ key: String, _ value: Int?) { if let value { member(key, value) } }

    fileprivate mutating func present(_ key: String, _ value: [Double]?) {
        guard let value else { return }
        member(key, array: { writer in for number in value { writer.value(number) } })
    }

    fileprivate mutating func present(_ key: String, _ value: [Int]?) {
        guard let value else { return }
        member(key, array: { writer in for number in value { writer.value(number) } })
    }

    fileprivate mutating func present(_ key: String, _ code: LabelCode?) {
        guard let code else { return }
        member(
            key,
            object: { writer in
                writer.member("system", code.scheme)
                writer.member("code", code.value)
                writer.member("display", code.meaning)
            })
    }
}

extension LabelGrid {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.member("columns", columns)
        writer.member("rows", rows)
        writer.member("slices", slices)
        writer.present("origin", origin)
        writer.present("row", row)
        writer.present("column", column)
        writer.present("normal", normal)
        writer.present("spacing", spacing)
    }
}

extension LabelSegment {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.member("number", number)
        writer.member("label", label)
        writer.present("description", description)
        writer.present("category", category)
        writer.present("property", type)
        writer.present("region", region)
        writer.member("algorithm", algorithm.rawValue)
        writer.present("algorithm_name", algorithmName)
        writer.present("tracking_id", trackingID)
        writer.present("tracking_uid", trackingUID)
        writer.present("colour", colour)
        if !planes.isEmpty {
            writer.member("planes", array: { writer in for plane in planes { writer.object { plane.write(&$0) } } })
        }
        if !contours.isEmpty {
            writer.member(
                "contours",
                array: { writer in
                    for contour in contours {
                        writer.object { writer in
                            writer.member("type", contour.type)
                            writer.present("sop", contour.sop)
                            writer.present("frame", contour.frame)
                            writer.present("points", contour.points)
                        }
                    }
                })
        }
    }
}

extension LabelPlane {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.present("sop", sop)
        writer.present("frame", frame)
        writer.present("position", position)
        writer.present("offset", offset)
        writer.member("columns", columns)
        writer.member("rows", rows)
        writer.member("runs", RunText.encode(runs))
        if let values { writer.member("values", RunText.encode(values)) }
    }
}

extension LabelMeasurement {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.present("tracking_id", trackingID)
        writer.present("tracking_uid", trackingUID)
        writer.present("finding", finding)
        writer.member(
            "sites",
            array: { writer in
                for site in sites {
                    writer.object { writer in
                        writer.member("system", site.scheme)
                        writer.member("code", site.value)
                        writer.member("display", site.meaning)
                    }
                }
            })
        writer.member(
            "values",
            array: { writer in
                for value in values {
                    writer.object { writer in
                        writer.present("name", value.name)
                        writer.member("value", value.number)
                        writer.present("unit", value.unit)
                        writer.present("derivation", value.derivation)
                    }
                }
            })
        writer.member(
            "qualities",
            array: { writer in
                for quality in qualities {
                    writer.object { writer in
                        writer.present("name", quality.name)
                        writer.present("value", quality.value)
                    }
                }
            })
        writer.member(
            "regions",
            array: { writer in
                for region in regions {
                    writer.object { writer in
                        writer.member("type", region.type)
                        writer.present("points", region.points)
                        writer.member("patient", region.isPatient)
                        writer.present("sop", region.sop)
                        writer.present("frame", region.frame)
                    }
                }
            })
        if let segment {
            writer.member(
                "segment",
                object: { writer in
                    writer.member("sop", segment.sop)
                    writer.member("number", segment.number)
                })
        }
    }
}
