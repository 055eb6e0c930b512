/// The language of a report whose columns are not known, recognised by words in its header.
enum ReportLanguage: String, CaseIterable {
  case german = "German"
  case french = "French"
  case italian = "Italian"
  case spanish = "Spanish"
  case japanese = "Japanese"
  case chinese = "Chinese"

  /// - Returns: `nil` if no column has a word of another language.
  init?(of names: [String]) {
    let text = names.joined(separator: " ").lowercased()
    guard let found = Self.allCases.first(where: { $0.words.contains(where: text.contains) }) else {
      return nil
    }
    self = found
  }

  private var words: [String] {
    switch self {
    case .german: ["bestellnummer", "bestellung", "kaufdatum", "versanddatum", "lieferdatum", "auftrag"]
    case .french: ["commande", "date d'achat", "date d’achat", "expédition"]
    case .italian: ["numero ordine", "ordine", "data di acquisto", "spedizione"]
    case .spanish: ["pedido", "fecha de compra", "envío"]
    case .japanese: ["注文番号", "注文日", "出荷", "購入日"]
    case .chinese: ["订单编号", "订单号", "购买日期", "配送日期"]
    }
  }
}
