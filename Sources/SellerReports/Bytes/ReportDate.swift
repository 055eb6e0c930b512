import AccountHealth
import Foundation

/// Which part of a date written in digits comes first; the raw values are those of `--dates`.
public enum DateOrder: String, Sendable, Hashable, Codable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
  case yearFirst = "ymd"
}

/// A date, with or without a time, in one of the forms that Amazon's reports use.
///
/// `10/21/2026`, `21.10.26`, `2026/10/21 12:00:00 JST`, `21-Oct-2026`, `Oct 21, 2026 1:23:45 PM PDT`,
/// `21 October 2026 4:26:32 pm GMT+9`, `2026-10-21T07:26:32+00:00`, `20261021`, and
/// `10/22/26 06:59:59 GMT (10/21/26 23:59:59 PDT)`, where the brackets contain the store's own time. Names of
/// months may be English, German, French, Italian, Spanish, Portuguese, Dutch or Polish.
///
/// The whole file settles what `03/04/26` means (`DateVote`), so a value keeps one day for each order that it
/// allows.
struct ReportDate: Sendable, Hashable, Codable {
  /// Stands for no day, no time and no zone.
  static let none = Int32.min
  /// The day by order: day first, month first, year first; the fourth is not used.
  var days: SIMD4<Int32>
  /// Seconds since midnight, `none` without a time; then seconds east of UTC, `none` if no zone is written.
  var clock: SIMD2<Int32>

  init(days: SIMD4<Int32>, clock: SIMD2<Int32>) { (self.days, self.clock) = (days, clock) }

  private init(_ day: (DateOrder) -> Day?, second: Int?, offset: Int?) {
    days = SIMD4(repeating: Self.none)
    for order in [DateOrder.dayFirst, .monthFirst, .yearFirst] {
      days[Self.place(order)] = day(order)?.number ?? Self.none
    }
    clock = SIMD2(second.map(Int32.init) ?? Self.none, offset.map(Int32.init) ?? Self.none)
  }

  /// The date that a number stands for.
  init(_ number: DateNumber) {
    let day = Day(number: number.seconds / 86_400)
    self.init(
      { _ in day }, second: number.seconds % 86_400, offset: number.isSerial ? nil : 0)
  }

  private static func place(_ order: DateOrder) -> Int {
    switch order {
    case .dayFirst: 0
    case .monthFirst: 1
    case .yearFirst: 2
    }
  }

  /// The day as written, read in this order; `nil` if there is no such day.
  func written(_ order: DateOrder) -> Day? {
    let number = days[Self.place(order)]
    return number == Self.none ? nil : Day(number: Int(number))
  }

  /// The day in the store's zone: a time with a zone is converted, any other keeps its written date.
  func day(_ order: DateOrder, _ parser: DayParser) -> Day? {
    guard let day = written(order) else { return nil }
    guard clock.x != Self.none, clock.y != Self.none else { return day }
    return parser.day(seconds: Int(day.number) * 86_400 + Int(clock.x) - Int(clock.y))
  }

  /// The orders in which it is a day; all three if its meaning does not depend on the order.
  var orders: Set<DateOrder> {
    Set([DateOrder.dayFirst, .monthFirst, .yearFirst].filter { written($0) != nil })
  }

  /// Whether two orders give different days.
  var isAmbiguous: Bool { Set(orders.compactMap(written)).count > 1 }

  /// - Returns: `nil` for text that is not a date.
  init?(_ text: some StringProtocol) {
    if let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") {
      let inner = text[text.index(after: open)..<close]
      if var local = ReportDate(inner), local.clock.x != Self.none {
        local.clock.y = Self.none
        self = local
        return
      }
      self.init(plain: text[..<open])
    } else {
      self.init(plain: text)
    }
  }

  private init?(plain text: some StringProtocol) {
    guard text.utf8.count <= 80 else { return nil }
    let tokens = Token.all(of: text)
    let time = WrittenClock(tokens)
    guard let date = DateWords(tokens[..<(time?.first ?? tokens.count)]) else { return nil }
    self.init(date.day, second: time?.second, offset: time?.offset)
    guard !orders.isEmpty else { return nil }
  }
}

