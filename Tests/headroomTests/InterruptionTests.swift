import Foundation
import Testing

@Suite("Outputs that cannot be written, and runs that are cut short")
struct InterruptionTests {
  @Test("A place that cannot be written ends with 74 and names it")
  func cannotWrite() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.model, to: "m.json")
    try folder.write(Fixtures.orders(), to: "x.csv")
    for arguments in [
      ["simulate", "m.json", "--paths", "10", "--output", "no/such/y.csv"],
      ["forecast", "x.csv", "--paths", "10", "--output", "m.json"],
      ["forecast", "x.csv", "--paths", "10", "--output", "m.json/out"],
      ["status", "x.csv", "--output", "/proc/headroom"],
      ["status", "x.csv", "--output", "m.json"],
    ] {
      let run = try CommandLineRun(arguments, in: folder)
      #expect(run.status == 74, "\(arguments)")
      let path = arguments[arguments.count - 1]
      #expect(
        run.errors.contains("headroom: error: \(path): cannot be written (")
          && run.errors.contains("Choose another place with --output, or make it writable."), "\(run.errors)")
    }
    #expect(try folder.names() == ["m.json", "x.csv"])
  }

  @Test("A full disk behind a redirection ends with 74")
  func fullDisk() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.model, to: "m.json")
    let run = try CommandLineRun(shell: "\"$headroom\" simulate m.json --paths 100 > /dev/full", in: folder)
    #expect(run.status == 74 && run.errors.contains("standard output: cannot be written"))
  }

  @Test("If a reader leaves, the run ends silently; with --output it still writes its files")
  func closedPipe() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.model, to: "m.json")
    try folder.write(Fixtures.orders(), to: "x.csv")
    let silent = try CommandLineRun(
      shell: "set +o pipefail; \"$headroom\" simulate m.json --paths 100 --quiet | true", in: folder)
    #expect(silent.status == 0 && silent.errors.isEmpty, "\(silent.errors)")
    let written = try CommandLineRun(
      shell: "\"$headroom\" forecast x.csv --paths 100 --quiet --output out | true", in: folder)
    #expect(written.status == 0 && written.errors.isEmpty, "\(written.errors)")
    #expect(try folder.names(in: "out").count == 4)
  }

  @Test("A stopped run leaves nothing, not even the folder")
  func stopped() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let run = try CommandLineRun(
      shell: """
        "$headroom" forecast x.csv --paths 5000000 --output out & run=$!
        for wait in $(seq 200); do ls .out.headroom-*.tmp 2>/dev/null | grep -q csv && break; sleep 0.05; done
        ls .out.headroom-*.tmp
        kill -TERM $run; wait $run; echo $?
        """, in: folder)
    #expect(run.output == "breach.csv\nforecast.csv\nhistory.csv\n143\n", "\(run.output)\(run.errors)")
    #expect(try folder.names() == ["x.csv"])
  }
}
