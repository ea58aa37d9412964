/// Something wrong, or doubtful, at a place of a config.
package struct ConfigProblem: Sendable, Equatable, CustomStringConvertible {
    package enum Severity: Sendable, Equatable {
        /// The config cannot be used.
        case error
        /// It can, but something will not work as its author may expect.
        case warning
    }

    package enum Reason: Sendable, Equatable {
        case markup(MarkupError.Reason)
        case missing(attribute: String, tag: String)
        /// As `missing`, where Label Studio's server does not look and only its editor fails.
        case lacks(attribute: String, tag: String)
        /// One of `value` and `valueList` is needed, not both.
        case valueAndList(tag: String)
        case noOptions(tag: String, option: String)
        case nameTwice(String, firstLine: Int)
        case unknownTarget(String, tag: String, names: [String])
        case badNumber(attribute: String, tag: String, value: String)
        case outOfRange(attribute: String, tag: String, low: Double, high: Double)
        case minimumAboveDefault(tag: String)
        case noTarget(tag: String)
        case unknownTag(String)
        case wrongObject(tag: String, target: String, objectTag: String)
        case unknownCondition(tag: String, name: String)
        case optionTwice(String, tag: String)
        /// A word of the medical extension that it does not have.
        case notOneOf(attribute: String, tag: String, value: String, known: [String])
        /// What stands for a code system has not the form of one.
        case notASystem(String, tag: String)
        /// No release of the code system is loaded; it may be before anybody labels.
        case unknownSystem(String, tag: String)
        /// An expression of ECL that cannot be read; the position counts from 1 in the attribute.
        case badExpression(tag: String, position: Int, message: String)
        /// An attribute that must name a key of the task's data.
        case notAKey(attribute: String, tag: String, value: String)
    }

    package var reason: Reason
    package var place: MarkupPlace

    package init(_ reason: Reason, at place: MarkupPlace) {
        self.reason = reason
        self.place = place
    }

    init(_ error: MarkupError) { self.init(.markup(error.reason), at: error.place) }

    package var severity: Severity {
        switch reason {
        case .lacks, .noTarget, .unknownTag, .wrongObject, .unknownCondition, .optionTwice, .unknownSystem: .warning
        default: .error
        }
    }

    package var description: String { "line \(place.line), column \(place.column): \(message)" }
}
