import Foundation
import Testing

/// The README's recipe for every night, run as it is printed.
@Suite("The nightly recipe of the README")
struct NightlyRecipeTests {
  private static let readme: String = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("README.md")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  /// The lines that begin with these words, with the places of this machine in them.
  private static func lines(_ start: String, in folder: ScratchFolder) -> [String] {
    let programs = CommandLineRun.executable.deletingLastPathComponent().path
    var found: [String] = []
    for line in readme.components(separatedBy: "\n") {
      let text = line.drop { $0 == " " }
      guard text.hasPrefix(start) else { continue }
      var command = String(text.dropFirst(start.count))
      command = command.replacing("/data/orders", with: folder.path + "/orders")
      command = command.replacing("mail -s Headroom me@example.com", with: "cat >> \(folder.path)/told.txt")
      found.append(command.replacing("/usr/local/bin", with: programs))
    }
    return found
  }

  private static func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/orders", withIntermediateDirectories: false)
    // 30 days with two orders a day, of which one in six is late: off target.
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for number in 0..<60 {
      let day = 1 + number / 2
      let shipped = Fixtures.date(day + (number % 6 == 0 ? 2 : 1))
      text += "\(number),acme,\(Fixtures.date(day)),\(Fixtures.date(day + 1)),\(shipped)\n"
    }
    try folder.write(text, to: "orders/x.csv")
    return folder
  }

  @Test("The cron line, in the bare environment of cron: two nights, and nobody is told twice")
  func cron() throws {
    let folder = try Self.folder()
    let line = try #require(Self.lines("15 3 * * *", in: folder).first)
    // As cron runs it; the paths are few so that the test is short.
    func night() throws -> CommandLineRun {
      try folder.write(
        line.replacing("check -q", with: "check -q --paths 200 --seed 1 --no-explain"), to: "line.sh")
      return try CommandLineRun(
        shell: "env -i HOME=\(folder.path) LOGNAME=me SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh line.sh",
        in: folder)
    }
    let first = try night()
    #expect(first.output.isEmpty && first.errors.isEmpty, "\(first.errors)")
    #expect(first.status == 2)
    let told = try folder.text("told.txt")
    #expect(told.contains("CRITICAL acme late_shipment_rate_30d: off target"), "\(told)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/.local/share/headroom/store.sqlite"))
    #expect(try night().status == 2)
    #expect(try folder.text("told.txt") == told)
    // A night without the folder: the import says so, and the check is made nevertheless.
    try FileManager.default.moveItem(atPath: folder.path + "/orders", toPath: folder.path + "/away")
    let broken = try night()
    #expect(broken.status == 2 && broken.errors.contains("no such file"), "\(broken.errors)")
  }

  @Test("The lines of the systemd service")
  func service() throws {
    let folder = try Self.folder()
    let commands = Self.lines("ExecStart=", in: folder)
    #expect(commands.count == 2 && commands[0].hasPrefix("-") && !commands[1].hasPrefix("-"))
    try folder.write(
      (commands[0].dropFirst() + "\n" + commands[1] + " --paths 200 --seed 1 --no-explain\n"), to: "lines.sh")
    let run = try CommandLineRun(
      shell: "env -i HOME=\(folder.path) PATH=/usr/bin:/bin /bin/sh lines.sh", in: folder)
    #expect(run.status == 2 && run.output.hasPrefix("HEADROOM CRITICAL: acme"), "\(run.output)\(run.errors)")
    #expect(try folder.text("told.txt").contains("late_shipment_rate_30d"))
    // 1 and 2 are results of a check, not failures of the service.
    #expect(Self.readme.contains("\nSuccessExitStatus=1 2\n"))
  }

  private static let analyzer = "/usr/bin/systemd-analyze"

  @Test(
    "systemd finds no fault in the units",
    .enabled(if: FileManager.default.isExecutableFile(atPath: analyzer)))
  func units() throws {
    let folder = try Self.folder()
    let parts = Self.readme.components(separatedBy: "# ~/.config/systemd/user/headroom.")
    #expect(parts.count == 3)
    for part in parts.dropFirst() {
      let kind = String(part.prefix { $0 != "\n" })
      let body = part.dropFirst(kind.count).components(separatedBy: "\n```")[0]
        .replacing("/usr/local/bin", with: CommandLineRun.executable.deletingLastPathComponent().path)
      try folder.write(body, to: "headroom." + kind)
    }
    let run = try CommandLineRun(
      shell:
        "\(Self.analyzer) verify --user ./headroom.service ./headroom.timer 2>&1 | grep '^headroom\\|/headroom\\.' || true",
      in: folder)
    #expect(run.output.isEmpty, "\(run.output)")
    let next = try CommandLineRun(
      shell: "\(Self.analyzer) calendar --iterations=1 '*-*-* 03:15' 2>&1", in: folder)
    #expect(next.status == 0 && next.output.contains("03:15:00"), "\(next.output)")
  }
}
