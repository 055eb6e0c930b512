import AccountHealth
import ArgumentParser
import Digests
import Foundation
import Reporting

/// Dated sale events.
struct EventsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sale days such as Black Friday, with the factor on orders that you expect; replaces the built-in ones.",
      valueName: "file"))
  var events: String?

  /// The events, and what a manifest says of them.
  ///
  /// - Throws: `InputError` with every fault of the file.
  func chosen() throws -> (calendar: SaleCalendar, record: Manifest.Source) {
    guard let events else { return (.builtIn, .init("built-in", SaleCalendar.builtIn.source)) }
    let name = (events as NSString).lastPathComponent
    let bytes = try RuleFile.bytes(events)
    do {
      return (try SaleCalendar(document: bytes, file: name), .init(name, bytes))
    } catch {
      throw InputError("\(error)")
    }
  }
}

extension Manifest.Source {
  /// - Parameter bytes: What was read.
  init(_ name: String, _ bytes: some Sequence<UInt8>) {
    self.init(name: name, sha256: SHA256.hex(bytes))
  }
}
