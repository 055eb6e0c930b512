import AccountHealth

/// A day that is written as `YYYY-MM-DD`.
public struct WrittenDay: Sendable, Hashable, Codable {
  public var day: Day

  public init(_ day: Day) { self.day = day }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(iso: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a day is written 2026-11-19"))
    }
    self.day = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(day)")
  }
}
