/// A 7th character that a code takes, with what it means: `A`, “initial encounter”.
package struct SeventhCharacter: Sendable, Equatable {
    package var character: String
    package var meaning: String
    /// The code with it, placeholders filled in.
    package var code: String
}
