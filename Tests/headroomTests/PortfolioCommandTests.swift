import Foundation
import Testing

@Suite("Many accounts on the command line")
struct PortfolioCommandTests {
  /// In the order of answers.
  private static let names = ["=2+3", "acme", "b", "c d"]
  private static let judged = ["--as-of", "2026-11-30", "--quiet", "--priors", "built-in"]

  private let folder: ScratchFolder

  /// One file of all accounts, and one of each.
  init() throws {
    folder = try ScratchFolder()
    var all = ""
    for (place, name) in Self.names.enumerated() {
      let text = Fixtures.orders(account: name)
      try folder.write(text, to: "\(place).csv")
      all += place == 0 ? text : String(text.drop { $0 != "\n" }.dropFirst())
    }
    try folder.write(all, to: "all.csv")
  }

  private func run(_ arguments: String...) throws -> CommandLineRun {
    let run = try CommandLineRun(
      arguments + Self.judged + (arguments[0] == "status" ? [] : ["--seed", "5"]), in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    return run
  }

  @Test(
    "Parts that were compared with an earlier run are joined as one run: the ranked ones, and what is gone")
  func joinedSince() throws {
    try folder.write(Fixtures.orders(account: "lost"), to: "lost.csv")
    let old = try CommandLineRun(
      [
        "portfolio", "all.csv", "lost.csv", "--as-of", "2026-11-25", "--quiet", "--priors", "built-in",
        "--seed", "5",
        "--paths", "256", "-o", "old",
      ], in: folder)
    #expect(old.status == 0, "\(old.errors)")
    // In the second round what is gone has no row any more, and is still named.
    for (earlier, whole) in [("old", "first"), ("first", "second")] {
      let shared = ["--paths", "256", "--ranked", "1", "--since", earlier]
      func part(_ files: [String], _ output: String) throws -> CommandLineRun {
        try CommandLineRun(
          ["portfolio"] + files + shared + Self.judged + ["--seed", "5", "-o", output], in: folder)
      }
      let all = try part(["all.csv"], whole)
      #expect(
        all.output.contains("1 account is not in the files any more: lost."), "\(all.output)\(all.errors)")
      #expect(try part(["0.csv", "3.csv"], "part-1-\(whole)").status == 0)
      #expect(try part(["1.csv", "2.csv"], "part-2-\(whole)").status == 0)
      let joined = try CommandLineRun(
        [
          "portfolio", "--merge", "part-1-\(whole)", "part-2-\(whole)", "--ranked", "1", "-q", "-o",
          "joined-\(whole)",
        ], in: folder)
      #expect(joined.status == 0 && joined.output == all.output, "\(joined.output)\n\(all.output)")
      // Without --ranked as many as in each part.
      let same = try CommandLineRun(
        ["portfolio", "--merge", "part-1-\(whole)", "part-2-\(whole)", "-q", "-o", "same-\(whole)"],
        in: folder)
      #expect(same.output == all.output, "\(same.output)\n\(all.output)")
      let more = try CommandLineRun(
        [
          "portfolio", "--merge", "part-1-\(whole)", "part-2-\(whole)", "--ranked", "3", "-o",
          "more-\(whole)",
        ], in: folder)
      #expect(
        more.output == all.output
          && more.errors.contains("--ranked 3: the parts compared the actions of 1 account each"),
        "\(more.output)\(more.errors)")
      for name in ["portfolio.csv", "portfolio.ndjson"] {
        #expect(try folder.text("joined-\(whole)/\(name)") == folder.text("\(whole)/\(name)"))
      }
    }
  }

  @Test("Parts without --since, joined with it, are compared; a part is not overwritten")
  func mergedSince() throws {
    let shared = [
      "--quiet", "--priors", "built-in", "--seed", "5", "--paths", "256", "--ranked", "0", "--began",
      "2026-11-01",
    ]
    func made(_ files: [String], _ more: [String]) throws -> CommandLineRun {
      let run = try CommandLineRun(["portfolio"] + files + shared + more, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return run
    }
    // By 9 November no order of any account was late, by the 22nd two of 44.
    _ = try made(["all.csv"], ["--as-of", "2026-11-09", "-o", "old"])
    let whole = try made(["all.csv"], ["--as-of", "2026-11-22", "--since", "old", "-o", "whole"])
    _ = try made(["0.csv", "3.csv"], ["--as-of", "2026-11-22", "-o", "p1"])
    _ = try made(["1.csv", "2.csv"], ["--as-of", "2026-11-22", "-o", "p2"])
    let joined = try CommandLineRun(
      ["portfolio", "--merge", "p1", "p2", "--since", "old", "-q", "-o", "joined"], in: folder)
    let line = try #require(whole.output.split(separator: "\n").first { $0.hasPrefix("Since 9 Nov 2026") })
    #expect(joined.status == 0 && joined.output.contains(line), "\(line)\n\(joined.output)\(joined.errors)")
    #expect(!line.contains(": 0 accounts are worse, 0 better"), "\(line)")
    // Whose orders are behind a change is told by the run that has them; without them it is said so.
    let unknown = "by which orders is not known: the parts were run without --since"
    #expect(try folder.text("joined/portfolio.csv").contains(unknown))
    #expect(try !folder.text("whole/portfolio.csv").contains(unknown))
    let before = try folder.bytes("p1/portfolio.ndjson")
    let over = try CommandLineRun(
      ["portfolio", "--merge", "p1", "p2", "-q", "-o", "./p1/"], in: folder)
    #expect(over.status == 64 && over.errors.contains("would be overwritten"), "\(over.errors)")
    #expect(try folder.bytes("p1/portfolio.ndjson") == before)
  }

  @Test("A name that no file has is a row, and the run goes on")
  func absent() throws {
    try folder.write("b\nnobody\n", to: "some.txt")
    let csv = try run("portfolio", "all.csv", "--paths", "256", "--account-file", "some.txt", "-o", "some")
    #expect(csv.output.contains("nobody"))
    let lines = try folder.text("some/portfolio.csv").split(separator: "\n").dropFirst()
    #expect(lines.map { String($0.prefix { $0 != "," }) } == ["nobody", "b"])
    #expect(lines.first?.contains("No file has a row of it.") == true)
  }

  @Test("Each of several folders without a column of accounts is an account; a damaged one is a row")
  func folders() throws {
    for (name, place) in [("north", 1), ("south", 2)] {
      let text = try folder.text("\(place).csv").split(separator: "\n").map { line in
        line.split(separator: ",").enumerated().filter { $0.offset != 1 }.map(\.element).joined(
          separator: ",")
      }
      try folder.folder("clients/\(name)")
      try folder.write(text.joined(separator: "\n"), to: "clients/\(name)/orders.csv")
    }
    for name in ["clients/west", "named/a", "named/b"] { try folder.folder(name) }
    try folder.write("", to: "clients/west/orders.csv")
    func accounts(_ arguments: [String]) throws -> [String] {
      let run = try CommandLineRun(
        ["portfolio"] + arguments + Self.judged + [
          "--seed", "5", "--paths", "256", "--ranked", "1", "-o", "f",
        ],
        in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return try folder.text("f/portfolio.csv").split(separator: "\n").dropFirst().map {
        String($0.prefix { $0 != "," })
      }
    }
    #expect(try accounts(["clients"]).sorted() == ["north", "south", "west"])
    #expect(try folder.text("f/manifest.json").contains("\"files_left_out\""))
    #expect(try accounts(["clients/north", "clients/south", "--account", "South"]) == ["south"])
    #expect(try accounts(["clients/north", "clients/south", "--one-account"]) == ["amazon.com"])
    // A folder that names its accounts is as before.
    try folder.write(try folder.text("0.csv"), to: "named/a/orders.csv")
    try folder.write(try folder.text("3.csv"), to: "named/b/orders.csv")
    #expect(try accounts(["named"]).sorted() == ["'=2+3", "c d"])
  }

  @Test("portfolio writes the same bytes for any number of threads; parts that are joined are as one run")
  func portfolio() throws {
    let tables = ["portfolio.csv", "portfolio.ndjson"]
    for threads in ["1", "2", "7"] {
      _ = try run("portfolio", "all.csv", "--paths", "256", "--threads", threads, "-o", "out\(threads)")
      #expect(
        try folder.names(in: "out" + threads) == [
          "manifest.json", "portfolio.csv", "portfolio.html", "portfolio.ndjson",
        ])
      for name in tables {
        #expect(try folder.bytes("out1/\(name)") == folder.bytes("out\(threads)/\(name)"))
      }
    }
    _ = try run("portfolio", "0.csv", "3.csv", "--paths", "256", "-o", "part-1")
    _ = try run("portfolio", "1.csv", "2.csv", "--paths", "256", "--gzip", "-o", "part-2")
    #expect(
      try folder.names(in: "part-2") == [
        "manifest.json", "portfolio.csv.gz", "portfolio.html", "portfolio.ndjson.gz",
      ])
    let joined = try CommandLineRun(
      ["portfolio", "--merge", "part-2", "part-1", "-o", "joined", "-q"], in: folder)
    #expect(joined.status == 0, "\(joined.errors)")
    for name in tables { #expect(try folder.text("joined/\(name)") == folder.text("out1/\(name)")) }
    _ = try run("portfolio", "1.csv", "--paths", "512", "-o", "other")
    let twice = try CommandLineRun(
      ["portfolio", "--merge", "part-1", "part-1", "-o", "twice", "-q"], in: folder)
    #expect(twice.status != 0 && twice.errors.contains("expected each account in one"), "\(twice.errors)")
    let refused = try CommandLineRun(
      ["portfolio", "--merge", "part-1", "other", "-o", "joined", "-q"], in: folder)
    #expect(refused.status == 65 && refused.errors.contains("expected 256 as in part-1"), "\(refused.errors)")
  }

  @Test("Nobody reads standard error any more: the folder is written nevertheless")
  func closedErrors() throws {
    let bad = try folder.text("0.csv") + "x,=2+3,garbage\n"
    try folder.write(bad, to: "bad.csv")
    let run = try CommandLineRun(
      shell: "$headroom portfolio bad.csv --paths 256 --seed 5 --priors built-in -o out 2> >(exec true); "
        + "code=$?; sleep 0; echo $code", in: folder)
    #expect(run.output.hasSuffix("\n0\n") || run.output == "0\n", "\(run.output.suffix(80))")
    #expect(try folder.names(in: "out").contains("portfolio.csv"))
  }

  @Test("Accounts may be named in a file; one that is not there is an error")
  func accountFile() throws {
    try folder.write("\u{FEFF}c d \r\n\n=2+3\n", to: "accounts.txt")
    let csv = try run(
      "status", "all.csv", "--account-file", "accounts.txt", "--account", "b", "--format", "csv")
    let named = Set(csv.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) })
    #expect(named == ["b", "c d", "'=2+3"])
    try folder.write("nobody\n", to: "accounts.txt")
    let lost = try CommandLineRun(["status", "all.csv", "--account-file", "accounts.txt"], in: folder)
    #expect(lost.status == 65 && lost.errors.contains("found no rows of 'nobody'"))
  }

  @Test("rank of several accounts is the rankings of each")
  func rank() throws {
    let whole = try run("rank", "all.csv", "--paths", "2048", "--format", "csv", "-o", "ranked")
    var expected = ""
    for place in Self.names.indices {
      let one = try run("rank", "\(place).csv", "--paths", "2048", "--format", "csv").output
      expected += expected.isEmpty ? one : String(one.drop { $0 != "\n" }.dropFirst())
    }
    #expect(whole.output == expected)
    #expect(try folder.text("ranked/rank.csv") == expected)
    #expect(try folder.names(in: "ranked") == ["manifest.json", "rank.csv"])
    let table = try run("rank", "all.csv", "--paths", "2048", "--account", "b", "--account", "acme").output
    #expect(table.contains("do first") && table.contains("acme") && !table.contains("c d"))
  }

  @Test("forecast: an account as one of many; only what matters; compressed")
  func forecast() throws {
    let many = try run("forecast", "all.csv", "--paths", "500", "--format", "csv").output.split(
      separator: "\n")
    let one = try run("forecast", "2.csv", "--paths", "500", "--format", "csv", "--one-of-many").output
    #expect(one.split(separator: "\n").dropFirst() == many.filter { $0.hasPrefix("b,") }[...])
    _ = try run("forecast", "all.csv", "--paths", "500", "-o", "full")
    _ = try run("forecast", "all.csv", "--paths", "500", "-o", "full", "--only", "breach", "--gzip")
    #expect(try folder.names(in: "full") == ["breach.csv.gz", "manifest.json"])
    let inflated = try CommandLineRun(shell: "gzip -dc full/breach.csv.gz", in: folder)
    #expect(inflated.output.split(separator: "\n").count == many.count, "every rate here has orders")
    _ = try run("forecast", "0.csv", "--paths", "500", "-o", "plain")
    #expect(try folder.names(in: "plain").contains("forecast.csv"))
  }
}
