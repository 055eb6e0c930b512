import Forecasting
import Foundation
import Testing

@Suite("Input that cannot be used ends with 65 and says what to do")
struct InputFaultTests {
  private static let files: [(String, String)] = [
    ("", "an empty file."),
    ("order_id,purchased_at\n", "0 rows under the header."),
    ("account,purchased_at\nacme,2026-11-01\n", "order_id"),
    ("{\"performanceMetrics\": 3}", "expected a V2 seller performance report"),
    ("\u{0}\u{1}\u{2}\u{0}\u{0}", "x.csv"),
  ]

  @Test("Files that contain no orders", arguments: files, ["status", "forecast"])
  func file(_ file: (text: String, words: String), command: String) throws {
    let folder = try ScratchFolder()
    try folder.write(file.text, to: "x.csv")
    let run = try CommandLineRun([command, "x.csv"], in: folder)
    #expect(run.status == 65)
    #expect(
      run.errors.hasPrefix("headroom: error: x.csv") && run.errors.contains(file.words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("No such file")
  func noFile() throws {
    let folder = try ScratchFolder()
    let absent = try CommandLineRun(["status", "absent.csv"], in: folder)
    #expect(absent.status == 65)
    #expect(absent.errors == "headroom: error: absent.csv: no such file. Check the name and the folder.\n")
  }

  @Test("A cut-off gzip")
  func cutOff() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let run = try CommandLineRun(
      shell: "gzip -c x.csv | head -c 200 > cut.gz && \"$headroom\" status cut.gz", in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("cut.gz") && run.output.isEmpty, "\(run.errors)")
  }

  @Test("Faults of rows: one line for each column and kind, with their number; the good rows are used")
  func rows() throws {
    let folder = try ScratchFolder()
    let bad =
      (1...25).map { "bad-\($0),acme,31/31/2026,,\n" }.joined()
      + "x-1,acme,2026-11-20,soon,\nx-2,acme,2026-11-20,,soon\n"
    try folder.write(Fixtures.orders() + bad, to: "x.csv")
    let run = try CommandLineRun(["status", "x.csv", "--format", "csv"], in: folder)
    #expect(run.status == 0)
    let warnings = run.errors.split(separator: "\n").filter { $0.hasPrefix("headroom: warning: ") }
    #expect(warnings.count == 3)
    #expect(warnings[0].contains("x.csv:62:3: purchased_at: found '31/31/2026', expected "), "\(warnings[0])")
    #expect(warnings[0].hasSuffix(" 24 more cells like this."), "\(warnings[0])")
    #expect(warnings[1].contains("x.csv:87:4: ") && warnings[2].contains("x.csv:88:5: "))
    #expect(run.output.contains("acme,late_shipment_rate_30d,"))
  }

  @Test("--strict refuses and writes nothing")
  func strict() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders() + "bad,acme,31/31/2026,,\n", to: "x.csv")
    let run = try CommandLineRun(["forecast", "x.csv", "--strict", "--output", "out"], in: folder)
    #expect(run.status == 65 && run.output.isEmpty)
    #expect(
      run.errors.contains("headroom: error: 1 fault, and strict reading was asked for. Nothing was written."))
    #expect(try folder.names() == ["x.csv"])
  }

  @Test("If an account does not exist, those that do are listed")
  func account() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(account: "acme"), to: "x.csv")
    let run = try CommandLineRun(["status", "x.csv", "--account", "acne"], in: folder)
    #expect(run.status == 65 && run.errors.contains("'acne'") && run.errors.contains("'acme'"))
  }

  private static let models: [(String, String)] = [
    ("{\"version\": 1,", "m.json:1:15: file: found text that is not YAML or JSON ("),
    (
      Fixtures.model.replacingOccurrences(of: "\"horizon_days\": 5", with: "\"horizon_days\": \"x\""),
      "horizon_days: found 'x', expected a whole number from 1 to 3660. Write digits only."
    ),
    (
      Fixtures.model.replacingOccurrences(of: "\"version\": 1, ", with: ""),
      "m.json:1:1: version: found nothing, expected this field. Add a line such as 'version: 1'."
    ),
    (
      Fixtures.model.replacingOccurrences(of: "poisson", with: "gamma"),
      "orders.distribution: found 'gamma', expected one of negative_binomial, poisson, fixed, table. "
        + "Correct the spelling."
    ),
    (
      Fixtures.model.replacingOccurrences(of: "\"p\": 0.03", with: "\"p\": 1.5"),
      "metric[0].p: found 1.5, expected probabilities 0…1, or a baseline_logit."
    ),
    ("version: 1\nhorizon_days: [\n", "m.json:"),
  ]

  @Test("Models: file and field, or the place in the text", arguments: models, ["simulate", "validate"])
  func model(_ model: (text: String, words: String), command: String) throws {
    let folder = try ScratchFolder()
    try folder.write(model.text, to: "m.json")
    let run = try CommandLineRun([command, "m.json"], in: folder)
    #expect(run.status == 65 && run.output.isEmpty)
    #expect(run.errors.contains(model.words), "\(run.errors)")
  }

  @Test("validate lists every fault of a rule set with its line, and goes on to the next file")
  func rules() throws {
    let folder = try ScratchFolder()
    try folder.write(
      """
      base: built-in
      name: mine
      version: "1"
      effective: 2026-13-01
      metrics:
        cancellation_rate: {limit: 2}
        lateness: {limit: 0.1}
      """, to: "rules.yaml")
    try folder.write(Fixtures.model, to: "model.json")
    try folder.write(Fixtures.seller, to: "seller.yaml")
    let run = try CommandLineRun(["validate", "rules.yaml", "model.json", "seller.yaml"], in: folder)
    #expect(run.status == 65)
    for place in ["rules.yaml:4:", "rules.yaml:6:", "rules.yaml:7:"] {
      #expect(run.errors.contains(place), "\(run.errors)")
    }
    #expect(run.output == "model.json: a valid model\nseller.yaml: a valid synthetic seller\n")
  }

  @Test("validate knows a log of changes and a check policy, and names their faults by line")
  func logs() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-06-04, action: extra_shift}\n  - {date: 2026-09-02, of: tracking}\n",
      to: "good.yaml")
    try folder.write("format: 1\nchanges:\n  - {date: 2026-06-04, action: my_own}\n", to: "own.yaml")
    try folder.write("format: 1\nwarning: [any.room >= 3]\n", to: "policy.yaml")
    let good = try CommandLineRun(["validate", "good.yaml", "own.yaml", "policy.yaml"], in: folder)
    #expect(good.status == 0 && good.errors.isEmpty, "\(good.errors)")
    #expect(
      good.output == "good.yaml: a valid log of 2 changes\n"
        + "own.yaml: a valid log of 1 change; not in the built-in catalogue, so give --actions a file with them: 'my_own'\n"
        + "policy.yaml: a valid check policy of 1 assertion\n")
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-06-34, action: extra_shift}\n  - {date: 2026-09-02, of: lateness}\n",
      to: "bad.yaml")
    try folder.write("format: 1\nchanges:\n  - {date: 2026-06-04, action: insurance}\n", to: "none.yaml")
    try folder.write("format: 1\nwarning: [any.room > many]\n", to: "wrong.yaml")
    let bad = try CommandLineRun(["validate", "bad.yaml", "none.yaml", "wrong.yaml"], in: folder)
    #expect(bad.status == 65 && bad.output.isEmpty)
    for place in [
      "bad.yaml:3:", "bad.yaml:4:", "none.yaml:3:", "found an action without a range for any rate",
      "wrong.yaml:2:",
    ] { #expect(bad.errors.contains(place), "\(bad.errors)") }
  }

  @Test("validate knows sale events and priors, and sends an order file to status --strict")
  func kinds() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "orders.csv")
    try folder.write("format: 1\nevents: {}\n", to: "none.yaml")
    try folder.write(String(decoding: Priors.builtInBytes, as: UTF8.self), to: "priors.json")
    try folder.write("colour: red\n", to: "other.yaml")
    let run = try CommandLineRun(
      ["validate", "none.yaml", "priors.json", "orders.csv", "other.yaml"], in: folder)
    #expect(run.status == 65)
    #expect(run.output == "none.yaml: valid: 0 sale events\npriors.json: valid priors\n")
    let kinds =
      "a rule set, sale events, actions, a scenario, an enforcement, a loss, removal fees, a model, a synthetic seller, priors, a column file, a check policy, a log of changes or a table of violations"
    #expect(
      run.errors.contains(
        "orders.csv: found a data file, expected \(kinds). "
          + "Check it with 'headroom status --strict orders.csv'."), "\(run.errors)")
    #expect(
      run.errors.contains(
        "other.yaml: found no field of a kind that is known, expected \(kinds). "
          + "Compare with an example of it."), "\(run.errors)")
  }

  @Test("validate knows check policies, logs of changes and tables of violations")
  func watched() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "format: 1\ncritical: [any.off_target == false]\nwarning: [any.room >= 2]\n", to: "p.yaml")
    try folder.write("format: 1\nchanges:\n  - {date: 2026-06-04, of: late_shipment}\n", to: "log.yaml")
    try folder.write("date,severity,status,asin\n2026-11-10,high,open,B000000001\n", to: "v.csv")
    let good = try CommandLineRun(["validate", "p.yaml", "log.yaml", "v.csv"], in: folder)
    #expect(
      good.status == 0
        && good.output
          == "p.yaml: a valid check policy of 2 assertions\nlog.yaml: a valid log of 1 change\n"
          + "v.csv: a valid table of 1 violation\n",
      "\(good.output)\(good.errors)")
    try folder.write("format: 1\nwarning:\n  - any.rooms >= 2\n", to: "p.yaml")
    try folder.write("date,severity,status\n2026-11-10,terrible,open\n", to: "v.csv")
    let bad = try CommandLineRun(["validate", "p.yaml", "v.csv"], in: folder)
    #expect(bad.status == 65 && bad.output.isEmpty, "\(bad.output)")
    #expect(bad.errors.contains("p.yaml:3:") && bad.errors.contains("instead of 'rooms'"), "\(bad.errors)")
    #expect(bad.errors.contains("v.csv:2:2: severity: found 'terrible'"), "\(bad.errors)")
  }
}
