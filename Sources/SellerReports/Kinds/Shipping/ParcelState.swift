import Foundation

/// What the words of a carrier say of a parcel, where they say that it was seen.
enum ParcelState {
  case underway, delivered

  /// - Returns: `nil` if the carrier has not seen it, or for words that are not known.
  init?(_ text: String) {
    let words = Self.words(text)
    func begins(_ beginnings: [String]) -> Bool {
      words.contains { word in beginnings.contains(where: word.hasPrefix) }
    }
    if !words.contains(where: Self.negations.contains), !begins(["undeliver", "unzustell"]) {
      if begins(Self.deliveries), !words.contains(where: Self.approaches.contains) {
        self = .delivered
        return
      }
    }
    guard begins(Self.travels) || begins(Self.deliveries) else { return nil }
    self = .underway
  }

  /// Whether a label was never used.
  static func isVoid(_ text: String) -> Bool {
    words(text).contains { word in
      ["void", "refund", "cancel", "storn", "annul", "anulad", "erstattet"].contains(where: word.hasPrefix)
    }
  }

  private static func words(_ text: String) -> [String] {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .split { !$0.isLetter }.map(String.init)
  }

  private static let negations: Set<String> = ["nicht", "not", "non", "no", "ne", "niet", "failed", "sans"]
  /// Words before a delivery that has not come: in Zustellung, out for delivery, en cours de livraison.
  private static let approaches: Set<String> = ["for", "out", "en", "in", "cours", "attempt", "attempted"]
  private static let deliveries = [
    "delivered", "zugestellt", "livre", "distribue", "remis", "entregad", "consegnat", "bezorgd",
    "afgeleverd",
    "delivery", "zustellung", "livraison", "entrega", "reparto", "consegna",
  ]
  private static let travels = [
    "transit", "transport", "zustellung", "abholung", "unterwegs", "achemine", "transito", "reparto",
    "onderweg",
    "picked", "shipped", "accepted", "scanned",
  ]
}
