import Crypto
import Imaging
import Storage

/// Says which studies are of one person without saying who it is: a keyed hash whose key is this installation's own.
struct PatientKey: Sendable {
    private let secret: SymmetricKey

    static func load(from database: any SQLDatabase) async throws -> PatientKey {
        let bytes = try await database.write { try InstallationSecrets.secret("patients", in: $0) }
        return PatientKey(secret: SymmetricKey(data: bytes))
    }

    /// Nil where the file names no patient.
    func key(of patient: PatientIdentity?, in organization: Int) -> String? {
        guard let id = patient?.id?.filter({ !$0.isWhitespace }), !id.isEmpty else { return nil }
        let text = "\(organization)|\(patient?.issuer ?? "")|\(id)"
        return Secret.hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: secret))
    }
}
