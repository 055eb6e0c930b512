extension FileKind {
  /// Every kind, the more special before the more general. The first kind that recognises a line as its
  /// header wins.
  static let all: [FileKind] =
    [
      performance, performanceXML, snapshots, ordersAPI,
      transactions, settlement, settlements, returns, confirmations,
      violations,
    ] + stock + named + ofAmazonOrders + [
      amazonShipments, amazonOrders, amazonShippingOrders, saleReport,
      claims,
    ] + lists + [
      feedback,
      shippingPrograms, canonicalOrders, parcels, unfinishedOrders,
    ]
}
