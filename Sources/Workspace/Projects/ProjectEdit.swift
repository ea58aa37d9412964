package import JSON
import LabelConfig

/// What a client wants changed in a project; nil leaves a field as it is.
package struct ProjectEdit: Sendable {
    package var title: String?
    package var description: String?
    package var labelConfig: String?
    package var expertInstruction: String?
    package var showInstruction: Bool?
    package var showSkipButton: Bool?
    package var enableEmptyAnnotation: Bool?
    package var showAnnotationHistory: Bool?
    package var color: String?
    package var maximumAnnotations: Int?
    package var isPublished: Bool?
    package var isDraft: Bool?
    package var modelVersion: String?
    package var minAnnotationsToStartTraining: Int?
    package var startTrainingOnAnnotationUpdate: Bool?
    package var showCollabPredictions: Bool?
    package var sampling: String?
    package var showGroundTruthFirst: Bool?
    package var annotatorEvaluationEnabled: Bool?
    package var showOverlapFirst: Bool?
    package var overlapCohortPercentage: Int?
    package var taskDataLogin: String??
    package var taskDataPassword: String??
    package var controlWeights: JSONValue?
    package var evaluatePredictionsAutomatically: Bool?
    package var skipQueue: String?
    package var revealPreannotationsInteractively: Bool?
    package var imagingTaskPer: String?
    package var pinnedAt: Int??

    package init() {}

    /// Applies the changes that are in order; answers what is wrong with the others.
    func apply(to project: inout Project) -> [Refusal.Fault] {
        var faults: [Refusal.Fault] = []
        if let title {
            let length = title.count
            if length < 3 { faults.append(.init("title", "Ensure this field has at least 3 characters.")) }
            if length > 50 { faults.append(.init("title", "Ensure this field has no more than 50 characters.")) }
            project.title = title
        }
        if let labelConfig { applyConfig(labelConfig, to: &project, &faults) }
        if let color { applyColor(color, to: &project, &faults) }
        if let maximumAnnotations {
            if maximumAnnotations < 1 {
                faults.append(.init("maximum_annotations", "Ensure this value is greater than or equal to 1."))
            }
            project.maximumAnnotations = maximumAnnotations
        }
        if let overlapCohortPercentage {
            if !(0...100).contains(overlapCohortPercentage) {
                faults.append(.init("overlap_cohort_percentage", "Ensure this value is between 0 and 100."))
            }
            project.overlapCohortPercentage = overlapCohortPercentage
        }
        if let sampling {
            if let order = Sampling(rawValue: sampling) {
                project.sampling = order
            } else {
                faults.append(.init("sampling", "\"\(sampling)\" is not a valid choice."))
            }
        }
        if let skipQueue {
            if let rule = SkipQueue(rawValue: skipQueue) {
                project.skipQueue = rule
            } else {
                faults.append(.init("skip_queue", "\"\(skipQueue)\" is not a valid choice."))
            }
        }
        if let imagingTaskPer {
            if let choice = ImagingTaskPer(rawValue: imagingTaskPer) {
                project.imagingTaskPer = choice
            } else {
                faults.append(.init("imaging", "A task is of a series or of a study, not of \"\(imagingTaskPer)\"."))
            }
        }
        applyPlain(to: &project)
        return faults
    }

    private func applyConfig(_ text: String, to project: inout Project, _ faults: inout [Refusal.Fault]) {
        do throws(LabelConfigError) {
            _ = try LabelConfig.checked(text)
            project.labelConfig = text
        } catch {
            faults.append(.init("label_config", messages: error.problems.map(\.description)))
        }
    }

    private func applyColor(_ text: String, to project: inout Project, _ faults: inout [Refusal.Fault]) {
        let isHex = text.first == "#" && [4, 7].contains(text.utf8.count) && text.dropFirst().allSatisfy(\.isHexDigit)
        if !isHex { faults.append(.init("color", "Write the colour as #RRGGBB.")) }
        project.color = text
    }

    private func applyPlain(to project: inout Project) {
        if let description { project.description = description }
        if let expertInstruction { project.expertInstruction = expertInstruction }
        if let showInstruction { project.showInstruction = showInstruction }
        if let showSkipButton { project.showSkipButton = showSkipButton }
        if let enableEmptyAnnotation { project.enableEmptyAnnotation = enableEmptyAnnotation }
        if let showAnnotationHistory { project.showAnnotationHistory = showAnnotationHistory }
        if let isPublished { project.isPublished = isPublished }
        if let isDraft { project.isDraft = isDraft }
        if let modelVersion { project.modelVersion = modelVersion }
        if let minAnnotationsToStartTraining {
            project.minAnnotationsToStartTraining = minAnnotationsToStartTraining
        }
        if let startTrainingOnAnnotationUpdate {
            project.startTrainingOnAnnotationUpdate = startTrainingOnAnnotationUpdate
        }
        if let showCollabPredictions { project.showCollabPredictions = showCollabPredictions }
        if let showGroundTruthFirst { project.showGroundTruthFirst = showGroundTruthFirst }
        if let annotatorEvaluationEnabled { project.annotatorEvaluationEnabled = annotatorEvaluationEnabled }
        if let showOverlapFirst { project.showOverlapFirst = showOverlapFirst }
        if let taskDataLogin { project.taskDataLogin = taskDataLogin }
        if let taskDataPassword { project.taskDataPassword = taskDataPassword }
        if let controlWeights { project.controlWeights = controlWeights.isNull ? nil : controlWeights.text }
        if let evaluatePredictionsAutomatically {
            project.evaluatePredictionsAutomatically = evaluatePredictionsAutomatically
        }
        if let revealPreannotationsInteractively {
            project.revealPreannotationsInteractively = revealPreannotationsInteractively
        }
        if let pinnedAt { project.pinnedAt = pinnedAt }
    }
}