/// A piece of a date.
private enum Token: Equatable {
  case number(Int, digits: Int)
  /// Lower case, without accents.
  case word(String)
  case mark(Character)

  static func all(of text: some StringProtocol) -> [Token] {
    var tokens: [Token] = []
    var digits: [UInt8] = []
    var word = ""
    func flush() {
      if !digits.isEmpty {
        let value = digits.prefix(9).reduce(0) { $0 * 10 + Int($1) }
        tokens.append(.number(value, digits: digits.count))
        digits = []
      }
      if !word.isEmpty {
        tokens.append(.word(word))
        word = ""
      }
    }
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    let folded =
      isPlain
      ? text.lowercased()
      : text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
    for character in folded {
      if let digit = character.wholeNumberValue, character.isASCII {
        if !word.isEmpty { flush() }
        digits.append(UInt8(digit))
      } else if character.isLetter {
        if !digits.isEmpty { flush() }
        word.append(character)
      } else {
        flush()
        if !character.isWhitespace { tokens.append(.mark(character)) }
      }
    }
    flush()
    return tokens
  }

  var number: Int? { if case .number(let value, _) = self { value } else { nil } }
}

/// The time of day in a row of tokens and the zone behind it.
private struct WrittenClock {
  /// The place of its first token; the date comes before it.
  var first: Int
  /// Seconds since midnight.
  var second: Int
  /// Seconds east of UTC.
  var offset: Int?

  init?(_ tokens: [Token]) {
    guard
      let start = tokens.indices.first(where: { place in
        place + 2 < tokens.count && tokens[place].number != nil && tokens[place + 1] == .mark(":")
          && tokens[place + 2].number != nil
      }), var hour = tokens[start].number, let minute = tokens[start + 2].number
    else { return nil }
    var place = start + 3
    var seconds = 0
    if place + 1 < tokens.count, tokens[place] == .mark(":"), let value = tokens[place + 1].number {
      seconds = value
      place += 2
      if place + 1 < tokens.count, tokens[place] == .mark(".") || tokens[place] == .mark(","),
        tokens[place + 1].number != nil
      {
        place += 2
      }
    }
    let words = tokens.compactMap { token in if case .word(let word) = token { word } else { nil } }
    // "a.m." is split into the words a and m.
    let isMorning = words.contains { ["am", "a", "午前", "上午"].contains($0) }
    let isEvening = words.contains { ["pm", "p", "午後", "下午"].contains($0) }
    if isEvening, hour < 12 { hour += 12 }
    if isMorning, hour == 12 { hour = 0 }
    guard hour < 24, minute < 60, seconds <= 60 else { return nil }
    // 午後 comes before the time.
    var first = start
    if first > 0, case .word(let word) = tokens[first - 1], ["午前", "午後", "上午", "下午", "t"].contains(word) {
      first -= 1
    }
    self.first = first
    second = hour * 3600 + minute * 60 + seconds
    offset = Self.offset(tokens[place...])
  }

  /// The offset in seconds of `PDT`, `UTC`, `GMT+9`, `+01:00`, `-0800` or `Z`.
  private static func offset(_ tokens: ArraySlice<Token>) -> Int? {
    var named: Int?
    for case .word(let word) in tokens { named = named ?? zones[word] }
    guard let sign = tokens.firstIndex(where: { $0 == .mark("+") || $0 == .mark("-") || $0 == .mark("−") }),
      sign + 1 < tokens.endIndex, case .number(let value, let digits) = tokens[sign + 1]
    else { return named.map { $0 * 60 } }
    var minutes = digits > 2 ? value / 100 * 60 + value % 100 : value * 60
    if digits <= 2, sign + 3 < tokens.endIndex, tokens[sign + 2] == .mark(":"),
      let rest = tokens[sign + 3].number
    {
      minutes += rest
    }
    guard minutes <= 18 * 60 else { return nil }
    return (tokens[sign] == .mark("+") ? 1 : -1) * minutes * 60
  }

  /// Minutes east of UTC.
  private static let zones: [String: Int] = [
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120,
    "mesz": 120,
    "eet": 120, "eest": 180, "trt": 180, "gst": 240, "ist": 330, "sgt": 480, "awst": 480, "jst": 540,
    "acst": 570,
    "aest": 600, "aedt": 660, "brt": -180, "edt": -240, "est": -300, "cdt": -300, "cst": -360, "mdt": -360,
    "mst": -420, "pdt": -420, "pst": -480,
  ]
}

