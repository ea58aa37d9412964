/// What a file to be imported may not exceed, so that one bad file cannot take the server's memory.
package struct ImportLimits: Sendable, Equatable {
    /// The longest task in bytes. 256 MiB holds a task with a few brush masks of large images.
    package var taskBytes: Int
    /// The most columns of a table.
    package var columns: Int
    /// The longest cell of a table, in bytes.
    package var cellBytes: Int
    /// The longest line of a text file, in bytes.
    package var lineBytes: Int
    /// The most tasks of one file.
    package var tasks: Int

    package init(
        taskBytes: Int = 256 << 20, columns: Int = 4096, cellBytes: Int = 64 << 20, lineBytes: Int = 64 << 20,
        tasks: Int = 10_000_000
    ) {
        self.taskBytes = taskBytes
        self.columns = columns
        self.cellBytes = cellBytes
        self.lineBytes = lineBytes
        self.tasks = tasks
    }
}
