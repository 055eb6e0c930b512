// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Headroom",
  products: [
    .executable(name: "headroom", targets: ["headroom"]),
    .library(name: "AccountHealth", targets: ["AccountHealth"]),
    .library(name: "SellerReports", targets: ["SellerReports"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Forecasting", targets: ["Forecasting"]),
    .library(name: "Decisions", targets: ["Decisions"]),
    .library(name: "Workspace", targets: ["Workspace"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "Probability", targets: ["Probability"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
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
      dependencies: ["AccountHealth", "Digests", "CZlib"]),
    .target(name: "Simulation", dependencies: ["Probability", "LinearAlgebra"]),
    .target(
      name: "Forecasting", dependencies: ["AccountHealth", "Simulation", "Probability", "LinearAlgebra"],
      resources: [.embedInCode("Resources/priors.json")]),
    .target(
      name: "Decisions",
      dependencies: ["Documents", "AccountHealth", "Simulation", "Forecasting", "Probability"],
      resources: [.embedInCode("Resources/actions.yaml"), .embedInCode("Resources/enforcement.yaml")]),
    .target(
      name: "Workspace",
      dependencies: [
        "Documents", "AccountHealth", "SellerReports", "Simulation", "Forecasting", "Decisions", "Digests",
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "AccountHealth", "SellerReports", "Forecasting", "Simulation", "Decisions", "Workspace",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources/report.mustache"), .embedInCode("Resources/report.css")]),
    .executableTarget(
      name: "headroom",
      dependencies: [
        "AccountHealth", "SellerReports", "Probability", "Simulation", "Forecasting", "Decisions",
        "Workspace", "Reporting", "Digests",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "fit-priors",
      dependencies: [
        "AccountHealth", "SellerReports", "Forecasting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "ProbabilityTests", dependencies: ["Probability", "Digests", "TestSupport"],
      exclude: ["Reference/incomplete_functions.py"]),
    .testTarget(
      name: "AccountHealthTests",
      dependencies: ["AccountHealth", "Documents", "SellerReports", "TestSupport"]),
    .testTarget(name: "SellerReportsTests", dependencies: ["SellerReports", "TestSupport"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Probability", "TestSupport"]),
    .testTarget(
      name: "ForecastingTests", dependencies: ["Forecasting", "SellerReports", "TestSupport"],
      exclude: ["Reference/drifting_rate.py"]),
    .testTarget(name: "DecisionsTests", dependencies: ["Decisions", "Documents", "TestSupport"]),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: ["Workspace", "AccountHealth", "Forecasting", "Decisions", "TestSupport"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "TestSupport"]),
    .testTarget(
      name: "headroomTests",
      dependencies: ["headroom", "AccountHealth", "Forecasting", "Reporting", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
