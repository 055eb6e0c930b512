import Workspace

let files = Array(CommandLine.arguments.dropFirst())
let workspace = try Workspace(reading: files)
let answer = try workspace.forecast(ForecastQuestion(horizon: 30, run: .init(paths: 10_000, seed: 1)))
for try await account in answer.accounts {
  for rate in account.forecast.metrics {
    print(account.forecast.account, rate.metric, rate.breachProbability(within: 30)?.value ?? 0)
  }
}
