/// A model that has every field, each with a value of its own.
enum ModelExample {
  static let text = """
    {"version": 1, "name": "all", "stream": 3, "horizon_days": 3,
     "breach_rule": "in words", "metrics": 4,
     "orders": {"distribution": "negative_binomial", "size": 8.5, "mean": [30, 31, 32],
      "coefficient_names": ["a", "b"], "coefficient_mean": [0.25, -1e-2],
      "coefficient_covariance": [[0.02, 1e-3], [0.001, 0.03]], "design": [[1, 0], [1, 1], [1, 2]],
      "components": [
       {"weight": 2, "level": 0.1, "deviation": -0.2, "ar1_coefficient": 0.9, "innovation_sd": 0.05},
       {"weight": 1, "level": 0, "deviation": 0, "ar1_coefficient": 0, "innovation_sd": 0}],
      "history_days": 4, "history": [9, 8, 7, 6], "promise_lags": [0.1, 0.5, 0.25]},
     "metric": [
      {"name": "late", "window_days": 3, "threshold_per_mille": 40, "counts": "binomial",
       "membership": "purchase", "baseline_logit": -3.5, "ar1_coefficient": 0.9, "innovation_sd": 0.1,
       "initial_deviation": 0.2, "probability_factor": [1, 0.5, 0.25],
       "components": [{"weight": 1, "baseline_logit": -3, "initial_deviation": 0.1, "ar1_coefficient": 0.8,
                       "innovation_sd": 0.2}, {"weight": 3, "p": [0.1, 0.2, 0.3]}],
       "clock": [{"weight": 0.5, "due": 0, "recorded": 1}, {"weight": 0.25, "due": 1, "recorded": 2}],
       "pending": [{"orders": 7, "member": -2, "due": 1, "offset": 0.5, "slope": 0.75,
                    "recorded": [{"day": 1, "weight": 0.5}, {"day": 3, "weight": 0.25}]}],
       "history": [1, 0, 2]},
      {"name": "late10", "youngest_age": 0, "oldest_age": 1, "outcomes_of": "late",
       "rule": {"numerator": 1, "denominator": 25, "strict": true, "minimum_orders": 2},
       "settled_orders": [90, 60, 30], "settled_bad": [3, 2, 1]},
      {"name": "delivery", "youngest_age": 1, "oldest_age": 2, "membership": "promise",
       "rule": {"numerator": 1, "denominator": 10}, "counts": "beta_binomial", "p": 0.05,
       "concentration": 40, "driven_by": {"metric": "late", "odds_ratio": 4.5, "lag": 2}},
      {"name": "calls", "window_days": 2, "rule": {"count": 5}, "counts": "negative_binomial",
       "mean": [1, 2, 3], "size": 2.5,
       "components": [{"weight": 1, "mean": 4, "size": 3, "lambda": 2, "concentration": 9}]}],
     "innovation_correlation": [[1, 0.5, 0, 0], [0.5, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
     "initial_deviation": [0, 0.1, 0.2, 0.3], "quantile_levels": [0.1, 0.5, 0.9]}
    """
}
