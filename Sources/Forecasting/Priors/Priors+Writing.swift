import Foundation

extension Priors {
  /// The priors as a file that can be read again.
  ///
  /// - Throws: An error of the encoder for a number that is not finite.
  public func document() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
