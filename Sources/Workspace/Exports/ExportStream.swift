package import Exchange
import JSON
import LabelConfig
import Storage

/// An export in the making: each call reads some tasks and answers their bytes, so that no more is in memory than one
/// page, and the first bytes are there after the first page.
package struct ExportStream: Sendable {
    /// Small, for the first byte to come soon.
    private static let firstPage = 32
    /// Large enough that queries do not count; results with masks make it smaller.
    private static let largestPage = 500
    /// About what a page may weigh.
    private static let pageBytes = 8 << 20

    package let format: ExportFormat
    /// `project-7-at-2026-11-23-17-58-05.json`
    package let fileName: String

    private let work: Work
    private let request: ExportRequest
    private let project: Project
    private var filling = CodeFilling()
    private let now: Int
    private let schema: ExportSchema
    private var writer: any ExportWriter
    private let imaging: ImagingExport
    private var last = 0
    private var size = ExportStream.firstPage
    private var hasBegun = false
    private var hasEnded = false
    /// The next page, read while the one before it is on its way out.
    private var coming: Task<[ExportedTask], any Error>?
    package private(set) var tasks = 0

    init(_ request: ExportRequest, _ project: Project, _ work: Work) {
        self.request = request
        self.project = project
        self.work = work
        imaging = ImagingExport(work, organization: project.organization)
        now = work.clock.now()
        format = request.format
        schema =
            (try? LabelConfig(parsing: project.labelConfig)).map { ExportSchema($0) } ?? ExportSchema(controls: [])
        writer = request.format.writer(schema: schema, about: ExportAbout(moment: Int64(now)))
        let stamp = ISOTime.text(now).prefix(19).map { $0 == "T" || $0 == ":" ? "-" : $0 }
        fileName = "project-\(project.id)-at-\(String(stamp)).\(request.format.fileExtension)"
    }

    /// The next bytes, or nil at the end.
    package mutating func next() async throws -> [UInt8]? {
        guard !hasEnded else { return nil }
        var out: [UInt8] = []
        if !hasBegun {
            hasBegun = true
            filling = try await CodeFilling(project, work)
            if format.needsSurvey { try await survey() }
            try writer.begin(into: &out)
        }
        let page = try await page()
        var bytes = 0
        for var task in page {
            if !filling.isEmpty { filling.fill(&task) }
            let before = out.count
            if format.carriesImages { task.media = try await media(of: task) }
            if format.needsImaging { task.imaging = try await imaging.imaging(of: task) }
            try writer.write(task, into: &out)
            bytes += out.count - before
        }
        tasks += page.count
        if page.isEmpty {
            hasEnded = true
            try writer.end(into: &out)
        } else {
            let each = max(1, bytes / page.count)
            size = max(1, min(Self.largestPage, Self.pageBytes / each, size * 4))
        }
        return out
    }

    /// Lets a page that nobody will take any more go.
    package func cancel() { coming?.cancel() }

    private mutating func page() async throws -> [ExportedTask] {
        let page = try await (coming ?? fetch(after: last)).value
        coming = nil
        guard let end = page.last else { return [] }
        last = end.id
        // Waited for by the next call, or cancelled by `cancel()`; it holds one page.
        coming = fetch(after: last)
        return page
    }

    private func fetch(after: Int) -> Task<[ExportedTask], any Error> {
        Task { [request, size, now, database = work.database] in
            try await database.read { connection in
                try ExportPage.read(request, after: after, limit: size, now: now, in: connection)
            }
        }
    }

    /// The uploaded files a task's data name; what is not ours stays an address.
    private func media(of task: ExportedTask) async throws -> [String: [UInt8]] {
        var media: [String: [UInt8]] = [:]
        for url in format.mediaURLs(of: task, schema: schema) where url.hasPrefix("/data/upload/") {
            let name = url.split(separator: "/").last.map(String.init) ?? ""
            let project = request.project
            let blob = try await work.database.read { connection in
                try connection.first(
                    "SELECT blob FROM file_upload WHERE name = \(name) AND project_id = \(project)"
                )?.string("blob")
            }
            guard let id = blob.flatMap({ BlobID(hex: $0) }) else { continue }
            media[url] = try await work.blobs.bytes(of: id)
        }
        return media
    }

    /// Tables need their columns before the first row.
    private mutating func survey() async throws {
        var after = 0
        while true {
            let page = try await fetch(after: after).value
            guard let end = page.last else { return }
            for task in page { try writer.survey(task) }
            after = end.id
            size = Self.largestPage
        }
    }
}
