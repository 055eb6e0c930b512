import Foundation
import Testing

@Suite("headroom learn")
struct LearnCommandTests {
  private static func orders(_ accounts: Int) -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for account in 0..<accounts {
      for number in 0..<60 {
        let day = { String(format: "2026-%02d-%02d", 1 + (number + $0) / 28, 1 + (number + $0) % 28) }
        let late = number % (5 + account % 7) == 4
        text += "\(account)-\(number),a\(account),\(day(0)),\(day(1)),\(day(late ? 3 : 1))\n"
      }
    }
    return text
  }

  @Test("The file that it writes is what forecast takes; the table says what was kept")
  func learn() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(22), to: "all.csv")
    let learn = try CommandLineRun(["learn", "all.csv", "--output", "p.json"], in: folder)
    #expect(learn.status == 0, "\(learn.errors)")
    #expect(learn.output.contains("Learnt from 22 of 22 accounts"))
    #expect(learn.output.contains("kept as it was"))
    #expect(try CommandLineRun(["validate", "p.json"], in: folder).status == 0)
    func forecast(_ more: [String]) throws -> CommandLineRun {
      try CommandLineRun(
        ["forecast", "all.csv", "--paths", "200", "--seed", "1", "--horizon", "20", "--format", "csv"] + more,
        in: folder)
    }
    let (own, builtIn) = (try forecast(["--output", "own"]), try forecast(["--priors", "built-in"]))
    #expect(own.status == 0 && builtIn.status == 0 && own.output != builtIn.output)
    #expect(try forecast(["--priors", "p.json"]).status == 0)
    #expect(try forecast(["--threads", "1"]).output == own.output)
    let manifest = String(decoding: try folder.bytes("own/manifest.json"), as: UTF8.self)
    #expect(manifest.contains("\"priors_learnt_from\" : 22"))
    #expect(manifest.contains("learnt from 22"))
  }

  @Test("Folds go into a folder, and too few sellers are refused with what to do")
  func folds() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(22), to: "all.csv")
    try folder.write(Self.orders(3), to: "few.csv")
    #expect(
      try CommandLineRun(["learn", "all.csv", "--folds", "2", "-o", "folds", "-q"], in: folder).status == 0)
    for name in ["priors-1-of-2.json", "priors-2-of-2.json"] {
      #expect(try !folder.bytes("folds/" + name).isEmpty)
    }
    let few = try CommandLineRun(["learn", "few.csv", "--output", "p.json"], in: folder)
    #expect(few.status == 65)
    #expect(few.errors.contains("3 sellers with 50 seller-fulfilled orders or more; learning takes 20"))
  }
}
