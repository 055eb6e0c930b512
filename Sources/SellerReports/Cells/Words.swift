import AccountHealth

/// The words that a cell may contain, whatever their case and separators, and their meanings.
///
/// `A-to-Z Claim`, `a_to_z_claim` and `ATOZCLAIM` are the same word.
struct Words<Value: Sendable>: Sendable {
  private let words: [(bytes: [UInt8], value: Value)]
  private let others: [[UInt8]: Value]
  /// The words of `orders.csv`, as a message lists them.
  let listed: String

  /// - Parameters:
  ///   - words: Those of `orders.csv`, in lower case.
  ///   - others: What other programs write for the same, as letters and digits in lower case.
  init(_ words: [(key: String, value: Value)], others: KeyValuePairs<String, Value> = [:]) {
    self.words = words.map { (Array($0.key.utf8), $0.value) }
    let spoken = words.map { ($0.key, $0.value) } + others.map { ($0.key, $0.value) }
    self.others = Dictionary(spoken.map { (Self.key(Array($0.0.utf8)), $0.1) }) { first, _ in first }
    listed = words.map(\.key).sorted().joined(separator: ", ")
  }

  func value(_ cell: Bytes) -> Value? {
    for (bytes, value) in words where bytes.count == cell.count {
      if bytes.elementsEqual(cell, by: { $0 == $1 || $1 >= 0x41 && $1 <= 0x5A && $0 == $1 | 0x20 }) {
        return value
      }
    }
    return cell.count <= 60 ? others[Self.key(cell)] : nil
  }

  /// Lower-case letters and digits only; letters beyond ASCII stay as they are.
  private static func key(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.compactMap { byte in
      switch byte {
      case 0x41...0x5A: byte | 0x20
      case 0x61...0x7A, 0x30...0x39, 0x80...: byte
      default: nil
      }
    }
  }
}

extension Words where Value == Order.Channel {
  /// Who sends the parcel.
  static let channels = Words(
    Order.Channel.allCases.map { ($0.word, $0) },
    others: [
      "merchant": .seller, "mfn": .seller, "fbm": .seller, "default": .seller, "self": .seller,
      "own": .seller,
      "fulfilledbymerchant": .seller, "fulfilledbyseller": .seller, "merchantfulfilled": .seller,
      "sellerfulfilled": .seller, "sfp": .seller, "easyship": .seller, "händler": .seller,
      "verkäufer": .seller,
      "afn": .amazon, "fba": .amazon, "fulfilledbyamazon": .amazon, "fulfillmentbyamazon": .amazon,
      "amazonfulfilled": .amazon, "amazonna": .amazon, "amazoneu": .amazon, "amazonfe": .amazon,
      "amazonin": .amazon,
      "amazonjp": .amazon, "amazonuk": .amazon, "amazonfba": .amazon, "fbaonsite": .amazon,
      "versanddurchamazon": .amazon, "expédiéparamazon": .amazon, "logísticadeamazon": .amazon,
      "logisticadiamazon": .amazon, "versanddurchhändler": .seller, "versanddurchverkäufer": .seller,
    ])
}

extension Words where Value == Order.Tracking {
  static let trackings = Words(
    Order.Tracking.allCases.map { ($0.word, $0) },
    others: [
      "yes": .valid, "y": .valid, "true": .valid, "validtracking": .valid, "hasvalidtracking": .valid,
      "no": .invalid, "n": .invalid, "false": .invalid, "notvalid": .invalid, "invalidtracking": .invalid,
      "novalidtracking": .invalid, "missing": .none, "notracking": .none, "untracked": .none,
    ])
}

extension Words where Value == Order.Canceller {
  /// The words of the Orders API and of the seller's own programs.
  static let cancellers = Words(
    Order.Canceller.allCases.map { ($0.word, $0) },
    others: [
      "merchant": .seller, "mfn": .seller, "shop": .seller, "vendor": .seller, "us": .seller, "me": .seller,
      "händler": .seller, "verkäufer": .seller, "customer": .buyer, "client": .buyer, "buyerrequest": .buyer,
      "buyerrequested": .buyer, "customerrequest": .buyer, "customerrequested": .buyer, "käufer": .buyer,
      "kunde": .buyer, "system": .amazon, "auto": .amazon, "automatic": .amazon, "marketplace": .amazon,
      "amazonsystem": .amazon, "autocancelled": .amazon, "autocanceled": .amazon,
    ])
}

extension Words where Value == Order.Defect? {
  /// Kinds of defect, and the words for none.
  static let defects = Words(
    Order.Defect.allCases.map { ($0.word, $0) },
    others: [
      "atoz": .aToZClaim, "az": .aToZClaim, "a2z": .aToZClaim, "atozguarantee": .aToZClaim,
      "atozguaranteeclaim": .aToZClaim, "atozguaranteerefund": .aToZClaim, "azclaim": .aToZClaim,
      "a2zclaim": .aToZClaim, "azguarantee": .aToZClaim, "azguaranteeclaim": .aToZClaim, "claim": .aToZClaim,
      "guaranteeclaim": .aToZClaim, "atozgarantie": .aToZClaim, "azgarantie": .aToZClaim,
      "azgarantieantrag": .aToZClaim, "cb": .chargeback, "chargebackrefund": .chargeback,
      "chargebackclaim": .chargeback, "servicechargeback": .chargeback, "creditcardchargeback": .chargeback,
      "rückbuchung": .chargeback, "negative": .negativeFeedback, "feedback": .negativeFeedback,
      "negativerating": .negativeFeedback, "negativereview": .negativeFeedback,
      "badfeedback": .negativeFeedback,
      "negfeedback": .negativeFeedback, "1star": .negativeFeedback, "2stars": .negativeFeedback,
      "2star": .negativeFeedback, "negativebewertung": .negativeFeedback, "no": .none, "none": .none,
      "false": .none,
      "0": .none, "n": .none,
    ])
}

extension Words where Value == Bool {
  static let flags = Words(
    [("false", false), ("true", true)],
    others: ["no": false, "n": false, "0": false, "yes": true, "y": true, "1": true, "x": true])
}
