import Glibc
import Testing

@testable import Forecasting

struct OwnRecordTests {
  @Test("A record as expected moves nothing, a worse one moves its own cell by the log odds ratio")
  func shift() {
    var record = OwnRecord()
    for index in 0..<100 {
      record.add(cell: 1, p: 0.2, endedBad: index < 20)
      record.add(cell: 2, p: 0.2, endedBad: index < 50)
    }
    #expect(abs(record.shift(cell: 1, strength: 10)) < 1e-12)
    #expect(abs(record.shift(cell: 2, strength: 10) - (log(60.0 / 30) - log(60.0 / 90))) < 1e-12)
    #expect(record.shift(cell: 3, strength: 10) == 0)
  }

  @Test("The more the prior is worth, the less the own record moves it")
  func strength() {
    var record = OwnRecord()
    for _ in 0..<30 { record.add(cell: 0, p: 0.5, endedBad: false) }
    let shifts = [0.5, 5, 50, 5_000].map { record.shift(cell: 0, strength: $0) }
    #expect(zip(shifts, shifts.dropFirst()).allSatisfy { $0 < $1 } && shifts[3] < 0 && shifts[3] > -0.01)
  }
}
