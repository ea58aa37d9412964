import ArgumentParser
import Configuration
@main struct Vesalius: ParsableCommand { func run() {} }
