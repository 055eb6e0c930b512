import AccountHealth

/// The seller's list of violations as a table that is read back into the same list.
public enum ViolationsFile {
  public static let name = "violations.csv"

  public static func text(_ violations: [Violation]) -> String {
    CSVText.row(["date", "severity", "status", "asin"])
      + violations.map { one in
        CSVText.row([
          "\(one.date)", one.severity?.rawValue ?? "", one.isOpen ? "open" : "closed", one.asin ?? "",
        ])
      }.joined()
  }
}
