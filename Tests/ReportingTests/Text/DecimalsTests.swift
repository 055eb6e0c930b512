import Testing

@testable import Reporting

@Suite("Numbers as decimal text")
struct DecimalsTests {
  private static let numbers: [(Double, String)] = [
    (0, "0"), (1, "1"), (0.5, "0.5"), (19.0 / 812, "0.023399"), (1e-7, "0"), (-1e-9, "0"),
    (1_234_567.25, "1234567.25"), (100, "100"),
  ]

  @Test("A number has at most six decimals, a point, and no needless zeros", arguments: numbers)
  func number(value: Double, cell: String) { #expect(Decimals.short(value) == cell) }

  @Test("Fixed decimals are those of Foundation, ties and signs among them")
  func fixed() {
    var values: [Double] = [0, -0.0, 0.5, 1.5, 2.5, 0.125, -0.125, 1e-7, 0.9999999, 1e12, -1e12, 0.0000005]
    for number in 0..<2000 {
      let value = Double(number)
      values += [value / 1000, value / 812]
      values += [-value / 7, value * 1e6 / 3]
    }
    values += [.infinity, .nan]
    for value in values {
      for digits in [0, 1, 2, 6, 8, 9, 15] {
        #expect(Decimals.fixed(value, digits) == Decimals.slowly(value, digits))
      }
    }
  }
}
