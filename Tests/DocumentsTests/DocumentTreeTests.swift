import Foundation
import Testing

@testable import Documents

/// The wording is tested in full, because people read it.
@Suite("Files that cannot be read at all, and hostile ones")
struct DocumentTreeTests {
  private static let kind = DocumentTree.Kind(name: "note file", levels: 4, example: "name: mine")

  private func fault(_ bytes: [UInt8], several: Bool = false) -> String? {
    do throws(DocumentFault) {
      _ = try DocumentTree(bytes, file: "n.yaml", kind: Self.kind, several: several)
      return nil
    } catch {
      return error.description
    }
  }

  private func fault(_ text: String) -> String? { fault(Array(text.utf8)) }

  @Test("Text that is neither YAML nor JSON")
  func syntax() {
    #expect(
      fault("name: [1\nformat: 1\n")
        == "n.yaml:2:7: file: found text that is not YAML or JSON (did not find expected ',' or ']'), expected "
        + "valid YAML or JSON. Look at the line and the one before it.")
    #expect(
      fault("name: a\nname: b\n")
        == "n.yaml:1:1: file: found the field 'name' twice, expected valid YAML or JSON. "
        + "Look at the line and the one before it.")
    // Words are words: a number is the same field with and without quotes.
    #expect(fault("1: a\n\"1\": b\n")?.contains("found the field '1' twice") == true)
    #expect(
      fault([0xFF, 0xFE, 0x41])
        == "n.yaml:1:1: file: found bytes that are not UTF-8 text, expected YAML or JSON in UTF-8. "
        + "Save it as UTF-8.")
    #expect(fault([0x61, 0x3A, 0x20, 0]) != nil)
    // A last line without its line end is the last line.
    #expect(
      fault("{\"name\": 1,")?.hasPrefix("n.yaml:1:12: file: found text that is not YAML or JSON (") == true)
    #expect(fault("{\"name\": 1,\n")?.hasPrefix("n.yaml:2:1: file: found text that is not YAML") == true)
  }

  @Test("Files without fields")
  func noFields() {
    let example = "expected fields such as 'name: mine'. Compare with an example of a note file."
    #expect(fault("") == "n.yaml:1:1: file: found nothing, \(example)")
    #expect(fault("[1]") == "n.yaml:1:1: file: found no fields, \(example)")
    #expect(
      fault(Array("a: 1\n---\n- b\n".utf8), several: true) == "n.yaml:3:1: file: found no fields, \(example)")
  }

  @Test("Anchors and aliases are refused before they can grow, wherever they hide")
  func bombs() {
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...40 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let advice = "expected no anchors and aliases. Write the value out; put a space after & or * in text."
    #expect(fault(bomb) == "n.yaml:1:5: file: found a word that begins with & or *, \(advice)")
    for hidden in [
      "- \"\n# \", &a [x]", "? &a x", "[&a x]", "don't: &a x", "&a x", "a:\t&a x", "\u{FEFF}&a x",
      "# \u{85}&a x", "# \r&a x", "# \u{2028}&a x", "{\"a\":&a x}",
    ] {
      #expect(fault(hidden)?.contains("expected no anchors") == true, "\(hidden)")
    }
    // A plain comment may contain them, and so may the middle of a word.
    #expect(fault("# the *limit* & more, *x\nsources: R&D\n") == nil)
  }

  @Test("Deep nesting and huge files are refused")
  func depth() {
    for deep in [
      String(repeating: "[", count: 200_000), String(repeating: "{a: ", count: 50_000),
      String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
      (0..<600).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      (0..<600).map { String(repeating: " ", count: $0) + "- a:\n" }.joined(),
      String(repeating: "\"[\n", count: 60_000), String(repeating: "[ # ]\n", count: 30_000),
      String(repeating: "{ # }\n", count: 30_000), String(repeating: "{a: # }\n", count: 30_000),
      "{}:\n  " + String(repeating: "- ", count: 100_000),
    ] {
      #expect(fault(deep) != nil, "\(deep.prefix(20))")
    }
    #expect(
      fault(String(repeating: "#", count: 300_000))
        == "n.yaml:1:1: file: found 300000 bytes, expected at most 262144. Is this a note file?")
    #expect(
      fault("a:\n  " + String(repeating: "[", count: 40))
        == "n.yaml:2:1: file: found more than 32 levels, expected at most 4 levels of nesting. "
        + "Compare with an example of a note file.")
  }

  @Test("JSON is read with any indentation, tabs and escapes")
  func json() throws {
    let blank = String(repeating: " ", count: 100)
    let text =
      "{\r\n\t\"a\":1,\n\(blank)\"b\":[1.5e-3,-2],\n\"c\":{\"d\":\"x\\u00e9\\n\\/\"},\"e\":null,\"f\":true}\n"
    var fields = try DocumentTree(Array(text.utf8), file: "n.json", kind: Self.kind).documents[0]
    #expect(fields.keys == ["a", "b", "c", "e", "f"])
    #expect(fields.count("a", in: 0...9) == 1)
    #expect(fields.numbers("b") == [0.0015, -2])
    #expect(fields.inside("c", ["d"]) { $0.text("d") } == "xé\n/")
    #expect(!fields.has("e") && fields.number("e") == nil)
    #expect(fields.flag("f") == true)
    #expect(fields.faults.isEmpty)
  }
}
