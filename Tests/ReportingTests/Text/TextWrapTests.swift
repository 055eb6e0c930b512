import Testing

@testable import Reporting

@Suite("Lines that can be read")
struct TextWrapTests {
  @Test("A number is never separated from its per cent sign or error")
  func numbers() {
    #expect(TextWrap.wrapped("chance 41.2 % ± 0.2; more", to: 12) == "chance\n  41.2 % ± 0.2;\n  more")
  }

  @Test("No limit, short lines and empty lines stay; a long word stays whole")
  func whole() {
    #expect(TextWrap.wrapped("a b\n\nc", to: 3) == "a b\n\nc")
    #expect(TextWrap.wrapped("abcdef ghi", to: nil) == "abcdef ghi")
    #expect(TextWrap.wrapped("abcdef ghi", to: 4) == "abcdef\n  ghi")
    #expect(TextWrap.wrapped("東京 東京", to: 6) == "東京\n  東京")
  }
}
