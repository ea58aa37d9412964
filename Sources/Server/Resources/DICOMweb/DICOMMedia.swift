import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Workspace

/// The media types of DICOMweb (PS3.18 §8.7).
enum DICOMMedia {
    static let json = "application/dicom+json"
    static let file = "application/dicom"

    /// A boundary that no DICOM object contains by chance.
    static func boundary() -> String { "vesalius-" + Secret.hex() }

    static func multipart(_ type: String, _ boundary: String) -> String {
        "multipart/related; type=\"\(type)\"; boundary=\(boundary)"
    }

    /// What stands before a part.
    static func head(_ boundary: String, _ type: String, length: Int? = nil) -> ByteBuffer {
        var text = "\r\n--\(boundary)\r\nContent-Type: \(type)\r\n"
        if let length { text += "Content-Length: \(length)\r\n" }
        return ByteBuffer(string: text + "\r\n")
    }

    static func tail(_ boundary: String) -> ByteBuffer { ByteBuffer(string: "\r\n--\(boundary)--\r\n") }

    /// The answer to a wish for another media type: what there is instead.
    static func unacceptable(_ offered: String) -> Response {
        .json(.notAcceptable) { writer in
            writer.object { $0.member("detail", "This is given as \(offered) only.") }
        }
    }

    /// Whether an Accept header takes a type; one that is missing takes all. `type` inside multipart/related counts.
    static func accepts(_ type: String, _ request: Request) -> Bool {
        let wishes = request.headers[values: .accept].flatMap { $0.split(separator: ",") }
        if wishes.isEmpty { return true }
        let family = type.split(separator: "/").first.map { $0 + "/*" } ?? "*/*"
        return wishes.contains { wish in
            let parsed = HeaderParameters(String(wish).trimmed)
            if parsed["q"].flatMap(Double.init) == 0 { return false }
            let inner = parsed.value == "multipart/related" ? parsed["type"]?.lowercased() ?? "*/*" : parsed.value
            return inner == type || inner == "*/*" || inner == family
        }
    }
}
