import AccountHealth

/// The columns of a payments transaction file, by their names in the known languages or else by their fixed
/// order.
struct TransactionColumns {
  enum Role: String, Sendable, CaseIterable {
    case time = "time of the booking"
    case type = "kind of booking"
    case order = "order number"
    case units = "units"
    case store = "store"
    case channel = "fulfilment channel"
    case status = "released or deferred"
    case total = "sum of the booking"
    case released = "day of release"
  }

  private(set) var places: [Role: Int] = [:]
  let names: [String]

  /// - Returns: `nil` if it is not a transaction file.
  init?(_ head: TableHead) {
    names = head.names
    let keys = head.names.map(Header.key)
    for role in Role.allCases {
      if let place = keys.firstIndex(where: { Self.keys[role]?.contains($0) ?? false }) {
        places[role] = place
      }
    }
    places[.time] = places[.time] ?? names.firstIndex(where: Self.isTime)
    guard let time = places[.time] else { return nil }
    // The first nine columns have one order in all stores: time, settlement, type, order, SKU, description,
    // quantity, store and, after the kind of account if there is one, the channel.
    guard names.count >= 12,
      places[.type] == time + 2 || places[.order] == time + 3 || places[.store] == time + 7
    else { return nil }
    places[.type] = places[.type] ?? time + 2
    places[.order] = places[.order] ?? ListColumns.orderNumbers(head) ?? time + 3
    places[.units] = places[.units] ?? time + 6
    places[.store] = places[.store] ?? time + 7
    places[.channel] = places[.channel] ?? Self.channel(head, behind: time + 7)
  }

  subscript(role: Role) -> Int? { places[role] }

  var shown: [TableColumn] {
    let meanings = Dictionary(places.map { ($1, $0.rawValue) }) { first, _ in first }
    return names.indices.map { TableColumn(name: names[$0], meaning: meanings[$0]) }.withoutData
  }

  /// Whether a name says day and time of day, in one of the languages of the stores: `fecha/hora`.
  private static func isTime(_ name: String) -> Bool {
    let words = ColumnWords(name)
    return words.has(exactly: "date", "datum", "fecha", "data", "tarih")
      && words.has(
        exactly: "time", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd", "godzina", "tid", "saat")
  }

  /// The column after the store that has "Amazon" for some orders and one other word for the rest.
  private static func channel(_ head: TableHead, behind store: Int) -> Int? {
    (store + 1...store + 2).first { place in
      let words = Set(
        head.rows.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place].lowercased() : nil })
      return words.count <= 2 && words.contains("amazon")
    }
  }

  private static let keys: [Role: Set<String>] = {
    let names: [Role: [String]] = [
      .time: [
        "date/time", "Datum/Uhrzeit", "date/heure", "Data/Ora:", "fecha y hora", "日付/時間", "Datum/tijd",
        "Data/godzina", "Datum/tid", "data/hora", "日期/时间",
      ],
      .type: ["type", "Typ", "Tipo", "トランザクションの種類", "类型", "tipo de transacción", "type de transaction"],
      .order: [
        "order id", "Bestellnummer", "numéro de la commande", "numéro de commande", "Numero ordine",
        "numero dell'ordine", "número de pedido", "número del pedido", "id de pedido", "注文番号",
        "Bestelnummer", "订单编号",
      ],
      .units: ["quantity", "Menge", "quantité", "Quantità", "cantidad", "数量", "Aantal"],
      .store: ["marketplace", "web de Amazon", "Amazon 出品サービス", "Marketplace Amazon", "商城"],
      .channel: [
        "fulfillment", "fulfilment", "Versand", "traitement", "Gestione", "gestión logística", "フルフィルメント",
        "配送",
      ],
      .total: ["total", "Gesamt", "Totale", "合計", "Totaal", "总计", "Summe", "importe total", "montant total"],
      .status: ["Transaction Status", "トランザクションのステータス", "Transaktionsstatus"],
      .released: ["Transaction Release Date", "トランザクション開始日"],
    ]
    return names.mapValues { Set($0.map(Header.key)) }
  }()
}
