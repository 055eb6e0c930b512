import Foundation
import Testing

@Suite struct SellerCalibrationTests {
  @Test("Rates of made-up sellers 30 days ahead fall evenly into the forecast distribution")
  func short() throws { try SellerCalibration(100, learning: 30, seed: 4000).check(bins: 5) }
}

/// 4,000 sellers drawn from the priors.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct SellerCalibrationProof {
  @Test(
    "For 4,000 made-up sellers every tenth of the forecast distribution has its share of the rates 30 days ahead"
  )
  func full() throws { try SellerCalibration(4000, learning: 200, seed: 4000).check(bins: 10) }
}
