extension Licence {
    /// A system whose terms are not known here.
    static func unknown(notice: String = "") -> Licence {
        Licence(
            title: "Terms of its owner",
            summary:
                "Who may use it and pass it on is for its owner to say; ask before its names leave this installation.",
            notice: notice, isRedistributable: false)
    }
}
