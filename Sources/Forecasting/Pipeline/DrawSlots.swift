import AccountHealth
import Simulation

extension Metric {
  /// The place of its random numbers in every model. The two late-shipment windows count the same outcomes,
  /// so each draws the same when it is fitted without the other.
  public var drawSlot: Int {
    switch self {
    case .lateShipment30, .lateShipment10: 0
    case .cancellation: 1
    case .orderDefect: 2
    case .onTimeDelivery: 3
    case .validTracking: 4
    case .orderDefectAmazon: 5
    }
  }
}

extension Order.Channel {
  /// Each channel of an account draws from its own stream.
  fileprivate var stream: Int {
    switch self {
    case .seller: 0
    case .amazon: 1
    }
  }

  fileprivate var modelName: String {
    switch self {
    case .seller: "seller"
    case .amazon: "amazon"
    }
  }
}

extension SimulationModel {
  /// A model of one channel of an account, with that channel's stream.
  init(horizonDays: Int, channel: Order.Channel, orders: OrderProcess, metrics: [MetricModel]) {
    self.init(horizonDays: horizonDays, orders: orders, metrics: metrics)
    self.channel = channel.modelName
    stream = channel.stream
  }

  /// The channel whose orders these are; the seller's own where the model does not say.
  public var orderChannel: Order.Channel {
    Order.Channel.allCases.first { $0.modelName == channel } ?? .seller
  }

  /// The same model with the draw slots that fits give, for metrics that bear the id of a known rate and have
  /// none.
  ///
  /// So a model written by hand draws the same random numbers as a fitted one of the same metrics.
  public var withKnownDrawSlots: SimulationModel {
    var model = self
    for index in metrics.indices where metrics[index].drawSlot == nil {
      let name = metrics[index].name
      let known: Metric? =
        switch name {
        case "late_shipment_rate": .lateShipment30
        // Bad orders of the on-time delivery rate are late deliveries.
        case "late_delivery_rate": .onTimeDelivery
        default: Metric(rawValue: name)
        }
      model.metrics[index].drawSlot = known?.drawSlot
    }
    return model
  }
}
