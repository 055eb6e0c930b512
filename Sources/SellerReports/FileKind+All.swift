extension FileKind {
  /// Every kind, the more special before the more general: the first that recognises a line as its header has the file.
  static let all: [FileKind] =
    [
      performance, performanceXML,
      transactions, settlement, returns, confirmations,
    ] + named + [
      amazonOrders, amazonShippingOrders,
    ] + lists + [
      feedback,
      canonicalOrders,
    ]
}
