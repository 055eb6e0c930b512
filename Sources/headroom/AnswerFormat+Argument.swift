import ArgumentParser
import Reporting

extension AnswerFormat: ExpressibleByArgument {}
