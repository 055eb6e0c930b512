import Workspace

extension PastTrial.Bin {
  /// `Where 10 to 30 % was said, 18.2 % on average, it happened 3 times of 14.`
  var sentence: String {
    let (low, high) = (Decimals.fixed(from * 100, 0), Decimals.fixed(to * 100, 0))
    return "Where \(low) to \(high) % was said, \(Phrases.percent(meanForecast)) on average, "
      + "it happened \(Phrases.count(happened, "time", "times")) of \(rows)."
  }
}
