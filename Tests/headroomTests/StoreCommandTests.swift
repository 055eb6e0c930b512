import AccountHealth
import Foundation
import TestSupport
import Testing

/// `CommandLineRun` sets HEADROOM_STORE to `kept/store.sqlite` in its folder.
@Suite("Files that were imported answer as the files do")
struct StoreCommandTests {
  /// Commands, without their files; the answers go to standard output and to `out`.
  private static let questions: [[String]] = [
    ["status"], ["status", "--format", "json", "--output", "out"], ["status", "--as-of", "2026-11-15"],
    ["forecast", "--seed", "1", "--paths", "200", "--output", "out"],
    ["whatif", "--set", "late_shipment=x0.5", "--seed", "1", "--paths", "200", "--format", "csv"],
    ["explain", "--metric", "late_shipment_rate_30d", "--from", "2026-11-10"], ["files"],
  ]

  private static func output(_ folder: ScratchFolder) throws -> [String: Data] {
    guard FileManager.default.fileExists(atPath: folder.path + "/out") else { return [:] }
    var files: [String: Data] = [:]
    for name in try folder.names(in: "out") where name != "manifest.json" {
      files[name] = try folder.bytes("out/" + name)
    }
    try FileManager.default.removeItem(atPath: folder.path + "/out")
    return files
  }

