extension Order {
  /// Where a parcel goes, as coarsely as root causes need it: a state of the USA, a province of Canada, an
  /// area of British postal codes, or the first digit of the postal codes of another country.
  ///
  /// Only the codes of a fixed list exist, so that no finer part of an address can be kept.
  public struct Region: Sendable, Hashable {
    /// Its place in the list, from 1.
    let number: UInt16

    init?(number: UInt16) {
      guard number > 0, number <= Self.codes.count else { return nil }
      self.number = number
    }

    /// Reads `US-CA`, `GB-SW`, `DE-8`.
    ///
    /// - Returns: `nil` for a text that is none of the list.
    public init?(_ code: String) {
      guard let number = Self.numbers[code] else { return nil }
      self.number = number
    }

    /// `US-CA`: the country by ISO 3166-1, a hyphen and the part.
    public var code: String { Self.codes[Int(number) - 1] }

    private static let codes: [String] =
      parts("US", states) + parts("CA", provinces) + parts("GB", areas)
      + lengths.keys.sorted().flatMap { country in (0...9).map { "\(country)-\($0)" } }
    private static let numbers = Dictionary(
      uniqueKeysWithValues: codes.enumerated().map { ($1, UInt16($0 + 1)) })

    private static func parts(_ country: String, _ text: String) -> [String] {
      text.split(separator: " ").map { "\(country)-\($0)" }
    }

    private static let states =
      "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
      + "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP AA AE AP"
    private static let provinces = "AB BC MB NB NL NS NT NU ON PE QC SK YT"
    private static let areas =
      "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
      + "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N "
      + "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF "
      + "TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
    /// Digits of a postal code.
    private static let lengths = [
      "AT": 4, "AU": 4, "BE": 4, "BR": 8, "CH": 4, "CZ": 5, "DE": 5, "DK": 4, "ES": 5, "FI": 5, "FR": 5,
      "IN": 6, "IT": 5, "JP": 7, "MX": 5, "NL": 4, "NO": 4, "PL": 5, "PT": 7, "SE": 5, "SG": 6, "TR": 5,
    ]
  }
}

extension Order.Region {
  /// The region of an address, of which nothing else is kept.
  ///
  /// - Parameters:
  ///   - country: Two letters, such as `DE`.
  ///   - state: The code or the English name of a state or province; only read for the USA and Canada.
  ///   - postalCode: Read for all other countries, also if a spreadsheet took its first zero away.
  /// - Returns: `nil` where these do not tell it.
  public init?(country: String, state: String?, postalCode: String?) {
    let country = country.uppercased() == "UK" ? "GB" : country.uppercased()
    switch country {
    case "US", "CA":
      if let exact = Self("\(country)-\(state ?? "")") {
        self = exact
        return
      }
      let word = (state ?? "").uppercased().filter { $0.isLetter || $0 == " " }.trimmed
      self.init("\(country)-\(Self.names[word] ?? word)")
    case "GB":
      let area = (postalCode ?? "").uppercased().prefix { $0.isASCII && $0.isLetter }
      self.init("GB-\(area)")
    default:
      guard let length = Self.lengths[country] else { return nil }
      var digits = (postalCode ?? "").filter { $0.isASCII && $0.isNumber }
      if digits.count == length - 1 { digits = "0" + digits }
      guard digits.count == length, let first = digits.first else { return nil }
      self.init("\(country)-\(first)")
    }
  }

  /// States and provinces by their names.
  private static let names = [
    "ALABAMA": "AL", "ALASKA": "AK", "ARIZONA": "AZ", "ARKANSAS": "AR", "CALIFORNIA": "CA", "COLORADO": "CO",
    "CONNECTICUT": "CT", "DELAWARE": "DE", "FLORIDA": "FL", "GEORGIA": "GA", "HAWAII": "HI", "IDAHO": "ID",
    "ILLINOIS": "IL", "INDIANA": "IN", "IOWA": "IA", "KANSAS": "KS", "KENTUCKY": "KY", "LOUISIANA": "LA",
    "MAINE": "ME", "MARYLAND": "MD", "MASSACHUSETTS": "MA", "MICHIGAN": "MI", "MINNESOTA": "MN",
    "MISSISSIPPI": "MS", "MISSOURI": "MO", "MONTANA": "MT", "NEBRASKA": "NE", "NEVADA": "NV",
    "NEW HAMPSHIRE": "NH", "NEW JERSEY": "NJ", "NEW MEXICO": "NM", "NEW YORK": "NY", "NORTH CAROLINA": "NC",
    "NORTH DAKOTA": "ND", "OHIO": "OH", "OKLAHOMA": "OK", "OREGON": "OR", "PENNSYLVANIA": "PA",
    "RHODE ISLAND": "RI", "SOUTH CAROLINA": "SC", "SOUTH DAKOTA": "SD", "TENNESSEE": "TN", "TEXAS": "TX",
    "UTAH": "UT", "VERMONT": "VT", "VIRGINIA": "VA", "WASHINGTON": "WA", "WEST VIRGINIA": "WV",
    "WISCONSIN": "WI", "WYOMING": "WY", "DISTRICT OF COLUMBIA": "DC", "PUERTO RICO": "PR",
    "ALBERTA": "AB", "BRITISH COLUMBIA": "BC", "MANITOBA": "MB", "NEW BRUNSWICK": "NB",
    "NEWFOUNDLAND AND LABRADOR": "NL", "NOVA SCOTIA": "NS", "NORTHWEST TERRITORIES": "NT", "NUNAVUT": "NU",
    "ONTARIO": "ON", "PRINCE EDWARD ISLAND": "PE", "QUEBEC": "QC", "SASKATCHEWAN": "SK", "YUKON": "YT",
  ]
}

extension String {
  /// Without spaces at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
