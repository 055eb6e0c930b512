import Foundation
import Testing

@testable import Reporting

struct RowLinesTests {
  @Test("The same cells under the same names: numbers as numbers, words as words, empty ones as null")
  func rows() throws {
    let csv = "account,rate,state,p_7\n106,0.05,met,\n\"a,\"\"b\"\"\nc\",1e-5,breached,0.25\n"
    let lines = RowLines.ndjson(csv).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == #"{"account":"106","rate":0.05,"state":"met","p_7":null}"#)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
    #expect(object["account"] as? String == "a,\"b\"\nc")
    #expect(object["rate"] as? Double == 1e-5)
  }

  @Test("Control characters are escaped, and what only looks like a number is a word")
  func hostile() throws {
    let line = RowLines.ndjson("name,value\n\u{1}\t\\,nan\n+1,.5\n")
    #expect(line == "{\"name\":\"\\u0001\\t\\\\\",\"value\":\"nan\"}\n{\"name\":\"+1\",\"value\":\".5\"}\n")
    for text in line.split(separator: "\n") {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }
  }
}
