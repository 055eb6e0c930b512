/// What a column of a shipping program or carrier tells of a parcel.
enum ShippingRole: String, Sendable, Hashable, CaseIterable {
  case orderNumber = "order number"
  /// The label was made, or the shop was told of the shipment.
  case label = "day of the label"
  case ship = "day of shipment"
  case scan = "first scan of the carrier"
  case delivered = "day of delivery"
  case tracking = "tracking number"
  case status = "state of the parcel"
  /// When the parcel came into its state, which may be the day of delivery.
  case stateDay = "day of the state"
  case void = "void mark"
  case carrier = "carrier"
}

extension ShippingRole {
  /// The event whose day the column has, if that may be planned.
  var event: EventName.Event? {
    switch self {
    case .ship: .shipment
    case .delivered: .delivery
    default: nil
    }
  }

  /// What the name of a column means, from its words; nil for every other.
  ///
  /// - Parameter holdsDays: Whether its cells are dates.
  static func of(_ name: String, holdsDays: Bool) -> ShippingRole? {
    let words = ColumnWords(name)
    if words.has("void", "refund", "stornier", "annul") { return .void }
    if !holdsDays, words.has("status"),
      words.has("label", "etikett", "order") || words.has(exactly: "status"),
      !words.has("tracking", "delivery", "shipment", "parcel", "package", "payment", "financial")
    {
      return .void
    }
    guard holdsDays else {
      if words.has(
        "carrier", "courier", "transporteur", "transportista", "corriere", "vervoerder",
        "versanddienstleister", "paketdienst", "配送業者", "運送会社"),
        !words.has(
          "status", "id", "number", "tracking", "account", "service", "url", "link", "fee", "cost", "price",
          "event", "message", "note", "instruction", "scan", "weight", "phone")
      {
        return .carrier
      }
      if words.has(
        "tracking", "awb", "waybill", "consignment", "sendungsnummer", "trackingnummer", "paketnummer",
        "paketscheinnummer", "suivi", "colis", "seguimiento", "localizador", "tracciatura", "segnacollo",
        "vettura"),
        !words.has(
          "status", "statut", "estado", "stato", "url", "link", "event", "message", "carrier", "registered",
          "poids", "type", "nombre")
      {
        return .tracking
      }
      let isOfParcel = words.has(
        "tracking", "delivery", "shipment", "parcel", "package", "colis", "livraison", "envio", "spedizione",
        "sendung", "paket")
      return words.has("status", "statut", "estado", "stato") && isOfParcel
        || words.has("sendungsstatus", "paketstatus") ? .status : nil
    }
    if words.has("status", "statut", "estado", "stato") { return .stateDay }
    // Deadlines, forecasts, and the days of the order itself.
    if words.has(
      "estimat", "expect", "promis", "due", "latest", "earliest", "hold", "update", "cancel", "import",
      "voraussicht", "erwartet", "geplant", "wunsch", "spatest", "estim", "prev", "stimat", "limit",
      "verwacht",
      "mise")
      || words.has(exactly: "by", "eta", "edd", "target", "invoice", "bis")
    {
      return nil
    }
    if words.has(
      "deliver", "pod", "proof", "zugestellt", "zustell", "geliefert", "livr", "consegn", "entreg", "bezorg",
      "配達")
    {
      return words.has("attempt") ? nil : .delivered
    }
    if words.has(
      "scan", "pick", "accept", "collect", "induct", "handover", "tender", "einlieferung", "aufgabe",
      "abholung",
      "ubernahme", "depot", "prise", "enlevement", "admision", "recogida", "ritiro", "presa", "afhaal")
    {
      return .scan
    }
    if words.has("label", "confirm", "notified", "printed", "etikett") { return .label }
    if words.has(
      "ship", "despatch", "dispatch", "fulfil", "process", "manifest", "sent", "versand", "versendet",
      "verschickt", "sendungsdatum", "warenausgang",
      "expedi", "spedi", "envi", "verzond", "出荷", "発送")
    {
      return .ship
    }
    return nil
  }
}
