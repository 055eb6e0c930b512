extension SimulationModel {
  /// Everything that is wrong with the model, by the names that its fields have in a file.
  public var faults: [ModelError] { ModelCheck(self).faults }

  /// Checks everything that the engine relies on.
  ///
  /// - Throws: The first of `faults`.
  public func validate() throws(ModelError) {
    if let fault = faults.first { throw fault }
  }
}

extension MetricModel {
  /// Bad orders among orders, as against counts of their own.
  var isShare: Bool { counts ?? .binomial == .binomial || counts == .betaBinomial }

  /// The distribution of each component, with the metric's own values where it has none; one of weight 1
  /// without components.
  var laws: [Component] {
    (components ?? [Component(weight: 1)]).map { component in
      var law = component
      law.lambda = law.lambda ?? lambda
      law.mean = law.mean ?? mean
      law.size = law.size ?? size
      law.concentration = law.concentration ?? concentration
      law.p = law.p ?? (component.baselineLogit == nil ? p : nil)
      law.baselineLogit = law.baselineLogit ?? baselineLogit
      law.initialDeviation = law.initialDeviation ?? initialDeviation
      law.ar1Coefficient = law.ar1Coefficient ?? ar1Coefficient
      law.innovationSD = law.innovationSD ?? innovationSD
      return law
    }
  }
}
