import Foundation

func writeFile(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
}

func removeFile(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
