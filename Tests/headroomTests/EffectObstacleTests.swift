import Testing

/// Changes of which the days cannot tell, whatever they did.
struct EffectObstacleTests {
  private static let header = "order_id,account,purchased_at,ship_by,shipped_at\n"

  /// Ten orders a day for 120 days, all in time or all late.
  private static func orders(areLate: Bool) -> String {
    (0..<120).reduce(into: header) { text, day in
      for number in 0..<10 {
        let dates = [day, day + 1, day + (areLate ? 2 : 1)].map(EffectCommandTests.date)
        text += "acme-\(day)-\(number),acme,\(dates.joined(separator: ","))\n"
      }
    }
  }

  @Test("Where no order was bad, or every one was, no effect can be told", arguments: [false, true])
  func allAlike(areLate: Bool) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(areLate: areLate), to: "x.csv")
    let run = try CommandLineRun(["effect", "x.csv"] + EffectCommandTests.step, in: folder)
    let word = areLate ? "all" : "none"
    #expect(run.status == 65 && run.output.isEmpty, "\(run.output)")
    let words = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("\(word) of the 790 orders before it and \(word) of the 410"), "\(words)")
  }

  @Test("An account without a bad order has a row that says so beside one that has some")
  func besideAnother() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(areLate: false), to: "x.csv")
    try folder.write(EffectCommandTests.orders(account: "beta"), to: "y.csv")
    let run = try CommandLineRun(
      ["effect", "x.csv", "y.csv", "--format", "csv"] + EffectCommandTests.step, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let rows = run.output.split(separator: "\n")
    #expect(rows.count == 3 && rows.contains { $0.hasPrefix("acme,") && $0.contains("none bad") }, "\(rows)")
    #expect(rows.contains { $0.hasPrefix("beta,") && $0.contains("helped") }, "\(rows)")
  }

  @Test("A search for steps says that orders a day are not among it, unless they are asked for")
  func ordersNotSearched() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    for (arguments, isSaid) in [([String](), true), (["--of", "orders"], false)] {
      let run = try CommandLineRun(["explain", "x.csv", "--changes", "-q"] + arguments, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("Orders a day are not searched") == isSaid, "\(run.output)")
    }
  }
}
