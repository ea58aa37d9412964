// swift-tools-version:6.2
import PackageDescription

// The native half of Bench/engine.mjs: the engine and a clock, without the house around it.
let package = Package(
    name: "Vesalius",
    targets: [
        .target(name: "PixelEngine"),
        .executableTarget(name: "enginebench", dependencies: ["PixelEngine"]),
    ]
)
