// swift-tools-version: 6.1
import PackageDescription

// This is a separate package, because all of it and of Headroom is built with the counters of a fuzzer.
let package = Package(
  name: "HeadroomFuzz",
  dependencies: [.package(name: "Headroom", path: "../..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "AccountHealth", package: "Headroom"),
        .product(name: "SellerReports", package: "Headroom"),
        .product(name: "Simulation", package: "Headroom"),
        .product(name: "ModelFiles", package: "Headroom"),
        .product(name: "Synthesis", package: "Headroom"),
        .product(name: "Forecasting", package: "Headroom"),
        .product(name: "Decisions", package: "Headroom"),
        .product(name: "Workspace", package: "Headroom"),
        .product(name: "Reporting", package: "Headroom"),
      ],
      path: "Fuzz",
      // The function main is the fuzzer's.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
