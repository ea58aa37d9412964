import Hummingbird
import JSON

/// What an operation is asked: from the address, or from a Parameters resource (or the one resource it is about) in the body.
struct FHIRParameters: Sendable {
    private var texts: [(name: String, text: String)] = []
    private var values: [(name: String, value: JSONValue)] = []
    /// The language that the client prefers, where no parameter says it.
    private(set) var acceptedLanguage: String?

    /// - Parameter subject: the name under which a bare resource in the body counts.
    init(_ request: Request, subject: String = "") async throws {
        texts = request.queryItems.items.map { ($0.name, $0.value) }
        acceptedLanguage = request.headers[.acceptLanguage]
        guard request.method == .post else { return }
        let type = HeaderParameters(request.headers[.contentType] ?? "").value
        if type == "application/x-www-form-urlencoded" {
            texts += QueryItems(String(decoding: try await request.bytes(), as: UTF8.self)).items.map {
                ($0.name, $0.value)
            }
            return
        }
        let bytes = try await request.bytes()
        guard !bytes.isEmpty else { return }
        if type.contains("xml") { throw FHIRFailure(.notSupported, "Resources are read as JSON, not as XML.") }
        let body: JSONValue
        do {
            body = try JSONValue(parsing: bytes)
        } catch {
            throw FHIRFailure(.invalid, "The body is no JSON: \(error).")
        }
        switch body["resourceType"]?.string {
        case "Parameters": try add(body["parameter"]?.array ?? [])
        case let kind? where !subject.isEmpty && kind.lowercased() == subject.lowercased():
            values.append((subject, body))
        default:
            throw FHIRFailure(.invalid, "The body is no Parameters resource.", at: "resourceType")
        }
    }

    private mutating func add(_ parameters: [JSONValue]) throws {
        for (place, parameter) in parameters.enumerated() {
            guard let object = parameter.object, let name = object["name"]?.string else {
                throw FHIRFailure(.invalid, "A parameter has no name.", at: "Parameters.parameter[\(place)]")
            }
            if let resource = object["resource"] {
                values.append((name, resource))
            } else if let member = object.members.first(where: { $0.key.hasPrefix("value") }) {
                if let text = Self.text(member.value) { texts.append((name, text)) }
                values.append((name, member.value))
            }
        }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .bool(let truth): truth ? "true" : "false"
        case .number: value.text
        default: nil
        }
    }

    /// The last value of that name.
    subscript(name: String) -> String? {
        texts.last { $0.name == name && !$0.text.isEmpty }?.text
    }

    func all(_ name: String) -> [String] { texts.filter { $0.name == name && !$0.text.isEmpty }.map(\.text) }

    func required(_ name: String) throws(FHIRFailure) -> String {
        guard let text = self[name] else { throw .missing(name) }
        return text
    }

    func boolean(_ name: String) throws(FHIRFailure) -> Bool? {
        guard let text = self[name] else { return nil }
        guard let value = ["true": true, "false": false][text] else {
            throw FHIRFailure(.value, "“\(name)” is true or false.", at: "Parameters.\(name)")
        }
        return value
    }

    func count(_ name: String) throws(FHIRFailure) -> Int? {
        guard let text = self[name] else { return nil }
        guard let value = Int(text), value >= 0 else {
            throw FHIRFailure(.value, "“\(name)” is a number from 0.", at: "Parameters.\(name)")
        }
        return value
    }

    /// A structure or resource of that name.
    func value(_ name: String) -> JSONValue? { values.last { $0.name == name && $0.value.object != nil }?.value }

    /// Codings that are asked about: `code` with its system, a Coding, or those of a CodeableConcept.
    /// - Parameter system: the name of the parameter that holds the system.
    func codings(code: String = "code", coding: String = "coding", system: String = "system") -> [FHIRCoding] {
        if let code = self[code] {
            return [
                FHIRCoding(
                    system: self[system], version: self["version"] ?? self["systemVersion"], code: code,
                    display: self["display"])
            ]
        }
        if let one = value(coding).flatMap(FHIRCoding.init) { return [one] }
        // `system|code`, as GET requests write a Coding.
        if let text = self[coding], let bar = text.firstIndex(of: "|") {
            return [
                FHIRCoding(
                    system: String(text[..<bar]), version: nil, code: String(text[text.index(after: bar)...]),
                    display: nil)
            ]
        }
        return (value("codeableConcept")?["coding"]?.array ?? []).compactMap(FHIRCoding.init)
    }
}

/// A code with its system, as a client names it.
struct FHIRCoding: Sendable, Equatable {
    var system: String?
    var version: String?
    var code: String
    var display: String?
}

extension FHIRCoding {
    init?(_ value: JSONValue) {
        guard let code = value["code"]?.string else { return nil }
        self.init(
            system: value["system"]?.string, version: value["version"]?.string, code: code,
            display: value["display"]?.string)
    }
}
