import Glibc
import Imaging
import JSON

/// The command line of `vesalius-decode`: without arguments the worker, with them the same readers for a shell.
package enum DecodeCommand {
    private static let usage = """
        usage: vesalius-decode                                       the worker: requests on standard input
               vesalius-decode inspect FILE...                       what the files say of themselves, JSON a line
               vesalius-decode tags FILE                             the elements of a DICOM file, DICOM JSON
               vesalius-decode pixels FILE --output OUT(.raw|.npy)   the stored samples of all frames
               vesalius-decode series FILE...                        the series that the files make, JSON a line

        """

    /// Answers the code to exit with.
    package static func run(_ arguments: [String]) -> Int32 {
        guard let verb = arguments.first else {
            DecodeWorker.run()
            return 0
        }
        SelfLimits.setForShell(memory: DecodeWorker.limits.memory)
        let rest = Array(arguments.dropFirst())
        switch verb {
        case "inspect" where !rest.isEmpty: return each(rest, .inspect)
        case "tags" where rest.count == 1: return each(rest, .tags)
        case "pixels" where rest.count == 3 && rest[1] == "--output": return pixels(rest[0], to: rest[2])
        case "series" where !rest.isEmpty: return series(rest)
        case "help", "--help", "-h":
            print(usage, terminator: "")
            return 0
        default:
            complain(usage)
            return 64
        }
    }

    private static func each(_ paths: [String], _ verb: DecodeRequest.Verb) -> Int32 {
        var answerer = Answerer()
        var code: Int32 = 0
        for path in paths {
            do throws(DecodeFailure) {
                let answer = try answerer.answer(DecodeRequest(verb, DecodeSource(path: path)))
                print(String(decoding: answer.body, as: UTF8.self))
            } catch {
                complain("\(path): \(error)\n")
                code = 1
            }
        }
        return code
    }

    private static func series(_ paths: [String]) -> Int32 {
        var files: [InspectedFile] = []
        var code: Int32 = 0
        for path in paths {
            do throws(DecodeFailure) {
                files.append(try OpenFile(DecodeSource(path: path)).inspect())
            } catch {
                complain("\(path): \(error)\n")
                code = 1
            }
        }
        for series in SeriesAssembly.assemble(files) { print(JSONValue.object(series.members).text) }
        return code
    }

    private static func pixels(_ path: String, to output: String) -> Int32 {
        do throws(DecodeFailure) {
            let file = try OpenFile(DecodeSource(path: path))
            let first = try file.stored(0)
            guard let stream = fopen(output, "wb") else { throw .missing(reason: "\(output) cannot be written") }
            defer { fclose(stream) }
            if output.hasSuffix(".npy") { try write(header(first, frames: file.frameCount), to: stream) }
            for frame in 0..<file.frameCount {
                let samples = try file.stored(frame)
                guard samples.bytes.count == first.bytes.count else {
                    throw .malformed(reason: "it has another size than the first", place: "frame \(frame + 1)")
                }
                try write(samples.bytes, to: stream)
            }
            return 0
        } catch {
            complain("\(path): \(error)\n")
            return 1
        }
    }

    private static func write(_ bytes: [UInt8], to stream: UnsafeMutablePointer<FILE>) throws(DecodeFailure) {
        guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
            throw .missing(reason: "the output cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// The header of a NumPy file, version 1.0: as long as a multiple of 64.
    private static func header(_ frame: FrameSamples, frames: Int) -> [UInt8] {
        let letter = frame.type.isFloat ? "f" : frame.type.isSigned ? "i" : "u"
        let order = frame.type.sampleSize == 1 ? "|" : "<"
        var shape = frames == 1 ? "" : "\(frames), "
        shape += "\(frame.rows), \(frame.columns)" + (frame.samples == 1 ? "" : ", \(frame.samples)")
        var text =
            "{'descr': '\(order)\(letter)\(frame.type.sampleSize)', 'fortran_order': False, 'shape': (\(shape)), }"
        text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
        let count = text.utf8.count
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 0xFF), UInt8(count >> 8)] + Array(text.utf8)
    }

    private static func complain(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(2, bytes, bytes.count)
    }
}
