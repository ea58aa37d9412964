import Foundation
import Synchronization
import Terminology

/// The folder of releases and those of them that are open, for all requests together.
///
/// A file is opened when it is first asked for and stays open; a search that still runs when its release is deleted holds
/// it open to its end.
package final class TerminologyShelf: Sendable {
    package let folder: String
    /// The program that reads untrusted release files in a process of its own; nil reads them in this one.
    package let program: String?

    private enum Volume {
        case open(TerminologyIndex, ExpressionEvaluator)
        case broken(String, seen: ContinuousClock.Instant)
    }

    private let volumes = Mutex<[String: Volume]>([:])
    let catalogue = TerminologyCatalogue()
    let scopes = ScopeCache()
    let habits = HabitCache()

    /// A file that was missing may have been put there meanwhile.
    private static let patience = Duration.seconds(5)

    package init(folder: String, program: String? = nil) {
        self.folder = folder
        self.program = program
    }

    func path(of release: TerminologyRelease) -> String { folder + "/" + release.file }

    /// A release ready to be asked, or why it cannot be.
    func open(_ release: TerminologyRelease) throws(BrokenRelease) -> OpenRelease {
        switch volumes.withLock({ $0[release.file] }) {
        case .open(let index, let evaluator): return OpenRelease(release: release, index: index, evaluator: evaluator)
        case .broken(let reason, let seen) where seen + Self.patience > .now:
            throw BrokenRelease(name: release.name, reason: reason)
        default: break
        }
        // Outside the lock: others go on searching. Two that come at once both open it, and one is let go of.
        let volume: Volume
        do {
            let index = try TerminologyIndex.open(path(of: release))
            volume = .open(index, ExpressionEvaluator(index))
        } catch {
            volume = .broken(error.words, seen: .now)
        }
        volumes.withLock { $0[release.file] = volume }
        switch volume {
        case .open(let index, let evaluator): return OpenRelease(release: release, index: index, evaluator: evaluator)
        case .broken(let reason, _): throw BrokenRelease(name: release.name, reason: reason)
        }
    }

    /// Lets go of a release that was deleted.
    func close(_ release: TerminologyRelease) {
        volumes.withLock { $0[release.file] = nil }
        scopes.forget(release.id)
    }

    /// Forgets everything that was learned from the database; for a store that was emptied.
    package func forgetAll() {
        volumes.withLock { $0 = [:] }
        catalogue.forget()
        scopes.forgetAll()
        habits.forgetAll()
    }
}

extension IndexFailure {
    /// What is wrong with the file, without where it lies.
    var words: String {
        switch self {
        case .unreadable(_, let reason): "its file cannot be read: \(reason)"
        case .notAnIndex: "its file is no index"
        case .otherFormat(_, let found, let expected):
            "its file has format \(found), and this version of Vesalius reads \(expected)"
        case .damaged(_, let part, let reason): "its file is damaged in “\(part)”: \(reason)"
        case .unwritable(_, let reason): "its file cannot be written: \(reason)"
        }
    }
}

/// A release whose file is missing or damaged.
package struct BrokenRelease: DomainError, Equatable {
    package let name: String
    package let reason: String

    package var refusal: Refusal {
        Refusal(.unavailable, "The release \(name) cannot be used: \(reason). Load it again.")
    }
}

extension Work {
    /// The releases of code systems, or why there are none.
    func shelf() throws(Refusal) -> TerminologyShelf {
        guard let terminology else { throw Refusal(.unavailable, "This program was started without code systems.") }
        return terminology
    }
}

extension Terminologies {
    /// What is wrong with the file of a release, every byte of it read anew; nil where nothing is.
    package func fault(in release: TerminologyRelease) -> String? {
        guard let shelf = work.terminology else { return "this program was started without code systems" }
        do {
            _ = try TerminologyIndex.open(shelf.path(of: release))
            return nil
        } catch {
            return error.words
        }
    }
}
