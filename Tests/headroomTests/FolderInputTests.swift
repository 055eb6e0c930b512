import Testing

@Suite("A folder instead of its files")
struct FolderInputTests {
  private static func orders(_ days: ClosedRange<Int>) -> String {
    "order_id,purchased_at,ship_by,shipped_at\n"
      + days.map { "o-\($0),2026-10-\($0),2026-10-\($0 + 2),2026-10-\($0 + 1)\n" }.joined()
  }

  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    _ = try CommandLineRun(shell: "mkdir -p month/late month/.cache", in: folder)
    try folder.write(Self.orders(10...18), to: "month/first.csv")
    try folder.write(Self.orders(19...27), to: "month/late/second.csv")
    try folder.write("<!DOCTYPE html><html><title>Sign in</title></html>", to: "month/third.csv")
    try folder.write("hidden", to: "month/.cache/x.csv")
    return folder
  }

  @Test(
    "status, files and forecast read the files in it; what is of no use is named",
    arguments: ["status", "files", "forecast"])
  func read(command: String) throws {
    let folder = try folder()
    let options = command == "forecast" ? ["--seed", "1", "--paths", "64"] : []
    let named = try CommandLineRun(
      [command, "month/first.csv", "month/late/second.csv", "month/third.csv"] + options, in: folder)
    let whole = try CommandLineRun([command, "month"] + options, in: folder)
    #expect(whole.status == named.status && whole.status == 0, "\(whole.errors)")
    #expect(whole.answer == named.answer && !whole.output.isEmpty)
    if command != "files" {
      #expect(
        whole.errors.contains("third.csv: a web page that was saved instead of a file"), "\(whole.errors)")
    }
    #expect(!whole.errors.contains("x.csv"))
  }

  @Test("A folder without files is an error")
  func empty() throws {
    let folder = try ScratchFolder()
    _ = try CommandLineRun(shell: "mkdir none", in: folder)
    let run = try CommandLineRun(["status", "none"], in: folder)
    #expect(
      run.status == 65 && run.errors.contains("none: a folder without files. Name another."), "\(run.errors)")
  }

  @Test("Files that may be of several accounts: by file on standard output, and the option that settles it")
  func severalAccounts() throws {
    func orders(_ name: String, _ late: Int) -> String {
      "order_id,purchased_at,ship_by,shipped_at\n"
        + (0..<200).map { number in
          let day = 1 + number % 28
          func date(_ day: Int) -> String { "2026-10-" + (day < 10 ? "0" : "") + "\(day)" }
          return
            "\(name)-\(number),\(date(day)),\(date(day + 1)),\(date(day + (number % late == 0 ? 2 : 1)))\n"
        }.joined()
    }
    let folder = try ScratchFolder()
    try folder.write(orders("A", 100), to: "a.csv")
    try folder.write(orders("B", 15), to: "b.csv")
    let began = ["--began", "2026-10-01"]
    let status = try CommandLineRun(["status", "a.csv", "b.csv"] + began, in: folder)
    #expect(status.status == 0 && status.output.contains("undecided"), "\(status.output)")
    #expect(
      status.output.contains("in a.csv (1.0 %, met); ")
        && status.output.contains("in b.csv (7.1 %, breached)"),
      "\(status.output)")
    #expect(status.errors.contains("--one-account"))
    let forecast = try CommandLineRun(["forecast", "a.csv", "b.csv", "--seed", "1"] + began, in: folder)
    #expect(forecast.status == 65 && forecast.errors.contains("--one-account"), "\(forecast.errors)")
    let one = try CommandLineRun(["status", "a.csv", "b.csv", "--one-account"] + began, in: folder)
    #expect(one.status == 0 && !one.output.contains("undecided") && !one.errors.contains("--one-account"))
  }
}
