import Foundation
import Testing

@Suite struct SellerCalibrationTests {
  @Test("Rates of made-up sellers 7 to 60 days ahead fall evenly into the forecast distribution")
  func short() throws { try SellerCalibration(100, learning: 30, seed: 4000).check(bins: 5, "few orders,") }
}

/// Sellers drawn from the priors.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct SellerCalibrationProof {
  @Test(
    "For 4,000 made-up sellers every tenth of the forecast distribution has its share of the rates to come")
  func full() throws {
    try SellerCalibration(4000, learning: 200, seed: 4000).check(bins: 10, "few orders,")
  }

  @Test(
    "The same for sellers of every size",
    arguments: [(3.0, 1000), (15.0, 600), (60.0, 400), (300.0, 200), (1500.0, 50)])
  func sizes(volume: Double, sellers: Int) throws {
    try SellerCalibration(sellers, learning: 60, volume: volume, seed: 4000 + UInt64(volume))
      .check(bins: sellers < 200 ? 5 : 10, "\(Int(volume)) a day,")
  }
}
