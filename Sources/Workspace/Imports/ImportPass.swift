import Exchange
import Imaging
import Storage

/// One reading of all sources of an import: checks each task and stores them as they come.
struct ImportPass {
    let work: Work
    let request: ImportRequest
    let project: Project
    let member: Member
    let people: ImportPeople
    let batch: Int
    let now: Int

    private(set) var tally = ProjectTally()
    private(set) var labels = ResultOutline()
    private(set) var draftLabels = ResultOutline()
    private(set) var modelVersion: String?
    private var check: TaskCheck
    private let codeSystems: CodeSystems
    /// Nil where no results can hold segments, or nothing is to be stored.
    let folding: SegmentFolding?
    private var report = ImportReport()
    private var rows = BatchRows()
    private var upload: Int?
    /// Segmentations and the like, which go onto tasks once these are there.
    private(set) var labelFiles: [MedicalIntake.Arrival] = []
    /// JSON files of labels, likewise.
    private(set) var documents: [LabelDocument] = []
    /// Series whose frames are to be made beforehand.
    private(set) var newSeries: [Int] = []
    /// The transaction that runs while the next tasks are read.
    private var storing: Task<BatchRows.Sum, any Error>?

    init(
        work: Work, request: ImportRequest, project: Project, member: Member, people: ImportPeople, batch: Int,
        now: Int
    ) {
        self.work = work
        self.request = request
        self.project = project
        self.member = member
        self.people = people
        self.batch = batch
        self.now = now
        check = TaskCheck(project)
        codeSystems = CodeSystems(config: project.labelConfig, project: project.id)
        folding = request.commits ? SegmentFolding(work, project, member) : nil
    }

    var columns: DataColumns { check.columns }

    /// Reads one source to its end.
    mutating func read(_ source: ImportSource, progress: @Sendable (Int) async throws -> Void) async throws {
        if source.upload?.id != upload {
            try await store()
            upload = source.upload?.id
        }
        let kind = try source.name.isEmpty ? TaskFileKind.json : TaskFileKind(fileNamed: source.name)
        if let upload = source.upload {
            report.uploads.append(upload.id)
            let ending = source.name.split(separator: ".").last.map { "." + $0.lowercased() } ?? ""
            report.formats[ending, default: 0] += 1
        }
        if kind.couldBeTasksList { report.couldBeTasksList = true }
        guard kind != .media, !(kind.couldBeTasksList && !request.filesAreTaskLists) else {
            guard let upload = source.upload else {
                throw ImportFault(file: source.name, record: nil, line: nil, what: "the file was not stored")
            }
            return try await take([.media(url: upload.url, key: check.mediaKey)], source, progress)
        }
        var options = ImportOptions(fileName: source.name.isEmpty ? nil : source.name)
        options.key = check.mediaKey
        if let name = request.encoding, let encoding = TextEncoding(named: name) { options.encoding = encoding }
        options.predictionFields = PredictionFields.read(request.predictionFields, project)
        guard var reader = kind.reader(options) else { return }
        // The reader is asked in a loop of its own: a chunk may hold thousands of tasks.
        var chunks = ChunkQueue(source, work.blobs)
        while let chunk = try await chunks.next() {
            try await take(try reader.feed(chunk), source, progress)
        }
        try await take(try reader.finish(), source, progress)
    }

    private mutating func take(
        _ tasks: [ImportedTask], _ source: ImportSource, _ progress: @Sendable (Int) async throws -> Void
    ) async throws {
        for task in tasks {
            do {
                try check.look(at: task, file: source.name)
                if let folding {
                    var task = task
                    let masks = try await folding.fold(&task)
                    try add(task, masks: masks)
                } else {
                    try add(task)
                }
            } catch let refusal as Refusal {
                let what = refusal.faults.first?.messages.first ?? refusal.detail
                throw ImportFault(file: source.name, record: task.record, line: task.line, what: what)
            }
            if rows.isFull {
                try await store()
                try await progress(report.tasks)
            }
        }
    }

