extension LOINCReading {
    mutating func readParts(_ entry: ReleaseSource.Entry) throws {
        let type = assembly.propertyName("PartTypeName")
        let rows = try run.table(entry, .commas) { header in
            (
                code: try header.required("PartNumber"), type: header.column("PartTypeName"),
                name: try header.required("PartName"), display: header.column("PartDisplayName"),
                status: header.column("Status")
            )
        } row: { columns, row in
            let status = row[columns.status]
            let isActive = !status.equals("DEPRECATED") && !status.equals("INACTIVE")
            guard
                let concept = try concept(
                    row[columns.code], isActive ? [.active] : [], tag: partTag, entry.name, row.line, "PartNumber")
            else { return }
            let (name, display) = (row[columns.name], row[columns.display])
            english(concept, display.isEmpty ? name : display, .preferred)
            if !display.isEmpty, !name.elementsEqual(display) { english(concept, name, .synonym) }
            assembly.property(concept, type, row[columns.type])
        }
        assembly.source(entry.name, rows: rows)
    }

    /// The component hierarchy: a code stands in it once for each way up.
    mutating func readHierarchy(_ entry: ReleaseSource.Entry) throws {
        // A parent may be named before its own row, so edges wait until all parts are known.
        var waiting: [(child: UInt32, parent: UInt32, line: Int)] = []
        var parents = CodeTable()
        let rows = try run.table(entry, .commas) { header in
            (
                parent: try header.required("IMMEDIATE_PARENT"), code: try header.required("CODE"),
                text: header.column("CODE_TEXT")
            )
        } row: { columns, row in
            let code = row[columns.code]
            let child: UInt32
            if let known = assembly.row(code) {
                child = known
            } else if code.count > 2, code[0] == UInt8(ascii: "L"), code[1] == UInt8(ascii: "P") {
                guard let added = try concept(code, [.active], tag: partTag, entry.name, row.line, "CODE") else {
                    return
                }
                english(added, row[columns.text], .preferred)
                child = added
            } else {
                return try run.problems.fail(
                    entry.name, row.line, "CODE", "“\(code.text)” is neither a part nor in the table of terms")
            }
            let parent = row[columns.parent]
            if !parent.isEmpty { waiting.append((child, parents.insert(parent).row, row.line)) }
        }
        let known = (0..<parents.count).map { assembly.row(parents.texts[$0]) }
        for edge in waiting {
            if let parent = known[Int(edge.parent)] {
                assembly.edge(edge.child, parent)
            } else {
                try run.problems.fail(
                    entry.name, edge.line, "IMMEDIATE_PARENT",
                    "“\(parents.texts[Int(edge.parent)])”, above “\(assembly.code(edge.child))”, is not in the release")
            }
        }
        assembly.source(entry.name, rows: rows)
    }

    /// Which part a term has in which role, as attributes: their types are concepts named as LOINC's properties are.
    mutating func readPartLinks(_ entry: ReleaseSource.Entry) throws {
        var types = CodeTable()
        var typeRows: [UInt32] = []
        let rows = try run.table(entry, .commas) { header in
            (
                term: try header.required("LoincNumber"), part: try header.required("PartNumber"),
                property: header.column("Property") ?? header.column("PartTypeName"), name: header.column("PartName")
            )
        } row: { columns, row in
            guard let term = assembly.row(row[columns.term]) else {
                return run.problems.warn(
                    entry.name, row.line, "LoincNumber", "“\(row.text(columns.term))” is not in the table of terms")
            }
            var part = assembly.row(row[columns.part])
            if part == nil {
                part = try concept(row[columns.part], [.active], tag: partTag, entry.name, row.line, "PartNumber")
                if let part { english(part, row[columns.name], .preferred) }
            }
            guard let part else { return }
            let (known, isNew) = types.insert(row[columns.property])
            if isNew {
                let property = row.text(columns.property)
                typeRows.append(attributeType(property.split(separator: "/").last.map(String.init) ?? "part"))
            }
            link(term, typeRows[Int(known)], part)
        }
        assembly.source(entry.name, rows: rows)
    }

    /// Adds an attribute once, however often the tables say it.
    mutating func link(_ source: UInt32, _ type: UInt32, _ target: UInt32) {
        // Types are few: their rows, counted from the first, fit beside two rows of 28 bits.
        let key = UInt64(type & 0xFF) << 56 | UInt64(source & 0xFFF_FFFF) << 28 | UInt64(target & 0xFFF_FFFF)
        if links.insert(key) { assembly.attribute(source, type, target) }
    }

    mutating func attributeType(_ name: String) -> UInt32 {
        if let row = attributeTypes[name] { return row }
        let row = assembly.concept(name, [.active], tag: attributeTag) ?? assembly.row(name) ?? 0
        english(row, name, .preferred)
        attributeTypes[name] = row
        return row
    }
}