  @Test("A file of which no row can be used is an error; beside a good one it is a warning")
  func unusable() throws {
    let folder = try ScratchFolder()
    try folder.write("order_id,account,purchased_at\n1,bad,garbage\n2,bad,garbage\n", to: "bad.csv")
    let alone = try CommandLineRun(["import", "bad.csv"], in: folder)
    #expect(
      alone.status == 65 && alone.errors.contains("No row of these files can be used"), "\(alone.errors)")
    try folder.write(Fixtures.orders(account: "good"), to: "good.csv")
    let both = try CommandLineRun(["import", "good.csv", "bad.csv"], in: folder)
    #expect(both.status == 0 && both.errors.contains("bad.csv: no row can be used"), "\(both.errors)")
    #expect(both.output.contains("2 rows, none can be used and none is kept."), "\(both.output)")
  }

  /// Expects every question to have the same answer from the files and from the store that they were
  /// imported into.
  private static func expectEqual(
    _ files: [String], in folder: ScratchFolder, _ questions: [[String]] = questions,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for question in questions {
      let read = try CommandLineRun([question[0]] + files + question.dropFirst(), in: folder)
      let readFiles = try output(folder)
      let kept = try CommandLineRun(question, in: folder)
      let keptFiles = try output(folder)
      #expect(
        read.status == kept.status && read.answer == kept.answer,
        "\(question)\n\(read.output)\n\(kept.output)",
        sourceLocation: sourceLocation)
      #expect(readFiles == keptFiles, "\(question)", sourceLocation: sourceLocation)
      #expect(
        kept.errors.contains("headroom: reading the store "), "\(kept.errors)",
        sourceLocation: sourceLocation)
      // Faults and notes too, beside the line that says where the orders come from.
      let lines = kept.errors.split(separator: "\n").filter { !$0.contains("reading the store") }
      #expect(lines == read.errors.split(separator: "\n"), "\(question)", sourceLocation: sourceLocation)
    }
  }

  @Test("A small file with two accounts, with faults")
  func small() throws {
    let folder = try ScratchFolder()
    try folder.write(
      Fixtures.orders() + "bad,acme,never,,\n" + "7-9,other,2026-11-07,2026-11-08,2026-11-09\n", to: "x.csv")
    let first = try CommandLineRun(["import", "x.csv"], in: folder)
    #expect(first.status == 0)
    #expect(first.errors.contains("x.csv:62:3: purchased_at: found "))
    // Days behind the clock of the machine may be left out, so the evening is not looked at.
    #expect(
      first.output.hasPrefix(
        "x.csv: orders.csv, 62 rows, 62 new or changed.\n"
          + "Kept in \(folder.path)/kept/store.sqlite: 1 file, seen on 2026-1"), "\(first.output)")
    // A file of another kind beside it changes nothing.
    try folder.write("hello\n", to: "readme.txt")
    let beside = try CommandLineRun(["import", "x.csv", "readme.txt"], in: folder)
    #expect(
      beside.status == 0 && beside.output.hasSuffix("Nothing new.\n"), "\(beside.output)\(beside.errors)")
    let again = try CommandLineRun(["import", "x.csv"], in: folder)
    #expect(again.status == 0 && again.output.hasSuffix("\nNothing new.\n"), "\(again.output)")
    try Self.expectEqual(["x.csv"], in: folder, Self.questions.filter { $0[0] != "explain" })
    try Self.expectEqual(
      ["x.csv"], in: folder,
      [
        ["status", "--account", "acme"],
        ["explain", "--metric", "late_shipment_rate_30d", "--from", "2026-11-10", "--account", "acme"],
      ])
  }

  @Test("The example of the project")
  func example() throws {
    let folder = try ScratchFolder()
    let orders = FileManager.default.currentDirectoryPath + "/notebooks-data/example/orders.csv"
    let imported = try CommandLineRun(["import", orders, "-q"], in: folder)
    #expect(imported.status == 0 && imported.output.isEmpty && imported.errors.isEmpty, "\(imported.errors)")
    try Self.expectEqual(
      [orders], in: folder,
      [
        ["forecast", "--seed", "1", "--paths", "200", "--output", "out"],
        ["explain", "--metric", "order_defect_rate", "--from", "2026-10-30", "--as-of", "2026-11-15"],
      ])
  }

  private static let kit = OracleFolder.url.deletingLastPathComponent().appendingPathComponent("cases/kit")
    .path

  @Test("A whole Seller Central", .enabled(if: FileManager.default.fileExists(atPath: kit)))
  func sellerCentral() throws {
    let folder = try ScratchFolder()
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.kit).sorted().map {
      Self.kit + "/" + $0
    }
    let imported = try CommandLineRun(["import"] + files, in: folder)
    #expect(imported.status == 0, "\(imported.errors)")
    let again = try CommandLineRun(["import", Self.kit], in: folder)
    #expect(again.output.hasSuffix("\nNothing new.\n"), "\(again.output)")
    try Self.expectEqual(
      files, in: folder,
      [
        ["status"], ["status", "--as-of", "2026-11-10", "--format", "json"], ["files"],
        ["forecast", "--seed", "1", "--paths", "200", "--output", "out"],
      ])
  }

  @Test("Three nightly exports that overlap are one history")
  func nights() throws {
    let folder = try ScratchFolder()
    let rows = Fixtures.orders().split(separator: "\n").map(String.init)
    var files: [String] = []
    for (night, range) in [1...30, 11...50, 31...60].enumerated() {
      // Nothing of the two newest days was shipped yet.
      let known = rows[range].enumerated().map { place, row in
        place < range.count - 4 ? row : row.split(separator: ",").prefix(4).joined(separator: ",") + ","
      }
      files.append("night\(night).csv")
      try folder.write(([rows[0]] + known).joined(separator: "\n") + "\n", to: files[night])
      let run = try CommandLineRun(
        ["import", files[night], "--evening", Fixtures.date(15 + 10 * night)], in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    try Self.expectEqual(
      files, in: folder,
      [["status", "--format", "json"], ["forecast", "--seed", "1", "--paths", "200", "--output", "out"]])
    // What was known on the first evening is in the first file alone.
    let past = try CommandLineRun(["status", "--as-of", Fixtures.date(15), "--format", "json"], in: folder)
    let alone = try CommandLineRun(
      ["status", files[0], "--as-of", Fixtures.date(15), "--format", "json"], in: folder)
    #expect(past.output == alone.output && past.status == 0)
  }

  @Test("What is in the store, its check, its export and what is forgotten")
  func care() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write(SellerFilesTests.report("ATVPDKIKX0DER"), to: "v2.json")
    #expect(try CommandLineRun(["store"], in: folder).errors.contains("no store yet"))
    #expect(try CommandLineRun(["import", ".", "--dry-run"], in: folder).output.contains("nothing was kept"))
    #expect(try CommandLineRun(["store"], in: folder).status == 65)
    let imported = try CommandLineRun(["import", "."], in: folder)
    #expect(imported.status == 0 && imported.output.contains("v2.json: V2 seller performance report, 1 row"))
    let contents = try CommandLineRun(["store"], in: folder)
    #expect(contents.output.contains("Orders placed 2026-11-01 to 2026-11-30, in 60 versions"))
    #expect(contents.output.contains("1 report of the marketplace's own counts."))
    let sound = try CommandLineRun(["store", "--verify"], in: folder)
    #expect(sound.status == 0 && sound.output == "The store is sound.\n", "\(sound.errors)")
    let taken = try CommandLineRun(["store", "--export", "x.csv"], in: folder)
    #expect(taken.status == 74 && taken.errors.contains("another place with --export, or"), "\(taken.errors)")
    let export = try CommandLineRun(["store", "--export", "backup"], in: folder)
    #expect(export.status == 0 && export.output == "60 orders written to backup.\n", "\(export.errors)")
    // The exported orders are read as the imported ones; written anew, they do not depend on today's date.
    try folder.write(folder.bytes("backup/orders.csv"), to: "backup/orders.csv")
    let one = try CommandLineRun(["status", "backup/orders.csv", "--format", "csv"], in: folder)
    let other = try CommandLineRun(["status", "x.csv", "--format", "csv"], in: folder)
    #expect(Self.counts(one.output) == Self.counts(other.output))
    let snapshots = try folder.text("backup/snapshots.csv")
    #expect(
      snapshots.contains(
        "amazon.com,2026-11-19,,,late_shipment_rate_30d,2026-10-21,2026-11-19,812,19,0.04,GOOD,,1,v2.json,,,,\n"
      ),
      "\(snapshots)")
    // Without the days of a window its rate would look met.
    let late = try CommandLineRun(["store", "--forget-before", "2026-11-11"], in: folder)
    #expect(late.status == 65 && late.errors.contains("found 2026-11-11, expected 2026-0"), "\(late.errors)")
    #expect(try CommandLineRun(["store"], in: folder).output.contains("Orders placed 2026-11-01 to"))
    let gone = try CommandLineRun(["store", "--forget-before", "2026-07-01"], in: folder)
    #expect(gone.output == "0 versions of orders removed.\n", "\(gone.errors)")
  }

  @Test("A file that was imported by mistake is taken out again, and nothing of the others")
  func forgetFile() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    // The same orders and ten more.
    try folder.write(
      Fixtures.orders()
        + (1...10).map { "other-\($0),acme,2026-11-30,2026-12-01,2026-12-01\n" }.joined(), to: "wrong.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    let before = try CommandLineRun(["status", "--format", "csv", "-q"], in: folder).output
    #expect(try CommandLineRun(["import", "wrong.csv", "-q"], in: folder).status == 0)
    #expect(try CommandLineRun(["status", "--format", "csv", "-q"], in: folder).output != before)
    let gone = try CommandLineRun(["store", "--forget-file", "wrong.csv"], in: folder)
    #expect(gone.output == "wrong.csv removed, with 10 rows that no other file has.\n", "\(gone.errors)")
    #expect(try CommandLineRun(["status", "--format", "csv", "-q"], in: folder).output == before)
    #expect(try CommandLineRun(["store", "--verify"], in: folder).status == 0)
    let absent = try CommandLineRun(["store", "--forget-file", "wrong.csv"], in: folder)
    #expect(absent.status == 65 && absent.errors.contains("there is no file 'wrong.csv'"), "\(absent.errors)")
    // It can be imported again.
    #expect(try CommandLineRun(["import", "wrong.csv"], in: folder).output.contains("10 new or changed"))
  }

  @Test("Where several files have a name, none is forgotten until one of them is named")
  func forgetOneOfSeveral() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    let before = try CommandLineRun(["status", "--format", "csv", "-q"], in: folder).output
    try folder.write(
      Fixtures.orders() + "other,acme,2026-11-30,2026-12-01,2026-12-01\n", to: "x.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    let both = try CommandLineRun(["store", "--format", "csv"], in: folder).output
    let run = try CommandLineRun(["store", "--forget-file", "x.csv"], in: folder)
    #expect(run.status == 65 && run.errors.contains("2 files have this name; nothing was forgotten."))
    #expect(try CommandLineRun(["store", "--format", "csv"], in: folder).output == both)
    // A line for each, with its evening, size and digest.
    let lines = run.errors.split(separator: "\n").filter { $0.hasPrefix("  x.csv@") }
    #expect(lines.count == 2 && lines[1].contains(", 61 rows, 61 orders, orders.csv"), "\(run.errors)")
    let digests = both.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").last }
    let digest = try #require(digests.last)
    #expect(lines[1].hasPrefix("  x.csv@\(digest.prefix(8)): seen 2026-12-0"), "\(lines)")
    let unknown = try CommandLineRun(["store", "--forget-file", "x.csv@zz"], in: folder)
    #expect(unknown.status == 65 && unknown.errors.contains("there is no file 'x.csv@zz'"))
    let gone = try CommandLineRun(["store", "--forget-file", "x.csv@\(digest.prefix(8))"], in: folder)
    #expect(gone.output == "x.csv removed, with 1 row that no other file has.\n", "\(gone.errors)")
    #expect(try CommandLineRun(["status", "--format", "csv", "-q"], in: folder).output == before)
  }

  @Test("Evenings that are mistyped are refused, and nothing is kept")
  func evenings() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    for evening in ["2099-01-01", "2024-11-30"] {
      let run = try CommandLineRun(["import", "x.csv", "--evening", evening], in: folder)
      #expect(
        run.status == 65
          && run.errors.contains(
            "--evening: found \(evening), expected a day within two years of the last day in the files, 2026-12-02."
          ), "\(run.errors)")
    }
    let files = try CommandLineRun(["store", "--format", "csv"], in: folder).output
    #expect(files.split(separator: "\n").count <= 1)
  }

  @Test("An empty file that is there becomes a store that only its owner can read")
  func mode() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write("", to: "mine.sqlite")
    let path = folder.path + "/mine.sqlite"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try CommandLineRun(["import", "x.csv", "-q", "--store", "mine.sqlite"], in: folder).status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
  }

  @Test("A damaged store is named by its check, which does not send to itself")
  func damaged() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    var bytes = try folder.bytes("kept/store.sqlite")
    for place in 4096..<bytes.count { bytes[place] = 0xA5 }
    try bytes.write(to: URL(fileURLWithPath: folder.path + "/kept/store.sqlite"))
    let verify = try CommandLineRun(["store", "--verify"], in: folder)
    #expect(verify.status == 65 && verify.errors.contains("left as it is"), "\(verify.errors)")
    #expect(!verify.errors.contains("--verify"), "\(verify.errors)")
    #expect(try folder.bytes("kept/store.sqlite") == bytes)
    let status = try CommandLineRun(["status"], in: folder)
    #expect(status.status == 65 && status.errors.contains("--verify shows"), "\(status.errors)")
  }

  @Test("Nothing is written beside a version that is not what was written")
  func damagedVersion() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write(Fixtures.orders().replacing("2026-11-0", with: "2026-10-0"), to: "y.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    var bytes = try folder.bytes("kept/store.sqlite")
    // One letter of the number of an order.
    let number = try #require(bytes.range(of: Data("21-2".utf8)))
    bytes[number.lowerBound] = 0x58
    try bytes.write(to: URL(fileURLWithPath: folder.path + "/kept/store.sqlite"))
    for command in [
      ["import", "y.csv"], ["notice", "add", "--received", "2026-11-01"],
      ["store", "--forget-before", "2026-08-01"],
    ] {
      let run = try CommandLineRun(command, in: folder)
      #expect(
        run.status == 65 && run.errors.contains("is not what was written"),
        "\(command) \(run.status) \(run.errors)")
    }
    #expect(try folder.bytes("kept/store.sqlite") == bytes)
  }

  @Test("A list that is imported with --evening is of that evening, whatever the time of its file")
  func listOfEvening() throws {
    func id(_ number: Int) -> String { "111-0000000-\(String(1_000_000 + number).suffix(7))" }
    // Forty orders on each of twenty days; nine defects, of which six are removed a day later.
    let orders = (0..<800).reduce("order_id,account,purchased_at,channel\n") {
      $0 + "\(id($1)),acme,2026-10-\(10 + $1 % 20),seller\n"
    }
    func defects(_ count: Int) -> String {
      (0..<count).reduce("Order Date,Order ID,Negative Feedback,A-to-z Guarantee Claim,Chargeback\n") {
        $0 + "10/\(10 + $1 % 20)/2026,\(id($1)),Yes,No,No\n"
      }
    }
    func status(copied: Bool) throws -> [String] {
      let folder = try ScratchFolder()
      for (name, text, day) in [
        ("x.csv", orders, 17), ("a.csv", defects(9), 17), ("b.csv", defects(3), 18),
      ] {
        try folder.write(text, to: name)
        if !copied {
          let noon = Double((Day(iso: "2026-11-01")! + (day - 1)).number) * 86_400 + 43_200
          try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: noon)], ofItemAtPath: folder.path + "/" + name)
        }
        let run = try CommandLineRun(["import", name, "-q", "--evening", "2026-11-\(day)"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
      }
      return try ["2026-11-17", "2026-11-18"].map {
        let run = try CommandLineRun(["status", "--as-of", $0, "--format", "csv", "-q"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
      }
    }
    let copies = try status(copied: true)
    #expect(copies == (try status(copied: false)))
    #expect(copies[0] != copies[1], "\(copies)")
  }

  @Test("A list that is imported later than its orders does not move their evening")
  func listAlone() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write("Date\tRating\tComments\tYour Response\tOrder ID\n", to: "feedback.txt")
    #expect(try CommandLineRun(["import", "x.csv", "feedback.txt", "-q"], in: folder).status == 0)
    let together = try CommandLineRun(["status", "--format", "csv"], in: folder).output
    let other = try ScratchFolder()
    try other.write(Fixtures.orders(), to: "x.csv")
    try other.write("Date\tRating\tComments\tYour Response\tOrder ID\n", to: "feedback.txt")
    for file in ["x.csv", "feedback.txt"] {
      #expect(try CommandLineRun(["import", file, "-q"], in: other).status == 0)
    }
    #expect(try CommandLineRun(["status", "--format", "csv"], in: other).output == together)
  }

  /// Exports the store of a folder, imports that into an empty one, and expects the same answers of both.
  static func expectRoundTrip(
    in folder: ScratchFolder, _ questions: [[String]] = roundTripQuestions,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let export = try CommandLineRun(["store", "--export", "back", "-q"], in: folder)
    #expect(export.status == 0, "\(export.errors)", sourceLocation: sourceLocation)
    for name in ["orders.csv", "snapshots.csv"] {
      try folder.write(folder.bytes("back/" + name), to: "back/" + name)
    }
    let back = try CommandLineRun(["import", "back", "--strict", "--store", "back.sqlite"], in: folder)
    #expect(back.status == 0, "\(back.output)\(back.errors)", sourceLocation: sourceLocation)
    for question in questions {
      let own = try CommandLineRun(question, in: folder)
      let other = try CommandLineRun(question + ["--store", "back.sqlite"], in: folder)
      #expect(
        own.status == other.status && plain(own.answer) == plain(other.answer),
        "\(question)\n\(own.output)\n\(other.output)\(own.errors)", sourceLocation: sourceLocation)
    }
  }

  private static let roundTripQuestions: [[String]] = [
    ["status", "--format", "csv", "-q"],
    ["forecast", "--seed", "1", "--paths", "200", "-q"], ["reconcile", "-q"],
    ["check", "--seed", "1", "--paths", "200", "-q", "--no-explain"],
  ]

  /// Without the columns that name files.
  private static func plain(_ output: String) -> String {
    ["x.csv", "y.csv", "v2.json", "old.json", "orders.csv"].reduce(output) {
      $0.replacing($1, with: "FILE")
    }.replacing("FILE; FILE", with: "FILE")
  }

  @Test("An account of whose orders an older file alone knows stays known up to that file's evening")
  func roundTripOfNights() throws {
    let folder = try ScratchFolder()
    let rows = Fixtures.orders().split(separator: "\n").map(String.init)
    // The first file ends before its last four orders were shipped, and the second does not have them.
    let first = rows[1...30].enumerated().map { place, row in
      place < 26 ? row : row.split(separator: ",").prefix(4).joined(separator: ",") + ","
    }
    try folder.write(([rows[0]] + first).joined(separator: "\n") + "\n", to: "x.csv")
    try folder.write(([rows[0]] + rows[31...60]).joined(separator: "\n") + "\n", to: "y.csv")
    #expect(try CommandLineRun(["import", "x.csv", "y.csv", "-q"], in: folder).status == 0)
    try Self.expectRoundTrip(in: folder)
    #expect(try folder.text("back/orders.csv").contains("known_through"))
  }

  /// The first columns of a status: account, metric, evening and counts.
  static func counts(_ csv: String) -> [String] {
    csv.split(separator: "\n").map { $0.split(separator: ",").prefix(5).joined(separator: ",") }
  }

  @Test(
    "Wrong usage",
    arguments: [
      (["import"], 64, "Missing expected argument"),
      (["status", "x.csv", "--store", "s"], 64, "Give files or --store, not both."),
      (["status", "--store", "s", "--dates", "dmy"], 64, "Give them to headroom import."),
      (
        ["status", "--store", "s"], 65, "s: no store yet. Fill it with headroom import FILES, or name files."
      ),
      (
        ["store", "--verify", "--export", "x"], 64,
        "Give one of --verify, --export, --forget-before and --forget-file."
      ),
      (["import", "x.csv", "--store", "."], 65, ".: a folder, where the file of the store is expected."),
      (["status", "--store", "."], 65, "Name a file in it, such as ./store.sqlite."),
      (["import", "nowhere.csv"], 65, "nowhere.csv: no such file."),
    ] as [([String], Int32, String)])
  func usage(arguments: [String], status: Int32, text: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let run = try CommandLineRun(arguments, in: folder)
    #expect(run.status == status && run.errors.contains(text), "\(run.errors)")
  }
}
