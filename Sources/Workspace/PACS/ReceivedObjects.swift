import Imaging
import Storage

/// Taking in DICOM objects that were sent: pictures become series without a task, everything else is kept as it came.
package struct ReceivedObjects: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// What became of one of them.
    package struct Answer: Sendable, Equatable {
        package var sopClass: String
        package var sop: String
        package var study: String
        package var series: String
        /// Why it was not taken; nil where it was.
        package var failure: Failure?
    }

    /// The reasons of PS3.18 table I.2-2.
    package enum Failure: Int, Sendable {
        case processing = 0x0110
        case notSupported = 0x0122
        case otherStudy = 0xA900
        case notUnderstood = 0xC000
        case duplicate = 0x0111
    }

    /// Takes files in; the answers are in their order.
    ///
    /// - Parameter study: the only study that is wanted; nil takes all.
    package func take(_ paths: [String], into study: String?, by member: Member) async throws -> [Answer] {
        try member.require(.manageProjects)
        let intake = try MedicalIntake(work, by: member, batch: nil, isKept: true)
        var looked = try await concurrently(paths, width: 4) { path in try await look(path, intake, study) }
        let pictures = looked.indices.filter { looked[$0].answer.failure == nil && looked[$0].isPicture }
        if !pictures.isEmpty {
            let files = pictures.map { MedicalFile(name: String($0), kind: .dicom, place: .path(paths[$0])) }
            for refused in try await intake.take(files).refused {
                guard let index = Int(refused.file), looked.indices.contains(index) else { continue }
                let isTwin = refused.reason.contains("same SOP instance UID")
                looked[index].answer.failure = isTwin ? .duplicate : .notUnderstood
            }
        }
        for index in looked.indices where looked[index].answer.failure == nil && !looked[index].isPicture {
            looked[index].answer.failure = try await keep(paths[index], looked[index], by: member)
        }
        return looked.map(\.answer)
    }

    private struct Looked: Sendable {
        var answer: Answer
        var isPicture: Bool
        var inspected: InspectedFile?
    }

    /// Asks the worker what a file is, before anything is kept of it.
    private func look(_ path: String, _ intake: MedicalIntake, _ study: String?) async throws -> Looked {
        var answer = Answer(sopClass: "", sop: "", study: "", series: "")
        do {
            let inspected = try await intake.pool.inspect(DecodeSource(path: path))
            answer.sopClass = inspected.instance?.sopClass ?? ""
            answer.sop = inspected.instance?.uid ?? ""
            answer.study = inspected.study?.uid ?? ""
            answer.series = inspected.series?.uid ?? ""
            let names = [answer.sop, answer.study, answer.series]
            if inspected.kind != .dicom && inspected.kind != .slide || !names.allSatisfy(DICOMUID.isValid) {
                answer.failure = .notUnderstood
            } else if let study, study != answer.study {
                answer.failure = .otherStudy
            }
            let isPicture = !inspected.isLabelObject && (inspected.pixels != nil || inspected.slide != nil)
            return Looked(answer: answer, isPicture: isPicture, inspected: inspected)
        } catch let failure where failure.isPassing {
            throw Refusal(failure)
        } catch {
            answer.failure = .notUnderstood
            return Looked(answer: answer, isPicture: false, inspected: nil)
        }
    }

    /// Keeps an object that is no picture. The same bytes again are the same object; other bytes under its name are not.
    private func keep(_ path: String, _ looked: Looked, by member: Member) async throws -> Failure? {
        // Bytes that no row names yet may not be swept away.
        await work.blobGate.enter()
        defer { work.blobGate.leave() }
        let stored = try await work.blobs.put(FileChunks(path), limit: nil)
        let inspected = looked.inspected
        let patient = try await PatientKey.load(from: work.database)
            .key(of: inspected?.patient, in: member.organization)
        let answer = looked.answer
        let now = work.clock.now()
        return try await work.database.write { connection in
            try connection.execute(
                """
                INSERT INTO dicom_object (organization_id, sop, sop_class, study_uid, series_uid, study_date,
                    patient_key, modality, number, blob, size, created_by, created_at)
                VALUES (\(member.organization), \(answer.sop), \(answer.sopClass), \(answer.study), \(answer.series),
                    \(inspected?.study?.date), \(patient), \(inspected?.series?.modality ?? "OT"),
                    \(inspected?.series?.number), \(stored.id.hex), \(stored.size), \(member.id), \(now))
                ON CONFLICT (organization_id, sop) DO NOTHING
                """
            )
            let blob = try connection.first(
                "SELECT blob FROM dicom_object WHERE organization_id = \(member.organization) AND sop = \(answer.sop)"
            )?.string("blob")
            if blob != stored.id.hex { return .duplicate }
            try EventLog.append(Event("dicom.receive", .file), by: member, at: now, in: connection)
            return nil
        }
    }
}
