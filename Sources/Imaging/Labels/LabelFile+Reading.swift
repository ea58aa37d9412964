package import JSON

extension LabelFile {
    /// Reads ``json`` back; nil where it is not of that form.
    package init?(json bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return nil }
        self.init(value)
    }

    package init?(_ value: JSONValue) {
        guard let kind = value["kind"]?.string.flatMap(Kind.init) else { return nil }
        self.init(kind: kind)
        sop = value["sop"]?.string
        series = value["series"]?.string
        study = value["study"]?.string
        frameOfReference = value["for"]?.string
        segmentationType = value["type"]?.string
        referencedSeries = value["referenced_series"]?.array?.compactMap(\.string) ?? []
        if let grid = value["grid"] {
            guard let read = LabelGrid(grid) else { return nil }
            self.grid = read
        }
        for item in value["segments"]?.array ?? [] {
            guard let segment = LabelSegment(item) else { return nil }
            segments.append(segment)
        }
        measurements = (value["measurements"]?.array ?? []).map(LabelMeasurement.init)
        problems = value["problems"]?.array?.compactMap(\.string) ?? []
    }
}

extension JSONValue {
    fileprivate var numbers: [Double]? { array?.compactMap(\.double) }
    fileprivate var integers: [Int]? { array?.compactMap(\.integer) }

    fileprivate var labelCode: LabelCode? {
        guard let code = self["code"]?.string, let system = self["system"]?.string else { return nil }
        return LabelCode(code, system, self["display"]?.string ?? "")
    }
}

extension LabelGrid {
    fileprivate init?(_ value: JSONValue) {
        guard let columns = value["columns"]?.integer, let rows = value["rows"]?.integer,
            let slices = value["slices"]?.integer, columns > 0, rows > 0, slices > 0
        else { return nil }
        let vectors = ["origin", "row", "column", "normal", "spacing"].compactMap { value[$0]?.numbers }
        guard vectors.count == 5, vectors.allSatisfy({ $0.count == 3 }) else { return nil }
        self.init(
            columns: columns, rows: rows, slices: slices, origin: vectors[0], row: vectors[1], column: vectors[2],
            normal: vectors[3], spacing: vectors[4])
    }
}

extension LabelSegment {
    fileprivate init?(_ value: JSONValue) {
        guard let number = value["number"]?.integer, let label = value["label"]?.string else { return nil }
        self.init(number: number, label: label)
        description = value["description"]?.string
        category = value["category"]?.labelCode
        type = value["property"]?.labelCode
        region = value["region"]?.labelCode
        algorithm = value["algorithm"]?.string.flatMap(Algorithm.init) ?? .unknown
        algorithmName = value["algorithm_name"]?.string
        trackingID = value["tracking_id"]?.string
        trackingUID = value["tracking_uid"]?.string
        colour = value["colour"]?.integers
        for item in value["planes"]?.array ?? [] {
            guard let plane = LabelPlane(item) else { return nil }
            planes.append(plane)
        }
        contours = (value["contours"]?.array ?? []).map { item in
            var contour = LabelContour(type: item["type"]?.string ?? "", points: item["points"]?.numbers ?? [])
            contour.sop = item["sop"]?.string
            contour.frame = item["frame"]?.integer
            return contour
        }
    }
}

extension LabelPlane {
    fileprivate init?(_ value: JSONValue) {
        guard let columns = value["columns"]?.integer, let rows = value["rows"]?.integer, columns > 0, rows > 0,
            let text = value["runs"]?.string, let runs = RunText.words(text)
        else { return nil }
        self.init(columns: columns, rows: rows, runs: runs)
        sop = value["sop"]?.string
        frame = value["frame"]?.integer
        position = value["position"]?.numbers
        offset = value["offset"]?.integers
        values = value["values"]?.string.flatMap(RunText.bytes)
    }
}

extension LabelMeasurement {
    fileprivate init(_ value: JSONValue) {
        self.init()
        trackingID = value["tracking_id"]?.string
        trackingUID = value["tracking_uid"]?.string
        finding = value["finding"]?.labelCode
        sites = value["sites"]?.array?.compactMap(\.labelCode) ?? []
        values = (value["values"]?.array ?? []).compactMap { item in
            guard let name = item["name"]?.labelCode, let number = item["value"]?.double else { return nil }
            return Value(
                name: name, number: number, unit: item["unit"]?.labelCode ?? LabelCode("1", "UCUM", "no units"),
                derivation: item["derivation"]?.labelCode)
        }
        qualities = (value["qualities"]?.array ?? []).compactMap { item in
            guard let name = item["name"]?.labelCode, let value = item["value"]?.labelCode else { return nil }
            return LabelCodePair(name: name, value: value)
        }
        regions = (value["regions"]?.array ?? []).map { item in
            var region = Region(
                type: item["type"]?.string ?? "", points: item["points"]?.numbers ?? [],
                isPatient: item["patient"]?.boolean ?? false)
            region.sop = item["sop"]?.string
            region.frame = item["frame"]?.integer
            return region
        }
        if let sop = value["segment"]?["sop"]?.string, let number = value["segment"]?["number"]?.integer {
            segment = (sop, number)
        }
    }
}
