/// What an export says of itself.
package struct ExportAbout: Sendable, Equatable {
    /// When it was asked for, in microseconds since 1970 UTC.
    package var moment: Int64
    /// Who made the data set, for the formats that have a place for it.
    package var contributor: String

    package init(moment: Int64, contributor: String = "Vesalius") {
        self.moment = moment
        self.contributor = contributor
    }
}
