import Foundation
import Testing

@Suite("A check of many accounts")
struct CheckManyAccountsTests {
  /// Seven accounts, of which the last is off target and the others are likely to be.
  private static func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for account in 1...7 {
      for day in 1...40 {
        for number in 1...10 {
          let isLate = day > 25 && number == 1 && (account == 7 || day % 3 == 0)
          let dates = [day, day + 1, day + (isLate ? 2 : 1)].map(Fixtures.date)
          text += "\(account)-\(day)-\(number),shop\(account),\(dates.joined(separator: ","))\n"
        }
      }
    }
    try folder.write(text, to: "x.csv")
    return folder
  }

  @Test("The chance of a deactivation is judged for every account, also over more days than a ranking has")
  func deactivation() throws {
    let folder = try Self.folder()
    try folder.write("format: 1\ncritical: [any.p_deactivated(120d) < 99%]\n", to: "p.yaml")
    let run = try CommandLineRun(
      ["check", "x.csv", "--policy", "p.yaml"] + CheckCommandTests.common, in: folder)
    #expect(run.status == 0 && !run.output.contains("not known"), "\(run.output)")
    for account in 1...7 {
      #expect(run.output.contains("'shop\(account) p_deactivated 120d'="), "\(run.output)")
    }
  }

  @Test("Of more than five accounts with alarms the critical ones are explained first, and the rest is told")
  func explained() throws {
    let folder = try Self.folder()
    try folder.write(
      "format: 1\ncritical: [any.off_target == false]\nwarning: [late_shipment_rate_30d.room >= 20]\n",
      to: "p.yaml")
    let run = try CommandLineRun(
      ["check", "x.csv", "--policy", "p.yaml", "--paths", "200", "--seed", "1", "-q"], in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("CRITICAL shop7 ") && $0.contains("Do first") } > 0, "\(run.output)")
    let explained = Set(
      lines.filter { $0.contains("Do first") }.compactMap { $0.split(separator: " ").dropFirst().first })
    #expect(explained.count == 5 && explained.contains("shop7"), "\(run.output)")
    #expect(
      run.output.hasSuffix(
        "\nNOT EXPLAINED 2 more accounts with alarms: headroom check --account NAME says what to do first, and how its alarms did on past nights.\n"
      ), "\(run.output)")
  }
}
