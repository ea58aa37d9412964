package import Storage

/// A database whose writes are counted and timed.
package struct MeasuredDatabase: SQLDatabase {
    let base: any SQLDatabase
    let metrics: Metrics

    package init(_ base: any SQLDatabase, metrics: Metrics) {
        self.base = base
        self.metrics = metrics
    }

    package var dialect: Dialect { base.dialect }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        try await base.read(body)
    }

    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        let start = ContinuousClock.now
        do {
            let result = try await base.write(body)
            metrics.observeWrite(took: ContinuousClock.now - start, failed: false)
            return result
        } catch {
            metrics.observeWrite(took: ContinuousClock.now - start, failed: true)
            throw error
        }
    }

    package func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }

    package func close() async { await base.close() }
}
