import Imaging

/// Names the images of an archive: each address gets one name, and no two addresses the same.
struct ImageNames {
    private var byURL: [String: String] = [:]
    private var used: Set<String> = []

    /// The file name of an image, without a folder; and whether the address is new.
    mutating func name(of url: String?, task: Int) -> (name: String, isNew: Bool) {
        let fallback = "task-\(task)"
        guard let url else { return (fallback, false) }
        if let known = byURL[url] { return (known, false) }
        var name = ArchiveName.ofURL(url, fallback: fallback)
        // Different images may have the same name, and a label file is found by the name without its ending.
        if used.contains(ArchiveName.stem(name).lowercased()) {
            let stem = ArchiveName.stem(name)
            name = stem + "-task-\(task)" + name.dropFirst(stem.count)
        }
        used.insert(ArchiveName.stem(name).lowercased())
        byURL[url] = name
        return (name, true)
    }
}
