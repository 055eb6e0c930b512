import Testing

/// The tests that time a server, one after the other: simulations of one would hold up the others.
@Suite(.serialized) enum ServedSuites {}
