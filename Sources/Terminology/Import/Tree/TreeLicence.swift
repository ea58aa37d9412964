extension Licence {
    static let ownTree = Licence(
        title: "Your own",
        summary: "A tree that was made here or brought along: its terms are those of whoever wrote it.",
        isRedistributable: true)
}
