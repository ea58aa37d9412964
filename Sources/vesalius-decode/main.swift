import Decoding
import Glibc

exit(DecodeCommand.run(Array(CommandLine.arguments.dropFirst())))
