import Documents
import Testing

@Suite("Texts that are written into YAML")
struct YAMLTextTests {
  @Test("Quotes, lines and what cannot be seen are written out; all else stays")
  func quoted() {
    #expect(YAMLText.quoted("a \"b\" \\ c: #d × 注文") == "\"a \\\"b\\\" \\\\ c: #d × 注文\"")
    #expect(
      YAMLText.quoted("one\ntwo\r\u{1B}\u{202E}\u{A0}")
        == "\"one\\ntwo\\U0000000d\\U0000001b\\U0000202e\\U000000a0\"")
  }
}
