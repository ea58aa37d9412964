import Storage
import Workspace

/// What the job runner can do, by the kind of the job.
enum JobHandlers {
    static func all(_ services: Services) -> [String: JobRunner.Handler] {
        WorkJobs(services.work, services.jobs).handlers
    }
}
