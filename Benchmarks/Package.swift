// swift-tools-version: 6.1
import PackageDescription

// This is a separate package, so that its dependencies never reach our users.
let package = Package(
  name: "HeadroomBenchmarks",
  dependencies: [
    .package(name: "Headroom", path: ".."),
    // Without its counting of allocations, which is not used.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Headroom",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "AccountHealth", package: "Headroom"),
        .product(name: "Forecasting", package: "Headroom"),
        .product(name: "Probability", package: "Headroom"),
        .product(name: "SellerReports", package: "Headroom"),
        .product(name: "Simulation", package: "Headroom"),
      ],
      path: "Benchmarks/Headroom",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
