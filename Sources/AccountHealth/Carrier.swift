extension Order {
  /// Who carries a parcel. The raw values are kept in stores: new ones come at the end.
  public enum Carrier: UInt8, Sendable, Hashable, Codable, CaseIterable {
    case ups, usps, fedex, dhl, dpd, gls, hermes, royalMail, parcelforce, yodel, amazon, onTrac, canadaPost
    case purolator, australiaPost, deutschePost, laPoste, chronopost, mondialRelay, correos, seur, mrw
    case posteItaliane, brt, sda, postNL, bpost, postNord, inPost, pocztaPolska, japanPost, yamato, sagawa
    case delhivery, blueDart, indiaPost, ecomExpress
    /// One that is named, and is none of these.
    case other
  }
}
