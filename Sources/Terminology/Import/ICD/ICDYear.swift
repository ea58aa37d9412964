/// The fiscal year of a release in a file name or version.
enum ICDYear {
    /// The last number of four digits between 2000 and 2099.
    static func find(in text: some StringProtocol) -> String? {
        var found: String?
        for run in text.split(whereSeparator: { !("0"..."9").contains($0) }) where run.count == 4 && run.hasPrefix("20")
        {
            found = String(run)
        }
        return found
    }
}
