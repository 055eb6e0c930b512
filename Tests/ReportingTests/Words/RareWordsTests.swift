import Simulation
import Testing

@testable import Forecasting
@testable import Reporting

struct RareWordsTests {
  @Test(
    "A chance from tilted paths is a number of chances in a power of ten, with its error",
    arguments: [
      (3.14e-5, 2.1e-6, "3.1 ± 0.2 in 100,000"), (9.86e-6, 4e-7, "9.9 ± 0.4 in 1,000,000"),
      (4.2e-4, 6e-6, "4.20 ± 0.06 in 10,000"), (1.5e-8, 1.3e-9, "1.5 ± 0.1 in 100,000,000"),
    ])
  func chance(value: Double, error: Double, text: String) {
    let estimate = Estimate(value: value, standardError: error, isTilted: true)
    #expect(Phrases.chance(estimate, isExact: false) == text)
  }

  @Test("A rare breach has its figure in the text and in the files, which name the days")
  func rare() {
    var metric = SampleForecasts.metric(horizon: 30, breached: [:], paths: 100_000)
    for index in 6..<30 {
      metric.days[index].breachedBy = Estimate(value: 3.14159e-5, standardError: 2.1e-6, isTilted: true)
    }
    let sentence = ForecastSentences.sentence(metric)
    #expect(sentence.contains("About a 3.1 ± 0.2 in 100,000 chance to be off target within 30 days."))
    #expect(sentence.contains("(So rare a chance is from tilted paths"))
    let line = ForecastFiles.forecastRates.csv([.init(metric: metric)])
    #expect(line.contains(",0.0000314159,0.0000314159,0.0000314159,,"))
    #expect(line.hasSuffix(",7,30,,,,\n"))
    metric.days[29].breachedBy = Estimate(hits: 0, paths: 100_000)
    metric.rareDoubt = .unevenWeights
    #expect(
      ForecastSentences.sentence(metric).contains(
        "(Too rare for a figure: a few tilted paths have most of the weight.)"))
  }
}
