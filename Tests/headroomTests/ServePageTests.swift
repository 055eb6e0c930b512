import Documents
import Foundation
import Testing

@testable import Reporting

/// The page of `serve` in a browser, of an account whose texts would be markup if they could.
@Suite(.serialized) struct ServePageTests {
  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// `headroom serve`, until it is stopped.
  private final class Served {
    let process = Process()
    let address: String

    init(_ arguments: [String], in folder: ScratchFolder) throws {
      let output = Pipe()
      process.executableURL = CommandLineRun.executable
      process.arguments = ["serve"] + arguments
      process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      var text = ""
      while !text.contains("\n") {
        let data = output.fileHandleForReading.availableData
        if data.isEmpty { break }
        text += String(decoding: data, as: UTF8.self)
      }
      address = text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func stop() -> (reason: Process.TerminationReason, status: Int32) {
      process.terminate()
      process.waitUntilExit()
      return (process.terminationReason, process.terminationStatus)
    }

    deinit { if process.isRunning { process.terminate() } }
  }

  private static let account = "<script>pwned=1</script>\"&'\u{202E}" + String(repeating: "M", count: 90)
  private static let file = "<img src=x onerror=pwned=1>&\"'\u{202E}{{heading}}.csv"

  /// The faults of the page as it is shown now.
  private func faults(_ browser: BrowserPipe, _ texts: [String]) throws -> [String] {
    let data = try JSONEncoder().encode(texts.map(TerminalText.escaped))
    let found = try browser.value(
      "(()=>{window.faults=[];\(ReportProbe.functions(texts: String(decoding: data, as: UTF8.self)))"
        + "for(const list of document.querySelectorAll('details'))list.open=true;"
        + "structure();places();contrast();if(window.pwned)say('a text ran');"
        + "for(const text of texts)if(!document.body.textContent.includes(text))say('not shown: '+text);"
        + "return faults})()")
    return found as? [String] ?? ["no answer"]
  }

  @Test(
    "By keyboard alone a lever gives the numbers of whatif; no script error, overflow or poor contrast",
    .enabled(if: browser != nil, "no chromium here"))
  func inABrowser() throws {
    let folder = try ScratchFolder()
    try folder.write(HostileTexts.orders(account: Self.account), to: Self.file)
    let served = try Served([Self.file, "--seed", "1", "--paths", "8000", "-q"], in: folder)
    #expect(served.address.hasPrefix("http://127.0.0.1:"))
    let browser = try BrowserPipe(try #require(Self.browser))
    try browser.show(width: 1280)
    try browser.open(served.address)
    try browser.wait("document.readyState=='complete'&&!!document.getElementById('try')")
    #expect(try browser.value("location.search") as? String == "", "the token is not in the address any more")
    #expect(try browser.value("document.cookie") as? String == "", "no script sees the cookie")

    // With the keyboard: to the levers, then four tenths to the left.
    var steps = 0
    while try browser.value("document.activeElement.id") as? String != "lever-late_shipment", steps < 40 {
      try browser.press("Tab", 9)
      steps += 1
    }
    #expect(steps < 40)
    try browser.press("ArrowLeft", 37, times: 8)
    try browser.wait(
      "!!document.querySelector('#result .headline')&&!document.querySelector('[data-refine]')")
    #expect(try browser.value("document.querySelector('#lever-late_shipment').value") as? String == "0.6")
    #expect(
      try browser.value("document.activeElement.id") as? String == "lever-late_shipment",
      "the keyboard stays where it was")
    let run = try CommandLineRun(
      [
        "whatif", Self.file, "--set", "late_shipment=x0.6", "--seed", "1", "--paths", "8000", "-o", "out",
        "-q",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let table = try browser.value("fetch('/change.csv'+location.search).then(answer=>answer.text())")
    #expect(table as? String == (try folder.text("out/change.csv")))
    let command = try #require(try browser.value("document.getElementById('command').textContent") as? String)
    #expect(command.contains("--set late_shipment=x0.6 --paths 8000 --seed 1"))

    let texts = HostileTexts.asOrderNumbers + [Self.account, Self.file]
    for (width, isDark) in [(1280, false), (390, false), (1280, true), (390, true)] {
      try browser.show(width: width, isDark: isDark)
      let faults = try faults(browser, texts)
      #expect(faults == [], "\(width) wide, dark \(isDark)")
    }

    // Away and back, and a second tab with the same cookie.
    try browser.show(width: 1280)
    let place = try #require(try browser.value("location.href") as? String)
    try browser.value("document.querySelector('a[href^=\"/plan\"]').click()")
    // A page is looked at only with its styles, which come after its elements.
    try browser.wait("document.readyState=='complete'&&!!document.querySelector('textarea')")
    let ofPlan = try faults(browser, [])
    #expect(ofPlan.filter { !$0.contains("caption") && !$0.contains("h1") } == [])
    try browser.value("history.back()")
    try browser.wait("document.querySelector('#lever-late_shipment')?.value=='0.6'")
    try browser.openTab()
    try browser.open(place)
    try browser.wait("!!document.querySelector('#result .headline')")
    #expect(browser.errors == [])
    let end = served.stop()
    #expect(end.reason == .uncaughtSignal && end.status == SIGTERM)
    #expect(try folder.names().sorted() == [Self.file, "out"].sorted(), "nothing is left behind")
  }
}
