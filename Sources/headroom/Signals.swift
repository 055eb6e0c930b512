import Glibc
import Reporting

/// What the process does with signals.
enum Signals {
  /// From now on Ctrl-C, a hang-up or `kill` remove the temporary files before they end the process as they
  /// would have.
  static func removeTemporaryFilesWhenStopped() {
    TemporaryFiles.prepare()
    var stops = sigset_t()
    sigemptyset(&stops)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var before = sigaction()
      sigaction(number, nil, &before)
      // `nohup` and a shell's background jobs request that a signal be ignored.
      guard (before.sa_flags & SA_SIGINFO) == 0, before.__sigaction_handler.sa_handler == nil else {
        continue
      }
      sigaddset(&stops, number)
      signal(number) { number in
        TemporaryFiles.removeAll()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    // A parent's worker thread may have blocked them, and a child inherits that.
    pthread_sigmask(SIG_UNBLOCK, &stops, nil)
  }

  /// A closed pipe, as by `| head`, ends the run without a word.
  static func endWithClosedPipe() { signal(SIGPIPE, SIG_DFL) }

  /// For a run that writes files: they are finished even if nobody reads standard output any more.
  static func outliveClosedPipe() { signal(SIGPIPE, SIG_IGN) }
}
