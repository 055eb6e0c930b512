import AccountHealth

/// A shipping program or carrier whose export is known by its header.
struct ShippingProgram: Sendable {
  /// As people call its export.
  let name: String
  /// Names of columns that tell it, all of which are there.
  let signs: [String]
  /// Which column is what, where its words would not say so. The first that is there counts.
  let columns: [ShippingRole: [String]]
  /// Columns whose text may hold an order number among other words.
  let texts: [String]
  /// Whose export it is, if a carrier's: its day of shipment is a scan, not a label.
  let carrier: Order.Carrier?
  var isCarrier: Bool { carrier != nil }

  init(
    _ name: String, signs: [String], columns: [ShippingRole: [String]], texts: [String] = [],
    carrier: Order.Carrier? = nil
  ) {
    self.name = name
    self.signs = signs
    self.columns = columns
    self.texts = texts
    self.carrier = carrier
  }

  static func of(_ head: TableHead) -> ShippingProgram? {
    all.first { program in program.signs.allSatisfy { head.has($0) } }
  }

  /// The more special before the more general.
  static let all: [ShippingProgram] = [
    ShippingProgram(
      "ShipStation shipments", signs: ["Order - Number", "Date - Label Create Date"],
      columns: [
        .orderNumber: ["Order - Number"], .label: ["Date - Label Create Date"],
        .ship: ["Date - Shipped Date"],
        .delivered: ["Delivery - Date"], .tracking: ["Shipment - Tracking Number"],
        .void: ["Shipment - Void Flag"],
      ]),
    ShippingProgram(
      "ShipStation shipments", signs: ["Order - Number", "Shipment - Tracking Number"],
      columns: [
        .orderNumber: ["Order - Number"], .ship: ["Date - Shipped Date"], .delivered: ["Delivery - Date"],
        .tracking: ["Shipment - Tracking Number"], .void: ["Shipment - Void Flag"],
      ]),
    ShippingProgram(
      "ShipStation orders", signs: ["Order - Number", "Date - Shipped Date"],
      columns: [.orderNumber: ["Order - Number"], .ship: ["Date - Shipped Date"]]),
    ShippingProgram(
      "Shopify orders", signs: ["Financial Status", "Fulfilled at", "Lineitem quantity"],
      columns: [.ship: ["Fulfilled at"]],
      texts: ["Note Attributes", "Tags", "Notes", "Name", "Payment Reference", "Source"]),
    ShippingProgram(
      "Click & Drop orders", signs: ["Channel reference", "Despatch date"],
      columns: [
        .orderNumber: ["Channel reference"], .ship: ["Despatch date"], .tracking: ["Tracking number"],
        .status: ["Tracking status"],
      ]),
    ShippingProgram(
      "FedEx invoice", signs: ["Express or Ground Tracking ID", "Shipment Date"],
      columns: [
        .scan: ["Shipment Date"], .delivered: ["POD Delivery Date"],
        .tracking: ["Express or Ground Tracking ID"],
      ],
      texts: [
        "Original Customer Reference", "Customer Reference", "Original Ref#2", "Original Ref#3/PO Number",
        "Updated Customer Reference", "Updated Ref#2", "Updated Ref#3", "RMA#",
        "Original Department Reference Description",
      ], carrier: .fedex),
    ShippingProgram(
      "Shippo tracking report", signs: ["tracking_number", "first_delivered_at"],
      columns: [
        .label: ["transaction_created_at"], .delivered: ["first_delivered_at"],
        .tracking: ["tracking_number"],
        .status: ["tracking_status"],
      ]),
    ShippingProgram(
      "DHL shipment list", signs: ["Sendungsnummer", "Sendungsreferenz"],
      columns: [
        .orderNumber: ["Sendungsreferenz"], .scan: ["Sendungsdatum", "Einlieferungsdatum"],
        .delivered: ["Zustelldatum", "Zugestellt am"], .tracking: ["Sendungsnummer"],
        .status: ["Status", "Sendungsstatus"], .stateDay: ["Datum Status"],
      ], carrier: .dhl),
    ShippingProgram(
      "Linnworks orders", signs: ["Linnworks Order Number", "Reference Num"],
      columns: [
        .orderNumber: ["Reference Num"], .ship: ["Processed Date", "Processed On"],
        .tracking: ["Tracking Number"],
      ]),
  ]
}
