import ArgumentParser

@main
struct Headroom: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract: "Forecast when a marketplace seller's account-health rates cross their limits.")
}
