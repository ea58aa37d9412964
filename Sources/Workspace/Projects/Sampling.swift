/// In which order open tasks are handed out.
package enum Sampling: String, Sendable, CaseIterable {
    /// By their ids.
    case sequential = "Sequential sampling"
    /// Each open task is equally likely.
    case uniform = "Uniform sampling"
    /// The least sure prediction of the project's model version first; at random where there is none.
    case uncertainty = "Uncertainty sampling"
}
