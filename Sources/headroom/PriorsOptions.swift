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
  /// - Throws: `InputError` with every fault of the file.
  func chosen() throws -> (priors: Priors, record: Manifest.Source) {
    guard let priors else { return (.standard, .init("built-in", Priors.builtInBytes)) }
    let name = (priors as NSString).lastPathComponent
    let bytes = try RuleFile.bytes(priors)
    do {
      return (try Priors(document: bytes, file: name), .init(name, bytes))
    } catch {
      throw InputError("\(error)")
    }
  }

  /// For the assumptions that a forecast lists; `nil` with the built-in priors.
  var assumption: String? {
    priors.map {
      "what sellers are like before their orders are read is taken from \(($0 as NSString).lastPathComponent)."
    }
  }
}
