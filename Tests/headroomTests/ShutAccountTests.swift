import Foundation
import Testing

@Suite("An account that is deactivated now, from the command line")
struct ShutAccountTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("notebooks-data/example/orders.csv").path

  @Test("loss is that of the present deactivation, from the next day on, and says so")
  func loss() throws {
    let folder = try ScratchFolder()
    func run(_ arguments: String...) throws -> CommandLineRun { try CommandLineRun(arguments, in: folder) }
    #expect(try run("import", Self.example, "-q").status == 0)
    let notice = try run(
      "notice", "add", "--received", "2026-11-10", "--kind", "deactivation", "--metric",
      "late_shipment_rate_30d")
    #expect(notice.status == 0, "\(notice.errors)")
    let options = ["--seed", "1", "--paths", "512", "-q"]
    let shut = try CommandLineRun(["loss", "--cash", "5000"] + options, in: folder)
    let text = shut.output.replacing("\n  ", with: " ")
    for words in [
      "The account is deactivated since 10 Nov 2026 by your notice: 10 days by 19 Nov 2026. The loss below is that of this deactivation and of those that may follow it, from 20 Nov 2026 on for 365 days. What it has cost before is not in it.",
      "Its appeals are assumed to be those for order performance (late shipment rate, 30 days). They are taken to have begun on its first day.",
      "Back, as assumed: within 7 days low ", "Expected loss from now on, of this deactivation",
      " USD are held until about ", "Cash falls below zero on ",
      "faster appeals mean here that more of them have been refused by now",
    ] { #expect(text.contains(words), "\(words) in \(text)\(shut.errors)") }
    #expect(!text.contains("Some rate off target") && !text.contains("If the whole account is shut on"))
    let csv = try CommandLineRun(["loss", "--format", "csv"] + options, in: folder).output
    #expect(csv.contains(",central,p_back_30d,") && csv.contains(",central,p_deactivated,1,0,"))
    #expect(!csv.contains("p_off_target"))
    let json = try CommandLineRun(["loss", "--format", "json"] + options, in: folder).output
    #expect(json.contains("\"deactivated_since\":\"2026-11-10\""))
    // Once it is back, it is the next one again.
    #expect(try run("notice", "close", "1", "--on", "2026-11-15").status == 0)
    let back = try CommandLineRun(["loss"] + options, in: folder).output
    #expect(back.contains("Some rate off target within 90 days"), "\(back)")
  }
}
