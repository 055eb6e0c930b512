import Foundation
import Testing

@Suite("A run that fails writes nothing")
struct UntouchedOutputTests {
  @Test("If all rows are faulty, it ends with 65 and earlier output stays")
  func earlierOutput() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let first = try CommandLineRun(["forecast", "x.csv", "--paths", "50", "-o", "out", "-q"], in: folder)
    #expect(first.status == 0)
    let before = try folder.names(in: "out").map { try folder.bytes("out/" + $0) }
    try folder.write("order_id,purchased_at\n1,31/31/2026\n2,99\n", to: "bad.csv")
    let failed = try CommandLineRun(["forecast", "bad.csv", "-o", "out"], in: folder)
    #expect(failed.status == 65 && failed.output.isEmpty)
    #expect(
      failed.errors.hasSuffix(
        "headroom: error: No row of these files can be used (2 with faults). Mend what is listed above, or export the file again.\n"
      ), "\(failed.errors)")
    #expect(try folder.names(in: "out").map { try folder.bytes("out/" + $0) } == before)
  }

  @Test("A faulty model leaves the earlier CSV unchanged")
  func earlierSimulation() throws {
    let folder = try ScratchFolder()
    try folder.write("old", to: "y.csv")
    try folder.write("{\"version\": 1}", to: "m.json")
    for command in ["simulate", "synthesize"] {
      let run = try CommandLineRun([command, "m.json", "--output", "y.csv"], in: folder)
      #expect(run.status == 65 && run.output.isEmpty, "\(run.errors)")
      #expect(try folder.bytes("y.csv") == Data("old".utf8))
    }
    #expect(try folder.names() == ["m.json", "y.csv"])
  }

  @Test("A file that is read is not written, by whatever path it is named")
  func inputAsOutput() throws {
    let folder = try ScratchFolder()
    let stock = "sku\tfnsku\tyour-price\tafn-fulfillable-quantity\nMUG\tX1\t20.00\t100\n"
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write(stock, to: "s.txt")
    for arguments in [
      ["report", "x.csv", "--paths", "50", "-o", "x.csv"], ["removal", "s.txt", "-o", "./s.txt"],
      ["removal", "./s.txt", "-o", "../" + URL(fileURLWithPath: folder.path).lastPathComponent + "/s.txt"],
    ] {
      let run = try CommandLineRun(arguments, in: folder)
      #expect(run.status == 74 && run.errors.contains("is one of the files that are read"), "\(run.errors)")
    }
    #expect(try folder.bytes("x.csv") == Data(Fixtures.orders().utf8))
    #expect(try folder.bytes("s.txt") == Data(stock.utf8))
    #expect(try CommandLineRun(["removal", "s.txt", "-o", "o.txt", "-q"], in: folder).status == 0)
  }

  @Test("One line for head is no error", arguments: ["csv", "json", "table"])
  func head(format: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let run = try CommandLineRun(
      shell: "set +o pipefail; \"$headroom\" status x.csv -q --format \(format) | head -1", in: folder)
    #expect(run.status == 0 && run.errors.isEmpty && run.output.split(separator: "\n").count == 1)
  }
}
