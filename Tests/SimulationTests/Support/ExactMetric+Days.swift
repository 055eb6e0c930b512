@testable import Simulation

extension ExactMetric {
  /// Expected number of days off target within the horizon.
  var expectedDaysOff: Double { compensatedSum(offTarget[...]) }
}
