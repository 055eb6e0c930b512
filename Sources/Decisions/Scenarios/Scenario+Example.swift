extension Scenario {
  /// A scenario file with one of everything, to be copied and edited.
  public static let example = """
    # A scenario: what would change, and from when. Give it with headroom whatif --scenario FILE.
    #
    # set      factors on the daily chance of a bad order (late_shipment, cancellation, late_delivery,
    #          invalid_tracking, defect) or on the number of orders; from and to are days, or left out
    # actions  actions of the catalogue by their names (headroom rank --list), each with the day of its decision
    apiVersion: headroom/v1
    kind: Scenario
    metadata:
      name: peak
      title: "More packers before the peak"
    spec:
      set:
        - {orders: x1.5}
        - {late_shipment: x0.8}
      actions:
        - {name: extra_shift}
        - {name: stock_buffer}

    """
}
