import Foundation
import Testing

@testable import SellerReports

@Suite("JSON, byte by byte")
struct JSONReaderTests {
  private func value(_ text: String, naming name: (String) -> String? = { $0 }) throws -> JSONValue {
    let reader = JSONReader(Array(text.utf8), name: "x.json")
    let value = try reader.value(naming: name)
    #expect(try reader.isDone())
    return value
  }

  private func error(_ text: String) -> String? {
    do {
      let reader = JSONReader(Array(text.utf8), name: "x.json")
      while try !reader.isDone() { _ = try reader.value() }
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("Every kind of value")
  func values() throws {
    #expect(
      try value("\u{FEFF} {\"a\":[1,-2.5e3,true,false,null,NaN],\"b\":{\"c\":\"x\"},}")
        == .fields([
          "a": .list([.number("1"), .number("-2.5e3"), .flag(true), .flag(false), .null, .null]),
          "b": .fields(["c": .text("x")]),
        ]))
    #expect(try value("\"\\u00e9\\n\\\"\\ud83d\\ude00\\ud800x\\/\"") == .text("é\n\"😀\u{FFFD}x/"))
  }

  @Test("An unwanted value never becomes text")
  func filter() throws {
    #expect(
      try value(
        "{\"a\":{\"b\":1,\"name\":\"Jane\"},\"buyer\":{\"a\":[\"}\\\"\"]}}",
        naming: { ["a", "b"].contains($0) ? $0 : nil })
        == .fields(["a": .fields(["b": .number("1")])]))
  }

  @Test(
    "Numbers, counts and shares, in quotes or not")
  func numbers() {
    let texts = ["12", "12.0", "1e3", "-1", "0.5", "1e400", "0x10", "2000000000", "x", ""]
    #expect(texts.map { JSONValue.text($0).count } == [12, 12, 1000, nil, nil, nil, nil, nil, nil, nil])
    #expect(
      ["0.03", "3 %", "1.17%", "101 %", "1.5", "1"].map { JSONValue.text($0).share } == [
        0.03, 0.03, 0.0117, nil, nil, 1,
      ])
    #expect(JSONValue.flag(true).count == nil && JSONValue.text("TRUE").flag == true)
  }

  @Test(
    "Faults name the place and not its text",
    arguments: [
      ("{\"a\" 1}", "x.json:1:6: not valid JSON: expected a colon. Download or export the file again."),
      ("[1,\n 2 3]", "x.json:2:4: not valid JSON: expected a comma or ]. Download or export the file again."),
      (
        "{\"a\":1 \"b\"}",
        "x.json:1:8: not valid JSON: expected a comma or }. Download or export the file again."
      ),
      ("[Jane]", "x.json:1:6: not valid JSON: expected a value. Download or export the file again."),
      (
        "{\"a\":\"Jane",
        "x.json:1:11: not valid JSON: the file ends in the middle of a value. Download or export it again."
      ),
      (
        "{'a': None}",
        "x.json:1:2: not valid JSON: expected a name in double quotes. Download or export the file again."
      ),
      (
        "[None]",
        "x.json:1:6: not valid JSON but text as Python prints it (None, single quotes). Write it with json.dump."
      ),
    ])
  func faults(text: String, message: String) {
    #expect(error(text) == message)
  }

  @Test("The same values as Foundation's parser on 3,000 mutated texts, or a refusal")
  func againstFoundation() throws {
    var dice = Dice(seed: 81)
    let seed = Array(
      "{\"a\":[1,2.5,-3e2,\"x\\u00e9\\n\",{\"b\":null,\"c\":true}],\"d\":{\"e\":[],\"f\":{}},\"g\":\"\"}".utf8
    )
    var agreed = 0
    for _ in 0..<3000 {
      var bytes = seed
      for _ in 0...dice.below(2) {
        let place = dice.below(bytes.count)
        bytes[place] = Array("{}[],:\"0a\\ 9".utf8)[dice.below(12)]
      }
      guard let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      else {
        continue
      }
      let reader = JSONReader(bytes, name: "x")
      let ours = try reader.value()
      #expect(Self.isSame(ours, theirs), "\(String(decoding: bytes, as: UTF8.self))")
      agreed += 1
    }
    #expect(agreed > 300)
  }

  private static func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
    switch ours {
    case .null: theirs is NSNull
    case .flag(let flag): (theirs as? NSNumber)?.boolValue == flag
    case .number(let text): (theirs as? NSNumber)?.doubleValue == Double(text)
    case .text(let text): theirs as? String == text
    case .list(let items):
      (theirs as? [Any]).map { $0.count == items.count && zip(items, $0).allSatisfy(isSame) } ?? false
    case .fields(let fields):
      (theirs as? [String: Any]).map { other in
        other.count == fields.count
          && fields.allSatisfy { key, value in other[key].map { isSame(value, $0) } ?? false }
      } ?? false
    }
  }
}
