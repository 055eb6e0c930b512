import Documents
import Foundation
import ModelFiles
import Simulation
import Testing

/// The wording is tested in full, because people read it.
@Suite("Model files")
struct ModelReadingTests {
  private func read(_ text: String) throws(DocumentError) -> SimulationModel {
    try SimulationModel(document: Array(text.utf8), file: "m.json")
  }

  private func faults(_ text: String) -> [String] {
    do throws(DocumentError) {
      _ = try read(text)
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test("Every field is read, as Codable reads it")
  func everything() throws {
    let model = try read(ModelExample.text)
    #expect(try JSONDecoder().decode(SimulationModel.self, from: Data(ModelExample.text.utf8)) == model)
    #expect(model.metrics.count == 4 && model.orders?.design?.count == 3)
    #expect(model.metrics[0].pending?.first?.recorded.count == 2)
    #expect(model.metrics[3].rule == .count(5))
  }

  @Test("What is written by JSONEncoder is read back, and so is YAML")
  func forms() throws {
    let model = try read(ModelExample.text)
    let written = try String(decoding: JSONEncoder().encode(model), as: UTF8.self)
    #expect(try read(written) == model)
    let yaml = """
      version: 1
      horizon_days: 2
      orders: {distribution: fixed, counts: [3, 4]}
      metric:
        - name: late
          window_days: 2
          rule: {count: 3}
          p: 0.5

      """
    #expect(try read(yaml).metrics[0].p == .constant(0.5))
  }

  @Test(
    "Everything that cannot be read is named with its line, in one run")
  func unreadable() {
    let text = """
      {"version": 2,
       "horizon_days": 3.5,
       "stream": 99999999999999999999,
       "orders": {"distribution": "gamma", "size": "many", "history": [1, -2],
                  "design": [[1], [x]]},
       "metric": [
         {"name": "a", "window_days": 3, "rule": {"count": 3, "strict": true}, "lamda": 2},
         {"window_days": [3], "counts": "binomail", "components": [{"p": 0.5}]}],
       "colour": "red"}
      """
    #expect(
      faults(text) == [
        "m.json:1:13: version: found '2', expected 1. This version of Headroom reads only version 1.",
        "m.json:2:18: horizon_days: found '3.5', expected a whole number from 1 to 3660. Write digits only.",
        "m.json:3:12: stream: found '99999999999999999999', expected a whole number from 0 to 15. "
          + "Write digits only.",
        "m.json:4:29: orders.distribution: found 'gamma', expected one of negative_binomial, poisson, fixed, "
          + "table. Correct the spelling.",
        "m.json:4:46: orders.size: found 'many', expected a number. Write a decimal number with a point.",
        "m.json:4:69: orders.history[1]: found '-2', expected a whole number from 0 to 500000. "
          + "Write digits only.",
        "m.json:5:30: orders.design[1][0]: found 'x', expected a number. Write decimal numbers with a point.",
        "m.json:7:57: metric[0].rule.strict: found an unknown name, expected one of count. "
          + "Correct the spelling or remove it.",
        "m.json:7:74: metric[0].lamda: found an unknown name, expected one of name, window_days, youngest_age, "
          + "oldest_age, rule, threshold_per_mille, counts, membership, outcomes_of, units_per_order, draw_slot, "
          + "driven_by, probability_factor, p, lambda, mean, size, concentration, baseline_logit, ar1_coefficient, "
          + "innovation_sd, initial_deviation, components, clock, pending, history, settled_orders, "
          + "settled_bad. Correct the spelling or remove it.",
        "m.json:8:4: metric[1].name: found nothing, expected this field. Add it.",
        "m.json:8:20: metric[1].window_days: found a list or fields, expected a whole number from 1 to 3660. "
          + "Give one value on the line.",
        "m.json:8:35: metric[1].counts: found 'binomail', expected one of binomial, beta_binomial, poisson, "
          + "negative_binomial. Correct the spelling.",
        "m.json:8:62: metric[1].components[0].weight: found nothing, expected this field. Add it.",
        "m.json:9:2: colour: found an unknown name, expected one of version, name, channel, stream, horizon_days, "
          + "orders, metric, innovation_correlation, initial_deviation, quantile_levels. "
          + "Correct the spelling or remove it.",
      ])
  }

  @Test(
    "Everything that makes no sense is named with its line, in one run")
  func meaningless() {
    let text = """
      {"version": 1, "horizon_days": 2,
       "orders": {"distribution": "poisson", "mean": [3, -4]},
       "metric": [
         {"name": "a", "window_days": 3, "rule": {"count": 0}, "p": 0.5},
         {"name": "a", "window_days": 3, "rule": {"count": 1}}],
       "quantile_levels": [0.5, 1]}
      """
    #expect(
      faults(text) == [
        "m.json:2:52: orders.mean[1]: found -4.0, expected numbers 0…500,000.",
        "m.json:4:54: metric[0].rule.count: found 0, expected a count 1…10⁹.",
        "m.json:5:4: metric[1].p: found nothing, expected probabilities 0…1, or a baseline_logit.",
        "m.json:5:13: metric[1].name: found 'a' again, expected a name used once.",
        "m.json:6:27: quantile_levels[1]: found 1.0, expected a probability between 0 and 1.",
      ])
  }

  @Test("A model above 4 MiB is refused before it is parsed")
  func huge() {
    let text = "{\"version\": 1, \"name\": \"" + String(repeating: "x", count: 5_000_000) + "\"}"
    #expect(
      faults(text) == [
        "m.json:1:1: file: found \(text.utf8.count) bytes, expected at most 4194304. Is this a model file?"
      ])
  }
}
