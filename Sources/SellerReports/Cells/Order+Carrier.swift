import AccountHealth

extension Order.Carrier {
  /// The name in files of orders.
  public var word: String {
    switch self {
    case .ups: "ups"
    case .usps: "usps"
    case .fedex: "fedex"
    case .dhl: "dhl"
    case .dpd: "dpd"
    case .gls: "gls"
    case .hermes: "hermes"
    case .royalMail: "royal_mail"
    case .parcelforce: "parcelforce"
    case .yodel: "yodel"
    case .amazon: "amazon"
    case .onTrac: "ontrac"
    case .canadaPost: "canada_post"
    case .purolator: "purolator"
    case .australiaPost: "australia_post"
    case .deutschePost: "deutsche_post"
    case .laPoste: "la_poste"
    case .chronopost: "chronopost"
    case .mondialRelay: "mondial_relay"
    case .correos: "correos"
    case .seur: "seur"
    case .mrw: "mrw"
    case .posteItaliane: "poste_italiane"
    case .brt: "brt"
    case .sda: "sda"
    case .postNL: "postnl"
    case .bpost: "bpost"
    case .postNord: "postnord"
    case .inPost: "inpost"
    case .pocztaPolska: "poczta_polska"
    case .japanPost: "japan_post"
    case .yamato: "yamato"
    case .sagawa: "sagawa"
    case .delhivery: "delhivery"
    case .blueDart: "blue_dart"
    case .indiaPost: "india_post"
    case .ecomExpress: "ecom_express"
    case .other: "other"
    }
  }

  /// Beginnings of their names, in letters and digits only.
  private static let beginnings: [(String, Order.Carrier)] =
    allCases.filter { $0 != .other }.map {
      ($0.word.replacing("_", with: ""), $0)
    } + [
      ("unitedparcel", .ups), ("unitedstatespostal", .usps), ("uspostal", .usps), ("stampscom", .usps),
      ("fdx", .fedex), ("federalexpress", .fedex), ("evri", .hermes), ("myhermes", .hermes),
      ("amzn", .amazon),
      ("lasership", .onTrac), ("auspost", .australiaPost), ("laposte", .laPoste),
      ("colissimo", .laPoste), ("bartolini", .brt),
      ("日本郵便", .japanPost), ("ヤマト", .yamato), ("佐川", .sagawa), ("postde", .deutschePost),
      ("deutschepost", .deutschePost), ("kuroneko", .yamato), ("generallogistics", .gls),
    ]

  /// The carrier that a cell names, such as `UPS®`, `usps_priority` or `Deutsche Post`.
  ///
  /// - Returns: `other` for a name that is not known, of which nothing is kept; `nil` without any letter.
  init?(_ name: String) {
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    guard letters.contains(where: \.isLetter) else { return nil }
    self = Self.beginnings.first { letters.hasPrefix($0.0) }?.1 ?? .other
  }
}
