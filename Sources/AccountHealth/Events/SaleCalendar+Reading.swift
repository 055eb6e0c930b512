import Documents

extension SaleCalendar {
  /// - Throws: `DocumentError` with every fault of the file.
  public init(document bytes: [UInt8], file: String) throws(DocumentError) {
    self = try SaleCalendarReader.read(bytes, file: file)
  }

  /// The bytes of the embedded file, to be copied and edited.
  public static var builtInBytes: [UInt8] { PackageResources.events_yaml }

  /// The events that Headroom comes with.
  public static let builtIn: SaleCalendar = {
    do {
      return try SaleCalendar(document: builtInBytes, file: "built-in events")
    } catch {
      preconditionFailure("the embedded events are wrong:\n\(error)")
    }
  }()
}
