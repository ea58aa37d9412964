import Hummingbird
import JSON
import Workspace

/// Which page of a list is wanted: `?page=2&page_size=30`, or `?offset=30&limit=30`.
struct PageRequest: Sendable, Equatable {
    /// One-based.
    let page: Int
    let size: Int
    let offset: Int

    /// - Parameters:
    ///   - size: the size where the request names none.
    ///   - limit: the largest size; a larger one is cut to it. `page_size=-1` asks for it.
    init(_ request: Request, size: Int = 30, limit: Int = 10_000) throws {
        let query = request.queryItems
        let asked = try query.int("page_size") ?? query.int("limit") ?? size
        self.size = asked <= 0 ? limit : min(asked, limit)
        if let offset = try query.int("offset") {
            // No list is that long, and sums with it stay within an integer.
            self.offset = min(max(0, offset), 1 << 40)
            page = self.offset / self.size + 1
        } else {
            page = try query.int("page") ?? 1
            if page < 1 || page >= 1 << 31 { throw Refusal.noSuchPage }
            offset = (page - 1) * self.size
        }
    }

    /// Refuses a page past the end; the first page is never past it.
    func check(total: Int) throws {
        if page > 1 && offset >= total { throw Refusal.noSuchPage }
    }

    /// Label Studio's page with addresses of its neighbours: `{count, next, previous, results}`.
    ///
    /// - Parameter results: writes the elements of `results`.
    func linked(
        total: Int,
        request: Request,
        settings: Settings,
        _ results: (inout JSONWriter) throws -> Void
    ) throws -> Response {
        try check(total: total)
        return try .json { writer in
            try writer.object { writer in
                writer.member("count", total)
                writer.member("next", offset + size < total ? address(page + 1, request, settings) : nil)
                writer.member("previous", page > 1 ? address(page - 1, request, settings) : nil)
                try writer.member("results", array: results)
            }
        }
    }

    private func address(_ page: Int, _ request: Request, _ settings: Settings) -> String {
        var items = request.queryItems.items.filter { !["page", "page_size", "offset", "limit"].contains($0.name) }
        items.append(("page", String(page)))
        items.append(("page_size", String(size)))
        let query = items.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&")
        return settings.baseURL(for: request) + request.uri.path + "?" + query
    }
}

extension Refusal {
    /// A page past the end of its list.
    static let noSuchPage = Refusal(.notFound, "Invalid page.")
}

/// A text as it may stand in a query (RFC 3986 §2.3: all but unreserved characters are encoded).
func percentEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            result += digits.count == 1 ? "%0" + digits : "%" + digits
        }
    }
    return result
}
