import JSON

/// Spans of texts, recordings and signals.
extension ResultCheck {
    mutating func lookAtSpan(_ value: JSONValue, item: JSONValue, type: String, _ object: ObjectTag?) {
        switch (type, object?.kind.carrier) {
        case ("paragraphlabels", _), ("labels", .paragraphs?): lookAtParagraphs(value, object)
        case ("hypertextlabels", _), (_, .hyperText?): lookAtHyperText(value)
        case ("timeserieslabels", _), (_, .timeSeries?): lookAtTimes(value)
        case (_, .audio?), (_, .video?): lookAtRecording(value, item: item)
        case (_, .text?): lookAtCodePoints(value, object)
        default: if value["start"] == nil { note("value.start", .missing) }
        }
    }

    private mutating func lookAtCodePoints(_ value: JSONValue, _ object: ObjectTag?) {
        // A text that is shown as HTML gets the offsets of one.
        if value["startOffset"] != nil { return lookAtHyperText(value) }
        let start = whole(value["start"], "value.start")
        let end = whole(value["end"], "value.end")
        guard let start, let end else { return }
        if end < start { note("value.end", .endBeforeStart) }
        if let object, let length = textLength(of: object) {
            if start > length { note("value.start", .beyondText(length: length)) }
            if end > length { note("value.end", .beyondText(length: length)) }
        }
    }

    private mutating func lookAtHyperText(_ value: JSONValue) {
        if let global = value["globalOffsets"], !global.isNull {
            let start = whole(global["start"], "value.globalOffsets.start")
            let end = whole(global["end"], "value.globalOffsets.end")
            if let start, let end, end < start { note("value.globalOffsets.end", .endBeforeStart) }
        }
        for key in ["start", "end"] {
            // Predictions may bring code points only.
            guard let step = value[key] else {
                if value["globalOffsets"] == nil { note("value." + key, .missing) }
                continue
            }
            if step.string == nil, step.integer == nil { note("value." + key, .notA(.text)) }
        }
        for key in ["startOffset", "endOffset"] {
            if let offset = value[key], !offset.isNull { whole(offset, "value." + key) }
        }
    }

    private mutating func lookAtParagraphs(_ value: JSONValue, _ object: ObjectTag?) {
        let list = object.flatMap { object in data.flatMap { object.value?.look(in: $0) }?.array }
        for (key, offsetKey) in [("start", "startOffset"), ("end", "endOffset")] {
            guard let text = value[key] else {
                note("value." + key, .missing)
                continue
            }
            guard let index = text.string.flatMap({ Int($0) }) ?? text.integer, index >= 0 else {
                note("value." + key, .notWhole)
                continue
            }
            if let list, index >= list.count {
                note("value." + key, .beyondList(count: list.count))
                continue
            }
            guard let offset = whole(value[offsetKey], "value." + offsetKey) else { continue }
            if let list, let object, let length = list[index][object.textKey]?.string?.unicodeScalars.count,
                offset > length
            {
                note("value." + offsetKey, .beyondText(length: length))
            }
        }
    }

    private mutating func lookAtTimes(_ value: JSONValue) {
        for key in ["start", "end"] {
            guard let time = value[key] else {
                note("value." + key, .missing)
                continue
            }
            // Times in a column's own format are text.
            if time.string == nil { number(time, "value." + key) }
        }
        if let instant = value["instant"], !instant.isNull, instant.boolean == nil {
            note("value.instant", .notA(.boolean))
        }
        if let start = value["start"]?.double, let end = value["end"]?.double, end < start {
            note("value.end", .endBeforeStart)
        }
    }

    private mutating func lookAtRecording(_ value: JSONValue, item: JSONValue) {
        if value["ranges"] != nil { return lookAtRanges(value) }
        let last = item["original_length"]?.double.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
        // A span may be rounded up beyond the last sample; a tenth of a second is more than any frame.
        let reach = 0...(last.map { $0 + 0.1 } ?? Double.greatestFiniteMagnitude)
        let start = number(value["start"], "value.start", in: reach)
        let end = number(value["end"], "value.end", in: reach)
        if let start, let end, end < start { note("value.end", .endBeforeStart) }
        if let channel = value["channel"], !channel.isNull { whole(channel, "value.channel") }
    }

    mutating func lookAtRanges(_ value: JSONValue) {
        guard let ranges = value["ranges"]?.array else {
            return note("value.ranges", value["ranges"] == nil ? .missing : .notA(.list))
        }
        if ranges.isEmpty { note("value.ranges", .missing) }
        for (index, range) in ranges.enumerated() {
            let path = "value.ranges[\(index)]"
            let start = number(range["start"], path + ".start", in: 0...Double(Int32.max))
            let end = number(range["end"], path + ".end", in: 0...Double(Int32.max))
            if let start, let end, end < start { note(path + ".end", .endBeforeStart) }
        }
    }

    mutating func lookAtFrames(_ value: JSONValue) {
        guard let frames = value["sequence"]?.array else {
            return note("value.sequence", value["sequence"] == nil ? .missing : .notA(.list))
        }
        for (index, frame) in frames.enumerated() {
            let path = "value.sequence[\(index)]"
            whole(frame["frame"], path + ".frame")
            if frame["vertices"] != nil {
                lookAtVertices(frame["vertices"], path + ".vertices")
            } else {
                for key in ["x", "y"] { number(frame[key], "\(path).\(key)", in: -100...200) }
                for key in ["width", "height"] { number(frame[key], "\(path).\(key)", in: 0...200) }
            }
        }
    }
}
