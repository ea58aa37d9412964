import Hummingbird
import JSON
import Terminology
import Workspace

/// `/api/terminology/validate`: whether codes of ICD-10-CM may be used as they stand, alone and together in one encounter.
struct ValidationController {
    let services: Services

    /// More codes than an encounter has.
    private static let mostCodes = 200

    @Sendable func validate(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let codes = query.all("code").filter { !$0.trimmed.isEmpty }
        guard !codes.isEmpty, codes.count <= Self.mostCodes else {
            throw Refusal.invalid(.init("code", "Between 1 and \(Self.mostCodes) codes are checked at once."))
        }
        let open = try await Terminologies(services.work)
            .open(SystemReference(query.text("system") ?? "icd10cm", in: query.int("project")), for: context.member)
        guard open.release.key == "icd10cm" else {
            throw Refusal.invalid(.init("system", "Only codes of ICD-10-CM have rules that are known here."))
        }
        let results = ICD10CMValidator(open.index).validate(codes)
        return .json { writer in
            writer.object { writer in
                writer.member("system", open.release.key)
                writer.member("version", open.release.version)
                writer.member("codes", array: { writer in for result in results { writer.validation(result) } })
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func validation(_ result: CodeValidation) {
        object { writer in
            writer.member("written", result.written)
            writer.member("code", result.code)
            writer.member("display", result.display)
            writer.member("billable", result.isBillable)
            writer.member("valid", result.isValid)
            writer.member(
                "findings",
                array: { writer in
                    for finding in result.findings {
                        writer.object { writer in
                            writer.member("name", finding.name)
                            writer.member("severity", "\(finding.severity)")
                            writer.member("message", finding.message)
                        }
                    }
                })
        }
    }
}
