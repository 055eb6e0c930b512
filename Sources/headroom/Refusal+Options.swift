import ArgumentParser
import Reporting
import Workspace

extension Refusal {
  /// The refusal in terms of the command line.
  var text: String { (field.map { "--\($0.option): " } ?? "") + problem }

  /// The error to throw where a command gives a field another option than its usual one.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - option: The option that was written, without dashes.
  func named(_ field: Field, as option: String) -> any Error {
    self.field == field ? ValidationError("--\(option): " + problem) : self
  }

  /// The same as wrong usage; `nil` if the files must change.
  var usageError: ValidationError? {
    switch field {
    case nil, .asOf, .leastAccountOrders: nil
    default: ValidationError(text)
    }
  }
}

extension Refusal.Field {
  fileprivate var option: String {
    switch self {
    case .asOf: "as-of"
    case .leastAccountOrders: "min-account-orders"
    case .goal: "solve"
    case .marketplace, .account, .from, .action, .done, .planned, .objective, .seen, .quantity: rawValue
    }
  }
}
