import Glibc

/// Wall and processor seconds since it was made.
struct Stopwatch {
  private let wall = Self.now(CLOCK_MONOTONIC)
  private let processor = Self.now(CLOCK_PROCESS_CPUTIME_ID)

  var seconds: Double { Self.now(CLOCK_MONOTONIC) - wall }
  var processorSeconds: Double { Self.now(CLOCK_PROCESS_CPUTIME_ID) - processor }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The one-line report of a timed run.
enum Timings {
  static func line(
    paths: Int, threads: Int, days: Int, seconds: Double, processorSeconds: Double, totalSeconds: Double
  ) -> String {
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)
    let pathDays = Double(paths) * Double(days)
    let fields = [
      "\"peer\": \"headroom (\(Build.instructions))\"", "\"paths\": \(paths)", "\"threads\": \(threads)",
      "\"seconds\": \(rounded(seconds, 4))", "\"ns_per_path_day\": \(rounded(seconds / pathDays * 1e9, 2))",
      "\"cpu_ns_per_path_day\": \(rounded(processorSeconds / pathDays * 1e9, 2))",
      "\"peak_rss_mib\": \(rounded(Double(usage.ru_maxrss) / 1024, 1))",
      "\"total_seconds\": \(rounded(totalSeconds, 3))",
    ]
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func rounded(_ value: Double, _ digits: Int) -> Double {
    let scale = pow(10, Double(digits))
    return (value * scale).rounded() / scale
  }
}
