/// A control as Label Studio's `parsed_label_config` describes it.
package struct ParsedControl: Sendable, Equatable {
    /// An object the control is about.
    package struct Input: Sendable, Equatable {
        package var type: String
        package var valueType: String?
        package var value: String?
        package var valueList: String?
        package var name = ""
        /// The key of a native file and the kind of image it is; Label Studio knows neither.
        package var source: String? = nil
        package var medical: String? = nil
    }

    package struct Label: Sendable, Equatable {
        package var answer: String
        package var attributes: [MarkupAttribute]
    }

    package struct Condition: Sendable, Equatable {
        package var type: String
        package var name: String
    }

    package var name: String
    package var type: String
    package var toName: [String]
    /// Flags of Repeaters that stand in `toName`.
    package var flags: [String] = []
    package var condition: Condition?
    package var isDynamic = false
    package var inputs: [Input] = []
    package var labels: [Label] = []
}