    /// Takes images in and makes tasks of their series.
    mutating func read(
        images sorted: SortedSources, progress: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        documents = sorted.documents
        report.uploads += documents.compactMap { $0.upload?.id }
        guard !sorted.medical.isEmpty || !sorted.refused.isEmpty || !documents.isEmpty else { return }
        guard !sorted.medical.isEmpty || documents.isEmpty else {
            var images = ImportReport.Images()
            images.files = documents.count + sorted.refused.count
            images.refused = sorted.refused
            images.passedOver = sorted.passedOver
            report.images = images
            return
        }
        // Their tasks come from no single upload.
        try await store()
        upload = nil
        let intake = try MedicalIntake(work, by: member, batch: request.commits ? batch : nil)
        let outcome = try await intake.take(sorted.medical, progress: progress)
        let refused = sorted.refused + outcome.refused
        guard !outcome.series.isEmpty || !outcome.labels.isEmpty || !documents.isEmpty else {
            throw Refusal.allRefused(refused)
        }
        var images = ImportReport.Images()
        images.files = outcome.files + sorted.refused.count + documents.count
        images.refused = refused
        images.duplicates = outcome.duplicates
        images.passedOver = sorted.passedOver
        let shown = try await shown(outcome.series)
        let fresh = outcome.series.filter { !shown.contains($0.id) }
        var record = 0
        for draft in ImageTasks(project).drafts(fresh) {
            record += 1
            var task = ImportedTask(data: draft.data)
            task.record = record
            try check.look(at: task, file: "images")
            try add(task)
            if rows.isFull {
                try await store()
                try await progress(report.tasks)
            }
        }
        labelFiles = outcome.labels
        newSeries = outcome.series.filter(\.isNew).map(\.id)
        images.series = outcome.series.map { one in
            ImportReport.Images.Series(
                id: one.id, frames: one.frames, version: one.version, isNew: one.isNew,
                hasNewTask: !shown.contains(one.id), problems: one.assembled.problems.map(\.message)
            )
        }
        report.images = images
    }

    /// Which series a task of the project shows already.
    private func shown(_ series: [MedicalIntake.StoredSeries]) async throws -> Set<Int> {
        let ids = series.filter { !$0.isNew }.map(\.id)
        let project = project.id
        guard !ids.isEmpty else { return [] }
        return try await work.database.read { connection in
            let rows = try connection.query(
                """
                SELECT DISTINCT imaging_use.series_id FROM imaging_use JOIN task ON task.id = imaging_use.task_id
                WHERE task.project_id = \(project) AND imaging_use.series_id IN (\(list: ids))
                    \(try ImportBatches.hidden(in: project, connection))
                """
            )
            return Set(rows.map { $0.int("series_id") })
        }
    }

    private mutating func add(_ task: ImportedTask, masks: [SegmentFolding.NewMask] = []) throws {
        report.tasks += 1
        report.annotations += task.annotations.count
        report.predictions += task.predictions.count
        report.drafts += task.drafts.count
        var outlines: [(count: Int, text: String)] = []
        for annotation in task.annotations {
            _ = try people.id(of: annotation.completedBy)
            var outline = try ResultOutline(result: annotation.result)
            outline.nameCodes(codeSystems)
            labels.add(outline)
            outlines.append((outline.items, outline.text))
        }
        for draft in task.drafts {
            _ = try people.id(of: draft.user)
            let outline = try ResultOutline(result: draft.result)
            draftLabels.add(outline)
            outlines.append((outline.items, outline.text))
        }
        if let version = task.predictions.last?.modelVersion { modelVersion = version }
        if request.commits { rows.add(task, outlines: outlines, masks: masks) }
    }

    /// Hands the tasks read so far to the database and goes on reading while it stores them.
    private mutating func store() async throws {
        try await settle()
        guard !rows.isEmpty else { return }
        let ready = rows
        rows = BatchRows()
        let context = BatchContext(
            batch: batch, project: project, member: member, now: now, people: people, upload: upload,
            newName: work.newName
        )
        let database = work.database
        let time = work.clock.now()
        // Waited for by `settle`, before the next one and at the end.
        storing = Task {
            try await database.write { connection in
                let sum = try ready.insert(context, in: connection)
                try connection.execute(
                    """
                    UPDATE import_batch SET tasks = tasks + \(sum.ids.count), updated_at = \(time),
                        first_task = coalesce(first_task, \(sum.ids.first)) WHERE id = \(context.batch)
                    """
                )
                return sum
            }
        }
    }

    private mutating func settle() async throws {
        guard let task = storing else { return }
        storing = nil
        let sum = try await task.value
        tally = tally + sum.tally
        if request.returnsIDs { report.taskIDs += sum.ids }
    }

    /// Waits until all is stored.
    mutating func finish() async throws -> ImportReport {
        try await store()
        try await settle()
        if !report.formats.isEmpty { report.dataColumns = check.columns.names }
        return report
    }

    /// Waits for what is being stored, so that it can be undone.
    mutating func abandon() async {
        _ = try? await storing?.value
        storing = nil
    }
}

extension Refusal {
    /// Every file of an import was refused.
    static func allRefused(_ files: [ImportReport.Refused]) -> Refusal {
        let most = 20
        var messages = files.prefix(most).map { "\($0.file): \($0.reason)." }
        if files.count > most { messages.append("And \(files.count - most) more files.") }
        messages.append("Nothing was imported.")
        return Refusal.invalid(Refusal.Fault("non_field_errors", messages: messages))
    }
}
