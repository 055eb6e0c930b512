// swift-tools-version: 6.1
import PackageDescription

/// A file sees only the members of modules that it imports itself: GRDB, which is behind the store, would
/// make SQL of `joined()` texts.
let ownImports: [SwiftSetting] = [.enableUpcomingFeature("MemberImportVisibility")]

let package = Package(
  name: "Headroom",
  products: [
    .executable(name: "headroom", targets: ["headroom"]),
    .library(name: "AccountHealth", targets: ["AccountHealth"]),
    .library(name: "SellerReports", targets: ["SellerReports"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "ModelFiles", targets: ["ModelFiles"]),
    .library(name: "Synthesis", targets: ["Synthesis"]),
    .library(name: "Forecasting", targets: ["Forecasting"]),
    .library(name: "Decisions", targets: ["Decisions"]),
    .library(name: "Store", targets: ["Store"]),
    .library(name: "Workspace", targets: ["Workspace"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "LocalPage", targets: ["LocalPage"]),
    .library(name: "Probability", targets: ["Probability"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "Digests", dependencies: ["CCrypto"]),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
    .systemLibrary(name: "CInstructionSet"),
    .target(name: "Probability", dependencies: ["CInstructionSet"]),
    .target(name: "Documents", dependencies: [.product(name: "Yams", package: "Yams")]),
    .target(
      name: "AccountHealth",
      dependencies: ["Documents"],
      resources: [.embedInCode("Resources/rules.yaml"), .embedInCode("Resources/events.yaml")]),
    .target(
      name: "SellerReports",
      dependencies: ["Documents", "AccountHealth", "Digests", "CZlib"]),
    .target(
      name: "Store",
      dependencies: [
        "Documents", "AccountHealth", "SellerReports", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(name: "Simulation", dependencies: ["Probability", "LinearAlgebra"]),
    .target(name: "ModelFiles", dependencies: ["Documents", "Simulation"]),
    .target(
      name: "Synthesis",
      dependencies: [
        "Documents", "ModelFiles", "AccountHealth", "Simulation", "Forecasting", "Probability",
      ]),
    .target(
      name: "Forecasting",
      dependencies: ["Documents", "AccountHealth", "Simulation", "Probability", "LinearAlgebra"],
      resources: [.embedInCode("Resources/priors.json")]),
    .target(
      name: "Decisions",
      dependencies: [
        "Documents", "AccountHealth", "Simulation", "Forecasting", "Probability", "LinearAlgebra",
      ],
      resources: [
        .embedInCode("Resources/actions.yaml"), .embedInCode("Resources/enforcement.yaml"),
        .embedInCode("Resources/loss.yaml"), .embedInCode("Resources/fees.yaml"),
      ]),
    .systemLibrary(name: "CRename"),
    .target(
      name: "Workspace",
      dependencies: [
        "Documents", "AccountHealth", "Probability", "SellerReports", "Simulation", "Forecasting",
        "Decisions", "Digests",
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "Documents", "AccountHealth", "SellerReports", "Forecasting", "Simulation", "Decisions", "Store",
        "Workspace", "Digests", "CRename", .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        .embedInCode("Resources/report.mustache"), .embedInCode("Resources/report.css"),
        .embedInCode("Resources/plan.mustache"), .embedInCode("Resources/overview.mustache"),
        .embedInCode("Resources/now.mustache"), .embedInCode("Resources/account.mustache"),
        .embedInCode("Resources/foot.mustache"), .embedInCode("Resources/live.mustache"),
        .embedInCode("Resources/scenario.mustache"), .embedInCode("Resources/waiting.mustache"),
        .embedInCode("Resources/plan.css"), .embedInCode("Resources/plan_form.css"),
        .embedInCode("Resources/plan_text.mustache"), .embedInCode("Resources/live.css"),
        .embedInCode("Resources/live.js"), .embedInCode("Resources/portfolio.mustache"),
        .embedInCode("Resources/portfolio.css"), .embedInCode("Resources/portfolio.js"),
      ],
      swiftSettings: ownImports),
    .target(
      name: "LocalPage",
      dependencies: [
        "AccountHealth", "Simulation", "Forecasting", "Decisions", "Workspace", "Reporting",
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      swiftSettings: ownImports),
    .executableTarget(
      name: "headroom",
      dependencies: [
        "LinearAlgebra", "Documents", "AccountHealth", "SellerReports", "Probability", "Simulation",
        "ModelFiles", "Synthesis", "Forecasting", "Decisions", "Store", "Workspace", "Reporting", "LocalPage",
        "Digests",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: ownImports),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(name: "BenchmarkStandIn", path: "Tests/BenchmarkStandIn"),
    .target(
      name: "HeadroomBenchmarks",
      dependencies: [
        "AccountHealth", "SellerReports", "Probability", "Simulation", "Forecasting", "BenchmarkStandIn",
      ],
      path: "Benchmarks/Benchmarks/Headroom"),
    .testTarget(name: "BenchmarksTests", dependencies: ["HeadroomBenchmarks", "BenchmarkStandIn"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(
      name: "ProbabilityTests", dependencies: ["Probability", "Digests", "TestSupport"],
      exclude: ["Reference/incomplete_functions.py"]),
    .testTarget(
      name: "AccountHealthTests",
      dependencies: ["AccountHealth", "Documents", "SellerReports", "TestSupport"]),
    .testTarget(name: "SellerReportsTests", dependencies: ["AccountHealth", "SellerReports", "TestSupport"]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "AccountHealth", "SellerReports", "Store", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "ModelFiles", "Probability", "TestSupport"]),
    .testTarget(
      name: "ModelFilesTests", dependencies: ["Simulation", "ModelFiles", "Documents", "TestSupport"]),
    .testTarget(
      name: "SynthesisTests",
      dependencies: ["AccountHealth", "Simulation", "Synthesis", "Documents", "TestSupport"]),
    .testTarget(
      name: "ForecastingTests",
      dependencies: [
        "AccountHealth", "Probability", "Simulation", "Forecasting", "Synthesis", "Documents",
        "SellerReports",
        "TestSupport",
      ],
      exclude: ["Reference/drifting_rate.py"]),
    .testTarget(
      name: "DecisionsTests",
      dependencies: [
        "Documents", "AccountHealth", "Probability", "Simulation", "Forecasting", "Decisions", "TestSupport",
      ]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["AccountHealth", "SellerReports", "Simulation", "Forecasting", "Workspace", "Reporting"]),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "AccountHealth", "SellerReports", "Probability", "Simulation", "Forecasting", "Decisions",
        "Workspace",
        "TestSupport",
      ]),
    .testTarget(
      name: "LocalPageTests",
      dependencies: [
        "AccountHealth", "SellerReports", "Simulation", "Synthesis", "Forecasting", "Decisions", "Workspace",
        "Reporting", "LocalPage",
      ]),
    .executableTarget(name: "library-example", dependencies: ["Workspace"], path: "Tests/LibraryExample"),
    .testTarget(
      name: "headroomTests",
      dependencies: [
        "headroom", "library-example", "AccountHealth", "Forecasting", "Reporting", "Store", "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

/// Tests that mostly call the program are compiled as they stand: optimizing them takes longer than it saves.
let plainTests: Set = [
  "DecisionsTests", "LocalPageTests", "ReportingTests", "StoreTests", "WorkspaceTests", "headroomTests",
]
for target in package.targets where plainTests.contains(target.name) {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [.unsafeFlags(["-Onone"], .when(configuration: .release))]
}
