package import JSON

/// A value that is a JSON object with snake_case members; what is absent or empty is left out.
package protocol FieldCoded {
    /// Nil where a member without which the value means nothing is missing or wrong.
    init?(_ fields: JSONObject)
    var fields: JSONObject { get }
}

extension FieldCoded {
    /// The value as JSON.
    package var json: JSONValue { .object(fields) }

    /// Reads the value from JSON.
    package init?(json: JSONValue) {
        guard let object = json.object else { return nil }
        self.init(object)
    }
}

extension JSONObject {
    func text(_ key: String) -> String? { self[key]?.string }
    func whole(_ key: String) -> Int? { self[key]?.integer }
    func number(_ key: String) -> Double? { self[key]?.double }
    func flag(_ key: String) -> Bool { self[key]?.boolean ?? false }
    func numbers(_ key: String) -> [Double] { self[key]?.array?.compactMap(\.double) ?? [] }
    func wholes(_ key: String) -> [Int] { self[key]?.array?.compactMap(\.integer) ?? [] }
    func texts(_ key: String) -> [String] { self[key]?.array?.compactMap(\.string) ?? [] }

    func vector(_ key: String) -> SIMD3<Double>? {
        let numbers = numbers(key)
        return numbers.count == 3 ? SIMD3(numbers[0], numbers[1], numbers[2]) : nil
    }

    func pair(_ key: String) -> PlaneSpacing? {
        let numbers = numbers(key)
        return numbers.count == 2 ? PlaneSpacing(x: numbers[0], y: numbers[1]) : nil
    }

    func nested<Value: FieldCoded>(_ key: String) -> Value? { self[key]?.object.flatMap { Value($0) } }
    func list<Value: FieldCoded>(_ key: String) -> [Value] {
        self[key]?.array?.compactMap { $0.object.flatMap { Value($0) } } ?? []
    }

    mutating func put(_ key: String, _ value: String?) {
        if let value { append(key, .string(value)) }
    }

    mutating func put(_ key: String, _ value: Int?) {
        if let value { append(key, JSONValue(value)) }
    }

    mutating func put(_ key: String, _ value: Double?) {
        if let value { append(key, JSONValue(value)) }
    }

    mutating func put(_ key: String, _ value: Bool) {
        if value { append(key, true) }
    }

    mutating func put(_ key: String, _ value: SIMD3<Double>?) {
        if let value { append(key, .array([value.x, value.y, value.z].map { JSONValue($0) })) }
    }

    mutating func put(_ key: String, _ value: PlaneSpacing?) {
        if let value { append(key, .array([JSONValue(value.x), JSONValue(value.y)])) }
    }

    mutating func put(_ key: String, _ values: [String]) {
        if !values.isEmpty { append(key, .array(values.map(JSONValue.string))) }
    }

    mutating func put(_ key: String, _ values: [Int]) {
        if !values.isEmpty { append(key, .array(values.map { JSONValue($0) })) }
    }

    mutating func put(_ key: String, _ values: [Double]) {
        if !values.isEmpty { append(key, .array(values.map { JSONValue($0) })) }
    }

    mutating func put(_ key: String, _ value: (some FieldCoded)?) {
        if let fields = value?.fields, !fields.isEmpty { append(key, .object(fields)) }
    }

    mutating func put(_ key: String, _ values: [some FieldCoded]) {
        if !values.isEmpty { append(key, .array(values.map(\.json))) }
    }
}
