/// What an export says of itself.
package struct ExportAbout: Sendable, Equatable {
    /// When it was asked for, in microseconds since 1970 UTC.
    package var moment: Int64
    /// Who made the data set, for the formats that have a place for it.
    package var contributor: String
    /// The address of the server without a slash at its end, for formats that point at its pictures; empty for addresses within it.
    package var address = ""

    package init(moment: Int64, contributor: String = "Vesalius") {
        self.moment = moment
        self.contributor = contributor
    }
}
