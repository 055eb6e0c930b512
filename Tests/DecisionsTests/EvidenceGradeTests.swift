import Testing

@testable import Decisions

@Suite struct EvidenceGradeTests {
  @Test("One letter, or two with → or /")
  func forms() {
    #expect(EvidenceGrade("A")?.isJudged == false)
    #expect(EvidenceGrade("D")?.isJudged == true)
    #expect(EvidenceGrade("A→D")?.joint == .mechanismAndSize)
    #expect(EvidenceGrade("A->D")?.description == "A→D")
    #expect(EvidenceGrade("C/D")?.joint == .parts)
    #expect(EvidenceGrade("C/D")?.second == .d)
    for text in ["", "E", "AD", "A→", "/D", "A→D→D", "a", "A-D", "A/→D", "A D", "A "] {
      #expect(EvidenceGrade(text) == nil, "\(text)")
    }
  }
}
