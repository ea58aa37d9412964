// swift-tools-version:6.2
import PackageDescription

// One engine, two worlds. Scripts/wasm builds it for the browser with VESALIUS_WASM=1; then the package is the engine alone and has no dependencies.
let isForBrowser = Context.environment["VESALIUS_WASM"] != nil

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// One floor of the house: a module may import only what its line names, all of it on floors below.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: strict)
}

/// A C library of the system, found through pkg-config.
func library(_ name: String, _ pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CLibraries/" + name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

// Functions, for a package is what was made last, chosen or not.
func house() -> Package {
    Package(
        name: "Vesalius",
        platforms: [.macOS(.v15)],
        products: [
            .executable(name: "vesalius", targets: ["vesalius"]),
            .executable(name: "vesalius-decode", targets: ["vesalius-decode"]),
        ],
        dependencies: [
            .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
            .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
            .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
            .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
            .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
            .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
            .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
            .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
            .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
            .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
            .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
            .package(
                url: "https://github.com/apple/swift-configuration",
                from: "1.4.0",
                traits: [.defaults, "CommandLineArguments"]
            ),
        ],
        targets: [
            // Floor 6
            .executableTarget(
                name: "vesalius",
                dependencies: [
                    "Server", "Workspace", "Exchange", "Terminology", "Storage", "JSON",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                    .product(name: "Configuration", package: "swift-configuration"),
                    .product(name: "Logging", package: "swift-log"),
                    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                    .product(name: "SystemPackage", package: "swift-system"),
                ],
                swiftSettings: strict
            ),

            // The decode worker: untrusted bytes and C codecs meet here, in a process of its own.
            .executableTarget(name: "vesalius-decode", dependencies: ["Decoding", "Imaging"], swiftSettings: strict),

            // Floor 5
            room(
                "Server",
                [
                    "WebApp", "Workspace", "Exchange", "Imaging", "Terminology", "LabelConfig", "Storage",
                    "Compression",
                    "JSON",
                    .product(name: "Hummingbird", package: "hummingbird"),
                    .product(name: "HTTPTypes", package: "swift-http-types"),
                    .product(name: "NIOCore", package: "swift-nio"),
                    .product(name: "NIOHTTP1", package: "swift-nio"),
                    .product(name: "NIOPosix", package: "swift-nio"),
                    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                    .product(name: "Logging", package: "swift-log"),
                    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                    .product(name: "AsyncHTTPClient", package: "async-http-client"),
                ]
            ),
            room("WebApp", resources: [.copy("public")]),

            // Floor 4
            room(
                "Workspace",
                [
                    "Exchange", "Imaging", "Terminology", "PixelEngine", "LabelConfig", "Storage", "Compression",
                    "JSON",
                    .product(name: "Logging", package: "swift-log"),
                    .product(name: "Crypto", package: "swift-crypto"),
                    .product(name: "CryptoExtras", package: "swift-crypto"),
                ]
            ),

            // Floor 3
            room("Exchange", ["LabelConfig", "Imaging", "PixelEngine", "Compression", "JSON"]),
            room("Decoding", ["Imaging", "PixelEngine", "Compression", "JSON", "CCodecs"]),

            // Floor 2
            room("Imaging", ["PixelEngine", "Compression", "JSON"]),
            room("Terminology", ["Compression", "JSON"]),

            // Floor 1
            room("LabelConfig", ["JSON"]),
            room(
                "Storage",
                [
                    "CPostgres",
                    .product(name: "GRDB", package: "GRDB.swift"),
                    .product(name: "GRDBSQLite", package: "GRDB.swift"),
                    .product(name: "Logging", package: "swift-log"),
                    .product(name: "Crypto", package: "swift-crypto"),
                ]
            ),

            // Floor 0
            room("JSON"),
            room("Compression"),
            room("PixelEngine"),
            .target(name: "CPostgres"),
            .target(name: "CCodecs", dependencies: ["COpenJPEG", "CJPEG", "CDeflate"]),
            library("COpenJPEG", "libopenjp2", apt: "libopenjp2-7-dev"),
            library("CJPEG", "libjpeg", apt: "libjpeg62-turbo-dev"),
            library("CDeflate", "libdeflate", apt: "libdeflate-dev"),

            tests(of: "JSON"),
            tests(of: "Compression"),
            tests(of: "LabelConfig", ["JSON"]),
            tests(of: "Storage"),
            tests(of: "PixelEngine"),
            tests(of: "Terminology", ["Compression", "JSON"]),
            tests(of: "Imaging", ["PixelEngine", "Compression", "JSON"]),
            tests(of: "Decoding", ["Imaging", "PixelEngine", "Compression", "JSON", "vesalius-decode"]),
            tests(of: "Exchange", ["LabelConfig", "Imaging", "PixelEngine", "Compression", "JSON"]),
            tests(
                of: "Workspace",
                [
                    "Storage", "Exchange", "LabelConfig", "Imaging", "Terminology", "PixelEngine", "Compression",
                    "JSON", "vesalius-decode",
                ]
            ),
            tests(
                of: "Server",
                [
                    "Workspace", "Storage", "Imaging", "Terminology", "PixelEngine", "Compression", "JSON",
                    "vesalius-decode",
                    .product(name: "HummingbirdTesting", package: "hummingbird"),
                    .product(name: "NIOCore", package: "swift-nio"),
                    .product(name: "HTTPTypes", package: "swift-http-types"),
                ]
            ),
        ]
    )
}

/// The engine as WebAssembly: Embedded Swift, no operating system, no import but the memory.
let embedded: [SwiftSetting] = [
    .enableExperimentalFeature("Embedded"),
    .unsafeFlags(["-wmo", "-Xcc", "-msimd128", "-Xcc", "-mbulk-memory"]),
]
let linker = [
    "--no-entry", "--import-memory", "--initial-memory=2097152", "--max-memory=4294967296", "--export=__heap_base",
    "--strip-all", "-z", "stack-size=131072",
]
func engine() -> Package {
    Package(
        name: "Vesalius",
        targets: [
            .target(name: "PixelEngine", swiftSettings: strict + embedded),
            .target(name: "CWasmRuntime", cSettings: [.unsafeFlags(["-ffreestanding", "-mbulk-memory", "-O2"])]),
            .executableTarget(
                name: "pixel",
                dependencies: ["PixelEngine", "CWasmRuntime"],
                path: "Sources/PixelEngineWasm",
                swiftSettings: strict + embedded + [.unsafeFlags(["-parse-as-library"])],
                linkerSettings: [.unsafeFlags(["-Xclang-linker", "-nostdlib"] + linker.flatMap { ["-Xlinker", $0] })]
            ),
        ]
    )
}

let package = isForBrowser ? engine() : house()
