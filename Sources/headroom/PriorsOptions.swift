import ArgumentParser
import Forecasting
import Foundation
import Reporting

/// What is believed of an account before its own orders are read.
struct PriorsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Priors of your own, a file in the form of the built-in ones.", valueName: "file"))
  var priors: String?

  /// The priors, and what a manifest says of them.
  ///
  /// - Throws: `InputError` if the file is none.
  func chosen() throws -> (priors: Priors, record: Manifest.Source) {
    guard let priors else { return (.standard, .init("built-in", Priors.standardSource)) }
    let name = (priors as NSString).lastPathComponent
    do {
      let source = try Data(RuleFile.bytes(priors))
      return (try Priors(json: source), .init(name, source))
    } catch let error as PriorsError {
      throw InputError("\(name): \(error) Remake it with fit-priors.")
    } catch let error as DecodingError {
      throw InputError("\(name): \(Self.text(error)) Remake it with fit-priors.")
    }
  }

  /// For the assumptions that a forecast lists; `nil` with the built-in priors.
  var assumption: String? {
    priors.map {
      "what sellers are like before their orders are read is taken from \(($0 as NSString).lastPathComponent)."
    }
  }

  private static func text(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "\(key.stringValue): found nothing, expected a value."
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")): found a value of another kind."
    default: "found no JSON, expected a priors file."
    }
  }
}
