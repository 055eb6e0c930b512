import AccountHealth

/// The papers that show what a plan says, by rate; each is a blank.
enum PlanEvidence {
  static func texts(_ metric: Metric) -> [PlanText] {
    switch metric {
    case .lateShipment30, .lateShipment10:
      [
        "\(blank: "carrier's hand-over records of these orders")",
        "\(blank: "the setting or instruction that was changed, with its date")",
      ]
    case .cancellation:
      [
        "\(blank: "stock record of the SKUs on the day of each cancellation")",
        "\(blank: "the stock process that was changed, with its date")",
      ]
    case .orderDefect, .orderDefectAmazon:
      [
        "\(blank: "per order: answer to the claim or feedback, and the refund")",
        "\(blank: "per product: what was checked or changed; invoices of the last 365 days if the notice asks for them")",
      ]
    case .onTimeDelivery:
      [
        "\(blank: "carrier's tracking of these orders")",
        "\(blank: "the service or setting that was changed, with its date")",
      ]
    case .validTracking:
      [
        "\(blank: "tracking numbers and carriers of these orders, as corrected")",
        "\(blank: "the step that enters tracking numbers, as changed, with its date")",
      ]
    }
  }
}
