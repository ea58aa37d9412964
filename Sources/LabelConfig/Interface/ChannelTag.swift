/// One signal of a time series.
package struct ChannelTag: Sendable, Equatable {
    /// The column of the data; Label Studio compares columns in lower case.
    package let column: String
    package let legend: String?
    package let units: String?

    init?(_ element: MarkupElement) {
        guard let column = element["column"] else { return nil }
        self.column = column
        legend = element["legend"]
        units = element["units"]
    }
}
