import HTTPTypes
import Hummingbird
import NIOCore
import Workspace

extension Request {
    /// The body decoded in memory: JSON, `application/x-www-form-urlencoded` or multipart without files, alike.
    func fields(limit: Int = Settings.maxBody) async throws -> Fields {
        let type = HeaderParameters(headers[.contentType] ?? "")
        switch type.value {
        case "application/x-www-form-urlencoded":
            return try Self.form(await bytes(limit: limit))
        case "multipart/form-data":
            return try await formFields(boundary: type["boundary"], limit: limit)
        default:
            return try Fields(json: try await bytes(limit: limit))
        }
    }

    /// A form; each of its fields takes many times its bytes in memory, so their number is bounded too.
    private static func form(_ bytes: [UInt8]) throws(BodyError) -> Fields {
        if bytes.count(where: { $0 == UInt8(ascii: "&") }) >= UploadReceiver.maximumFields {
            throw .tooManyFields(limit: UploadReceiver.maximumFields)
        }
        return Fields(form: QueryItems(String(decoding: bytes, as: UTF8.self)).items)
    }

    /// The body's bytes.
    func bytes(limit: Int = Settings.maxBody) async throws -> [UInt8] {
        try checkLength(limit: limit)
        var bytes: [UInt8] = []
        if let length = headers[.contentLength].flatMap({ Int($0) }) { bytes.reserveCapacity(min(length, limit)) }
        for try await chunk in body {
            if bytes.count + chunk.readableBytes > limit { throw BodyError.tooLarge(limit: limit) }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    /// Takes a body that may be large or carry files to disk, piece by piece, and hands it over; its files are gone
    /// when `use` has returned.
    ///
    /// A body that is neither a form nor multipart is one file without a field name.
    func withUpload<T>(
        settings: Settings,
        maximumFiles: Int = 100_000,
        _ use: (Upload) async throws -> T
    ) async throws -> T {
        var receiver = UploadReceiver(folder: settings.spoolFolder, limit: settings.maxUpload, files: maximumFiles)
        defer { receiver.removeFiles() }
        try checkLength(limit: settings.maxUpload)
        let type = HeaderParameters(headers[.contentType] ?? "")
        switch type.value {
        case "application/x-www-form-urlencoded":
            try await receiver.upload.fields = fields()
        case "multipart/form-data":
            try await receiver.receive(body, boundary: boundary(type["boundary"]))
        default:
            try await receiver.receive(body, contentType: type.value.isEmpty ? "application/json" : type.value)
        }
        return try await use(receiver.upload)
    }

    private func formFields(boundary: String?, limit: Int) async throws -> Fields {
        try checkLength(limit: limit)
        var receiver = UploadReceiver(folder: nil, limit: limit, files: 0)
        try await receiver.receive(body, boundary: self.boundary(boundary))
        return receiver.upload.fields
    }

    private func checkLength(limit: Int) throws(BodyError) {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw .tooLarge(limit: limit)
        }
    }

    private func boundary(_ boundary: String?) throws(BodyError) -> String {
        // RFC 2046 §5.1.1: at most 70 characters.
        guard let boundary, (1...70).contains(boundary.utf8.count) else {
            throw .badMultipart(part: 0, reason: "the content type names no usable boundary")
        }
        return boundary
    }
}
