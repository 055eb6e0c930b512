/// The checks that many fields of a model share; each names the field as the file does.
///
/// Every number is bounded here, before it becomes a size, an index or part of a sum: with these bounds no
/// count of a window leaves 32 bits, and no table outgrows the memory.
struct ModelCheck {
  let horizonDays: Int

  func require(
    _ condition: Bool, _ field: String, _ found: @autoclosure () -> String,
    _ expected: @autoclosure () -> String
  ) throws(ModelError) {
    guard condition else { throw ModelError(field, found: found(), expected: expected()) }
  }

  /// A number that the file must give, within bounds.
  func number(
    _ value: Double?, _ field: String, _ expected: String, _ bounds: ClosedRange<Double>
  ) throws(ModelError) {
    guard let value else { throw ModelError(field, found: "nothing", expected: expected) }
    try require(bounds.contains(value), field, "\(value)", expected)
  }

  /// A coordinate on a logarithmic scale, such as a level or log-odds.
  func coordinate(_ value: Double, _ field: String) throws(ModelError) {
    try number(value, field, "a number −1,000,000…1,000,000", -1e6...1e6)
  }

  /// A positive weight among others.
  func weight(_ value: Double, _ field: String) throws(ModelError) {
    try require(value > 0 && value <= 1e15, field, "\(value)", "a number above 0, at most 10¹⁵")
  }

  /// A size of the negative binomial or a concentration of the beta-binomial law.
  func shape(_ value: Double?, _ field: String) throws(ModelError) {
    try number(value, field, "a number 0.000001…1,000,000,000,000", 1e-6...1e12)
  }

  func drift(_ coefficient: Double, _ sd: Double, _ field: String) throws(ModelError) {
    try number(coefficient, field + ".ar1_coefficient", "a number 0…1", 0...1)
    try number(sd, field + ".innovation_sd", "a number 0…1000", 0...1000)
  }

  /// Numbers of a table such as a design, all within ±`most`.
  func table(_ rows: [[Double]], _ field: String, most: Double, _ expected: String) throws(ModelError) {
    try require(
      rows.allSatisfy { $0.allSatisfy { abs($0) <= most } }, field, "a number out of range", expected)
  }

  /// Counts from 0 to `most`, as many as the horizon has days where `days` is set.
  func counts(
    _ values: [Int]?, _ field: String, most: Int, days: Bool = false
  ) throws(ModelError) {
    guard let values else { return }
    try require(
      !days || values.count == horizonDays, field, "\(values.count) numbers", "\(horizonDays) counts from 0")
    let first = values.first { $0 < 0 || $0 > most }
    try require(first == nil, field, text(first), "counts 0…\(grouped(most))")
  }

  func daily(
    _ value: DailyValue?, _ field: String, required: Bool, _ expected: String, _ holds: (Double) -> Bool
  ) throws(ModelError) {
    guard let value else {
      try require(!required, field, "nothing", expected)
      return
    }
    try require(
      value.count == nil || value.count == horizonDays, field, "\(value.count ?? 0) numbers",
      "one number or \(horizonDays), one for each day")
    try require(value.values.allSatisfy(holds), field, "a number out of range", expected)
  }

  func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "nothing" }

  private func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }
}
