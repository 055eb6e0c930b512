import Foundation
import Testing

@Suite struct ReportCommandTests {
  private func folder(_ accounts: [String] = ["acme"]) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let tables = accounts.map { Fixtures.orders(account: $0) }
    let rows = tables.map { $0.split(separator: "\n").dropFirst().joined(separator: "\n") }
    let header = tables[0].prefix { $0 != "\n" }
    try folder.write(([String(header)] + rows).joined(separator: "\n") + "\n", to: "orders.csv")
    return folder
  }

  private func report(_ arguments: [String], in folder: ScratchFolder) throws -> CommandLineRun {
    try CommandLineRun(["report"] + arguments + ["--seed", "1", "--paths", "500"], in: folder)
  }

  @Test func aPageIsOneFileOfItsOwnersAlone() throws {
    let folder = try folder()
    let run = try report(["orders.csv", "-o", "report.html"], in: folder)
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(run.errors.contains("wrote report.html"))
    #expect(try folder.names() == ["orders.csv", "report.html"])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/report.html")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let page = String(decoding: try folder.bytes("report.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!doctype html>\n") && page.hasSuffix("</html>\n"))
    #expect(page.contains("<h1><bdi>acme</bdi></h1>") && page.contains("Seed 1, 500 simulated futures"))
    #expect(page.contains("This account has 60 orders; from 100 on its own past could be tried."))
    #expect(page.contains("cancellation_rate: needs cancelled_at, cancelled_by."))
    #expect(page.contains("<bdi>30-1</bdi>") && !page.contains("<script"))
  }

  @Test func theSameSeedGivesTheSamePageForAnyThreads() throws {
    let folder = try folder()
    for threads in ["1", "3"] {
      #expect(
        try report(["orders.csv", "-o", "\(threads).html", "--threads", threads, "-q"], in: folder).status
          == 0)
    }
    #expect(try folder.bytes("1.html") == folder.bytes("3.html"))
  }

  @Test func redactedPagesNameNoOrder() throws {
    let folder = try folder()
    #expect(try report(["orders.csv", "-o", "report.html", "--redact"], in: folder).status == 0)
    let page = String(decoding: try folder.bytes("report.html"), as: UTF8.self)
    #expect(!page.contains("<bdi>30-1</bdi>") && page.contains("Orders of the window, bad ones first"))
  }

  @Test func severalAccountsAreListedAndShownWorstFirst() throws {
    let folder = try folder((1...22).map { "shop-\($0)" })
    #expect(try report(["orders.csv", "-o", "report.html"], in: folder).status == 0)
    let page = String(decoding: try folder.bytes("report.html"), as: UTF8.self)
    #expect(page.contains("The 20 of 22 accounts with most orders at stake"))
    #expect(page.contains("The first 5 follow in full"))
    #expect(page.contains("id=\"account-5\"") && !page.contains("account-6"))
    #expect(page.matches(of: /<bdi>(<a href="#account-[1-5]">)?shop-/).count == 25)
    #expect(try report(["orders.csv", "-o", "one.html", "--account", "shop-7"], in: folder).status == 0)
    #expect(String(decoding: try folder.bytes("one.html"), as: UTF8.self).contains("<bdi>shop-7</bdi></h1>"))
  }

  @Test func countsHaveAPageWithoutAPast() throws {
    let folder = try ScratchFolder()
    let run = try report(["--counts", "late_shipment_rate_30d=19/812", "-o", "report.html"], in: folder)
    #expect(run.status == 0)
    let page = String(decoding: try folder.bytes("report.html"), as: UTF8.self)
    #expect(
      page.contains("19 of 812 orders late") && page.contains("Counts have no past to try the forecast on."))
  }

  @Test func chartsAreFilesOfTheirOwnAndPNGWhereThereIsAConverter() throws {
    let folder = try folder()
    // A converter that says what it was asked for.
    try folder.write("#!/bin/sh\necho picture of \"$4\"\n", to: "rsvg-convert")
    chmod(folder.path + "/rsvg-convert", 0o700)
    let line = "$headroom report orders.csv -o report.html --seed 1 --paths 500 --charts"
    let plain = try CommandLineRun(shell: "PATH=/nowhere \(line) plain", in: folder)
    #expect(plain.status == 0 && plain.errors.contains("the charts are SVG only; with rsvg-convert"))
    let charts =
      ["exceedance", "ranking", "tornado"]
      + ["fan_", "first-breach_", "headroom_"].flatMap { kind in
        ["late_shipment_rate_10d", "late_shipment_rate_30d"].map { kind + $0 }
      }
    // A rate that is off target has a chart of its way back instead.
    func names(_ part: String) throws -> [String] {
      try folder.names(in: part).map { $0.replacing("way-back_", with: "first-breach_") }.sorted()
    }
    #expect(try names("plain") == charts.map { $0 + ".svg" }.sorted())
    let both = try CommandLineRun(shell: "PATH=$PWD:$PATH \(line) both", in: folder)
    #expect(both.status == 0 && !both.errors.contains("SVG only"))
    #expect(try names("both") == charts.flatMap { [$0 + ".png", $0 + ".svg"] }.sorted())
    #expect(
      String(decoding: try folder.bytes("both/exceedance.png"), as: UTF8.self)
        == "picture of both/exceedance.svg\n")
  }

  @Test func aRunThatFailsLeavesTheOldPage() throws {
    let folder = try folder()
    try folder.write("old", to: "report.html")
    #expect(try report(["nothing.csv", "-o", "report.html"], in: folder).status == 65)
    #expect(
      try report(["orders.csv", "-o", "report.html", "--charts", "orders.csv"], in: folder).status == 74)
    #expect(try folder.bytes("report.html") == Data("old".utf8))
    #expect(try folder.names() == ["orders.csv", "report.html"])
    #expect(try report(["orders.csv"], in: folder).status == 64)
    #expect(try report(["orders.csv", "-o", "report.html", "--horizon", "0"], in: folder).status == 64)
  }
}
