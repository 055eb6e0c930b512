import Foundation
import Testing

/// The program under "As a library" of the README, built as a target of its own.
@Suite("The README's example of a library")
struct LibraryExampleTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("The README shows it to the byte")
  func text() throws {
    let readme = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let section = try #require(readme.split(separator: "\n## As a library\n").dropFirst().first)
    let block = try #require(section.split(separator: "```swift\n").dropFirst().first)
    let program = try String(
      contentsOf: Self.root.appendingPathComponent("Tests/LibraryExample/main.swift"), encoding: .utf8)
    #expect(block.hasPrefix(program + "```\n"))
    #expect(program.split(separator: "\n", omittingEmptySubsequences: false).count - 1 == 10)
  }

  @Test("It runs, and says what the command says")
  func run() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let run = try CommandLineRun(shell: "\"${headroom%headroom}library-example\" x.csv", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map { $0.first } == ["acme", "acme"])
    let command = try CommandLineRun(
      ["forecast", "x.csv", "--horizon", "30", "--paths", "10000", "--seed", "1", "--format", "csv", "-q"],
      in: folder)
    let chances = command.output.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false)[13] }
    #expect(chances.count == 2)
    for (line, chance) in zip(lines, chances) {
      #expect(abs((Double(line[2]) ?? .nan) - (Double(chance) ?? .nan)) < 1e-6)
    }
  }
}
