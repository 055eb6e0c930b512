import Probability
import Reporting

/// What this binary was built for, as the manifest and `--timing` say it.
enum Build {
  /// The platform and the vector instructions, such as `x86_64-linux avx512`.
  static var target: String { "\(platform) \(instructions)" }

  static var program: Manifest.Program { .init(version: Version.current, target: target) }

  /// A build that was not told of the machine's instructions says so; its answers are as good, only later.
  static var instructions: String {
    let set = Lanes.instructionSet
    return set == "sse2" ? "sse2, built without -march=native" : set
  }

  private static var platform: String {
    #if arch(x86_64)
      "x86_64-linux"
    #elseif arch(arm64)
      "aarch64-linux"
    #else
      "unknown-linux"
    #endif
  }
}
