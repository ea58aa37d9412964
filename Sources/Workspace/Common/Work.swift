import Foundation
package import Storage

/// What every use-case of the workspace stands on.
package struct Work: Sendable {
    package let database: any SQLDatabase
    package let blobs: any BlobStore
    package let clock: WallClock
    /// What work on images stands on; nil where the program does none.
    package let imaging: ReadingRoom?
    /// The code systems; nil where the program uses none.
    package let terminology: TerminologyShelf?
    /// Between storing bytes and naming them nothing may be swept away.
    let blobGate = BlobGate()
    /// A number from 0 up to the given one.
    package let chance: @Sendable (Int) -> Int
    /// A name that nothing else has.
    package let newName: @Sendable () -> String

    package init(
        database: any SQLDatabase,
        blobs: any BlobStore,
        clock: WallClock = .system,
        imaging: ReadingRoom? = nil,
        terminology: TerminologyShelf? = nil,
        chance: @escaping @Sendable (Int) -> Int = { Int.random(in: 0..<max(1, $0)) },
        newName: @escaping @Sendable () -> String = { UUID().uuidString.lowercased() }
    ) {
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.imaging = imaging
        self.terminology = terminology
        self.chance = chance
        self.newName = newName
    }
}
