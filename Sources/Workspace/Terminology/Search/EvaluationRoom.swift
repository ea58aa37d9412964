import Dispatch
import Foundation
import Terminology

/// Where expressions are evaluated: on threads of their own, as many as there are processors, so that one which takes long
/// holds up no request but others of its kind.
enum EvaluationRoom {
    private static let queues = (0..<max(1, ProcessInfo.processInfo.activeProcessorCount)).map {
        DispatchQueue(label: "terminology.evaluate.\($0)", qos: .userInitiated)
    }

    /// - Throws: `ExpressionFailure`.
    static func evaluate(_ expression: String, in open: OpenRelease) async throws -> ConceptSet {
        try await run { limits throws(ExpressionFailure) in try open.evaluator.evaluate(expression, limits: limits) }
    }

    /// - Throws: `ExpressionFailure`.
    static func answer(_ expression: String, in open: OpenRelease) async throws -> ExpressionAnswer {
        try await run { limits throws(ExpressionFailure) in try open.evaluator.answer(expression, limits: limits) }
    }

    private static func run<Value: Sendable>(
        _ work: @escaping @Sendable (ExpressionLimits) throws(ExpressionFailure) -> Value
    ) async throws -> Value {
        let flag = CancelFlag()
        let outcome: Result<Value, ExpressionFailure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queues[Int.random(in: queues.indices)].async {
                    continuation.resume(
                        returning: Result { () throws(ExpressionFailure) in
                            try work(ExpressionLimits(isCancelled: { flag.isSet }))
                        })
                }
            }
        } onCancel: {
            flag.set()
        }
        return try outcome.get()
    }
}
