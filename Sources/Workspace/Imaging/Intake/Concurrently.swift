/// Does something with each element, a few at a time, and answers in their order.
func concurrently<Element: Sendable, Result: Sendable>(
    _ elements: [Element], width: Int, priority: TaskPriority? = nil,
    _ body: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    var results = [Result?](repeating: nil, count: elements.count)
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var next = 0
        while next < min(width, elements.count) {
            let index = next
            group.addTask(priority: priority) { (index, try await body(elements[index])) }
            next += 1
        }
        while let (index, result) = try await group.next() {
            results[index] = result
            if next < elements.count {
                let index = next
                group.addTask(priority: priority) { (index, try await body(elements[index])) }
                next += 1
            }
        }
    }
    return results.compactMap { $0 }
}
