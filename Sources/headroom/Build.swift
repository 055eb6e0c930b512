import Probability
import Reporting

/// The machine that this binary was built for, as shown in the manifest and by `--timing`.
enum Build {
  /// The platform and the vector instructions, such as `x86_64-linux avx512`.
  static var target: String { "\(platform) \(instructions)" }

  static var program: Manifest.Program { .init(version: Version.current, target: target) }

  /// A build without the machine's vector instructions says so; its answers are the same, but slower.
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
