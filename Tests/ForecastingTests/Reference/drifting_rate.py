"""Writes DriftingRateAnswers.swift: posteriors of three made-up accounts' drifting rates by MCMC.

bad(t) ~ Binomial(orders(t), F(t) logistic(level + x(t))), level normal, x a stationary Gaussian AR(1); driven orders at
the odds ratio. The days are drawn here from that model. No-U-turn sampler, four chains, the AR(1) by its independent
innovations; Monte Carlo errors from the effective sample size over all chains.

numpyro 0.19.0, jax 0.6.2, numpy 2.2.6, Python 3.11; double precision. About six minutes on two cores.
Run: python3 drifting_rate.py > DriftingRateAnswers.swift
"""
import sys

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS

numpyro.enable_x64()
numpyro.set_host_device_count(2)
CHAINS, WARMUP, SAMPLES = 4, 1_000, 5_000

# name, prior mean and sd of the level, ar1, sd of the drift, odds ratio of driven orders, true level, days,
# mean orders a day, share driven, days over which the newest bad ones are still being recorded
ACCOUNTS = [
    ("small", -3.2, 0.5, 0.95, 1.2, 1.0, -3.0, 150, 1.5, 0.0, 0),
    ("bursts", -4.7, 1.6, 0.85, 2.0, 1.0, -3.5, 120, 15.0, 0.0, 0),
    ("delayed", -5.4, 1.2, 0.95, 1.2, 12.7, -4.2, 180, 25.0, 0.08, 40),
]


def ar1_matrix(days, ar1, sd):
    """Row t: x(t) as a sum of independent standard normals."""
    matrix = np.zeros((days, days))
    for t in range(days):
        matrix[t, 0] = sd * ar1**t
        for s in range(1, t + 1):
            matrix[t, s] = sd * np.sqrt(1 - ar1**2) * ar1 ** (t - s)
    return matrix


def draw(account, rng):
    _, _, _, ar1, sd, ratio, level, days, pace, share, delay = account
    x = ar1_matrix(days, ar1, sd) @ rng.standard_normal(days)
    orders = rng.poisson(pace, days)
    driven = rng.binomial(orders, share)
    age = days - 1 - np.arange(days)
    recorded = np.round(np.minimum(1, (age + 1) / (delay + 1)), 4)
    p = lambda log_odds: recorded / (1 + np.exp(-log_odds))
    other_bad = rng.binomial(orders - driven, p(level + x))
    driven_bad = rng.binomial(driven, p(level + x + np.log(ratio)))
    return np.stack([orders, other_bad + driven_bad, driven, driven_bad]), recorded


def model(account, counts, recorded, matrix):
    _, mean, prior_sd, _, _, ratio, *_ = account
    orders, bad, driven, driven_bad = counts
    level = numpyro.sample("level", dist.Normal(mean, prior_sd))
    z = numpyro.sample("z", dist.Normal(0, 1).expand([matrix.shape[0]]).to_event(1))
    log_odds = level + matrix @ z

    def log_likelihood(hits, misses, log_odds):
        log_p = jnp.log(recorded) + jax.nn.log_sigmoid(log_odds)
        return jnp.sum(hits * log_p + misses * jnp.log1p(-jnp.exp(log_p)))

    numpyro.factor("other", log_likelihood(bad - driven_bad, orders - driven - bad + driven_bad, log_odds))
    numpyro.factor("driven", log_likelihood(driven_bad, driven - driven_bad, log_odds + np.log(ratio)))
    numpyro.deterministic("last", log_odds[-1])


def summary(values):
    """Mean, its Monte Carlo error, sd and its error, of chains × samples."""
    ess = float(effective_sample_size(values))
    mean, sd = float(values.mean()), float(values.std())
    squares = (values - mean) ** 2
    error = float(squares.std()) / np.sqrt(float(effective_sample_size(squares))) / (2 * sd)
    return mean, sd / np.sqrt(ess), sd, error


print("// Written by drifting_rate.py (numpyro 0.19.0, jax 0.6.2, Python 3.11); not by hand.")
print("""
/// Posteriors of three drifting rates by MCMC: the level, the log-odds and the probability of the last day.
enum DriftingRateAnswers {
  struct Moments {
    var mean: Double
    var meanError: Double
    var sd: Double
    var sdError: Double
  }
  struct Account {
    var name: String
    var priorMean: Double
    var priorSD: Double
    var ar1: Double
    var sd: Double
    var oddsRatio: Double
    /// Days: orders, bad, driven orders, driven bad, share recorded.
    var days: [(Int, Int, Int, Int, Double)]
    var level: Moments
    var logOdds: Moments
    var probability: Moments
  }

  static let accounts = [""")
for index, account in enumerate(ACCOUNTS):
    name, mean, prior_sd, ar1, sd, ratio, _, days, *_ = account
    rng = np.random.default_rng(2026 + index)
    counts, recorded = draw(account, rng)
    sampler = MCMC(
        NUTS(model, target_accept_prob=0.9), num_warmup=WARMUP, num_samples=SAMPLES, num_chains=CHAINS,
        chain_method="parallel" if jax.local_device_count() >= CHAINS else "vectorized", progress_bar=False)
    sampler.run(jax.random.PRNGKey(index), account, counts, recorded, ar1_matrix(days, ar1, sd))
    chains = {key: np.asarray(value) for key, value in sampler.get_samples(group_by_chain=True).items()}
    last = chains["last"]
    worst = max(float(split_gelman_rubin(chains["level"])), float(split_gelman_rubin(last)))
    divergent = int(np.asarray(sampler.get_extra_fields()["diverging"]).sum())
    print(f"{name}: R-hat {worst:.5f}, {divergent} divergent, {counts[0].sum()} orders, {counts[1].sum()} bad",
          file=sys.stderr, flush=True)
    assert worst < 1.01 and divergent == 0
    print(f'    Account(\n      name: "{name}", priorMean: {mean}, priorSD: {prior_sd}, ar1: {ar1}, sd: {sd}, '
          f"oddsRatio: {ratio},\n      days: [")
    rows = [f"({o}, {b}, {d}, {e}, {f})" for (o, b, d, e), f in zip(counts.T, recorded)]
    line = "       "
    for row in rows:
        if len(line) + len(row) + 2 > 108:
            print(line)
            line = "       "
        line += f" {row},"
    print(line)
    print("      ],")
    parts = []
    for label, values in [("level", chains["level"]), ("logOdds", last), ("probability", 1 / (1 + np.exp(-last)))]:
        m, me, s, se = summary(values)
        parts.append(f"      {label}: .init(mean: {m:.6f}, meanError: {me:.6f}, sd: {s:.6f}, sdError: {se:.6f})")
    print(",\n".join(parts) + "),")
print("  ]\n}")
