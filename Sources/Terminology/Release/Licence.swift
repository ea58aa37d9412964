/// Terms under which a code system may be used, in short, with the notice its owner asks for.
package struct Licence: Sendable, Equatable {
    /// “SNOMED CT Affiliate Licence”.
    package var title: String
    /// One or two sentences for people: who may use it and what may not be done.
    package var summary: String
    /// The notice that must go with copies, empty where none is asked for.
    package var notice: String
    /// Whether descriptions may leave this installation in exports without a further agreement.
    package var isRedistributable: Bool

    package init(title: String, summary: String, notice: String = "", isRedistributable: Bool) {
        self.title = title
        self.summary = summary
        self.notice = notice
        self.isRedistributable = isRedistributable
    }
}