/// The date in a row of tokens.
private struct DateWords {
  private var numbers: [(value: Int, digits: Int)] = []
  private var month: Int?
  private var isDotted = false

  init?(_ tokens: ArraySlice<Token>) {
    for token in tokens {
      switch token {
      case .number(let value, let digits): numbers.append((value, digits))
      case .word(let word):
        if let named = Self.month(word), month == nil {
          month = named
        } else if !Self.fillers.contains(word) {
          return nil
        }
      case .mark(let mark):
        guard "/-.,'年月日".contains(mark) else { return nil }
        if mark == "." { isDotted = true }
      }
    }
    guard
      numbers.count == (month == nil ? 3 : 2) || month == nil && numbers.count == 1 && numbers[0].digits == 8
    else { return nil }
  }

  func day(_ order: DateOrder) -> Day? {
    if numbers.count == 1 {
      let value = numbers[0].value
      return Day(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }
    if let month {
      let (first, second) = (numbers[0], numbers[1])
      return first.digits == 4
        ? Self.day(first, month, second) : Self.day(second, month, first)
    }
    let (a, b, c) = (numbers[0], numbers[1], numbers[2])
    if a.digits == 4 { return Self.day(a, b.value, c) }
    switch order {
    case .dayFirst: return Self.day(c, b.value, a)
    case .monthFirst: return isDotted ? nil : Self.day(c, a.value, b)
    case .yearFirst: return isDotted || c.digits > 2 || a.digits != 2 ? nil : Self.day(a, b.value, c)
    }
  }

  private static func day(
    _ year: (value: Int, digits: Int), _ month: Int, _ day: (value: Int, digits: Int)
  ) -> Day? {
    guard year.digits == 4 || year.digits <= 2, day.digits <= 2 else { return nil }
    return Day(year: year.digits == 4 ? year.value : 2000 + year.value, month: month, day: day.value)
  }

  private static func month(_ word: String) -> Int? {
    word.count < 3 ? nil : months[String(word.prefix(4))] ?? months[String(word.prefix(3))]
  }

  private static let months: [String: Int] = {
    let names = [
      "jan gen ene sty", "feb fev lut", "mar mrz mae maa mrt", "apr avr abr kwi", "may mai mag mei maj",
      "jun juin giu cze", "jul juil lug lip", "aug aou ago sie", "sep set wrz", "oct okt ott out paz",
      "nov lis",
      "dec dez dic gru",
    ]
    var result: [String: Int] = [:]
    for (index, list) in names.enumerated() {
      for name in list.split(separator: " ") { result[String(name)] = index + 1 }
    }
    return result
  }()

  /// Words between the parts of a date.
  private static let fillers: Set<String> = [
    "de", "del", "di", "um", "at", "a", "om", "年", "月", "日", "th", "st", "nd", "rd", "t", "er", "mon", "tue",
    "wed",
    "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
}

/// Settles for a whole file which part of its dates comes first: the order that reads most of them.
struct DateVote: Sendable, Hashable, Codable {
  private var unreadable: [DateOrder: Int] = [:]
  /// Dates that two orders read as different days.
  private var ambiguous = 0

  mutating func add(_ date: ReportDate) {
    let orders = date.orders
    if orders.count < Self.all.count {
      for order in Self.all where !orders.contains(order) { unreadable[order, default: 0] += 1 }
    }
    if date.isAmbiguous { ambiguous += 1 }
  }

  /// The order to read by, and whether the file itself leaves no other.
  ///
  /// - Parameter usual: The order of the store, or the one that the user names.
  func settled(usual: DateOrder) -> (order: DateOrder, isCertain: Bool) {
    let fewest = Self.all.map { unreadable[$0] ?? 0 }.min() ?? 0
    let best = Self.all.filter { unreadable[$0] ?? 0 == fewest }
    let order = best.contains(usual) ? usual : best[0]
    return (order, best.count == 1 || ambiguous == 0)
  }

  private static let all: [DateOrder] = [.monthFirst, .dayFirst, .yearFirst]
}
