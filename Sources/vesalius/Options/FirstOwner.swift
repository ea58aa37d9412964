import Configuration
import Server

extension FirstStart.Owner {
    /// Whom the settings name.
    init(_ reader: ConfigReader) {
        self.init(
            email: reader.string(forKey: "ownerEmail"),
            password: reader.string(forKey: "ownerPassword", isSecret: true),
            token: reader.string(forKey: "ownerToken", isSecret: true)
        )
    }
}
