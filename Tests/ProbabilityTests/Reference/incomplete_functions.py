"""Writes IncompleteFunctionAnswers.swift: hard points of the regularised incomplete gamma and beta functions.

mpmath 1.3.0, Python 3.11; 50 digits. The integrals are taken by mpmath's own quadrature from x outward, in pieces
of a width that follows the integrand, and where the parameters allow are compared with mpmath's hypergeometric
functions. Arguments are the exact doubles. Run: python3 incomplete_functions.py > IncompleteFunctionAnswers.swift
"""
import random
from mpmath import mp, mpf, quad, exp, log, loggamma, sqrt, gammainc, betainc, hyp2f1

mp.dps = 50


def pieces(h, width, limit):
    """Integral of exp(h(u)), h falling from 0, over 0 < u < limit, in pieces of the given width."""
    total, start = mpf(0), mpf(0)
    while start < limit:
        end = min(start + width, limit)
        part = quad(lambda u: exp(h(u)), [start, end], maxdegree=8)
        total += part
        if part < total * mpf(10) ** -40:
            break
        start, width = end, width * mpf("1.5")
    return total


def gamma_both(a, x):
    if x < a + 1 and (x < 30 or a < 1e4):
        # A series of positive terms.
        term, total, n = mpf(1), mpf(1), a
        while term > total * mpf(10) ** -48:
            n += 1
            term *= x / n
            total += term
        lower = exp(a * log(x) - x - loggamma(a + 1)) * total
        if lower < 0.999:
            return lower, 1 - lower
    front = exp(a * log(x) - x - loggamma(a))
    sd = sqrt(a) + 1
    if x >= a:
        # t = x + u, from x to infinity.
        rate = max(1 - (a - 1) / x, mpf(0)) + 1 / sd
        upper = front * pieces(lambda u: (a - 1) * log(1 + u / x) - u - log(x), min(1 / rate, x / 2), mp.inf)
        return 1 - upper, upper
    rate = (a - 1) / x - 1 + 1 / sd
    lower = front * pieces(lambda u: (a - 1) * log(1 - u / x) + u - log(x), min(1 / rate, x / 2), x)
    return lower, 1 - lower


def beta_both(a, b, x, y):
    if x * max(b, 1) < mpf("0.1") and a < 100:
        lower = exp(a * log(x) + loggamma(a + b) - loggamma(b) - loggamma(a + 1)) * hyp2f1(a, 1 - b, a + 1, x)
        return lower, 1 - lower
    if a < 1 and b < 1 and x <= 0.5:
        lower = exp(a * log(x) + loggamma(a + b) - loggamma(b) - loggamma(a + 1)) * hyp2f1(a, 1 - b, a + 1, x)
        return lower, 1 - lower
    if (y * max(a, 1) < mpf("0.1") and b < 100) or (a < 1 and b < 1):
        upper, lower = beta_both(b, a, y, x)
        return lower, upper
    if x > a / (a + b) or (a <= 1 < b):
        upper = beta_upper(a, b, x, y)
        return 1 - upper, upper
    lower = beta_upper(b, a, y, x)
    return lower, 1 - lower


def beta_upper(a, b, x, y):
    front = exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a) - loggamma(b))
    sd = sqrt(x * y / (a + b))
    rate = abs(b / y - a / x) + 1 / sd

    def h(u):
        return (a - 1) * log(1 + u / x) + (b - 1) * log(1 - u / y) - log(x * y)

    return front * pieces(h, min(1 / rate, x / 2, y / 2), y)


def binomial(n, p, k):
    n, p, k = mpf(n), mpf(p), mpf(k)
    choose = loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)
    return exp(choose + k * log(p) + (n - k) * log(1 - p))


def poisson(m, k):
    m, k = mpf(m), mpf(k)
    return exp(k * log(m) - m - loggamma(k + 1))


def negative_binomial(m, s, k):
    m, s, k = mpf(m), mpf(s), mpf(k)
    return exp(loggamma(k + s) - loggamma(s) - loggamma(k + 1) + k * log(m / (m + s)) + s * log(s / (m + s)))


def beta_binomial(n, a, b, k):
    n, a, b, k = mpf(n), mpf(a), mpf(b), mpf(k)
    choose = loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)
    inner = loggamma(a + k) + loggamma(b + n - k) - loggamma(a + b + n)
    return exp(choose + inner + loggamma(a + b) - loggamma(a) - loggamma(b))


def huge_counts():
    """Counts to 2^53: the name, the arguments, the pmf."""
    n = 2**53
    for p in [1e-15, 1e-9, 0.1, 0.25, 0.3, 0.7, 1 - 1e-9]:
        for z in [-6, -1, 0, 3, 20]:
            k = round(n * p + z * (n * p * (1 - p)) ** 0.5)
            if k >= 0:
                yield "binomial", [n, p, k], binomial(n, p, k)
    for m in [1e8, 3.7e12, 1e15]:
        for z in [-6, -1, 0, 3, 20]:
            k = round(m + z * m**0.5)
            yield "poisson", [m, k], poisson(m, k)
    for m, s in [(1e8, 30.0), (1e8, 0.3), (1e12, 1e9), (1e15, 7.5), (1e8, 1e15)]:
        for share in [1e-3, 0.9, 1.0001, 3.0]:
            k = round(m * share)
            yield "negative_binomial", [m, s, k], negative_binomial(m, s, k)
    for a, b in [(3.0, 5.0), (0.3, 40.0), (1e6, 1e7)]:
        for share in [1e-3, 0.1, 0.4]:
            k = round(n * share)
            yield "beta_binomial", [n, a, b, k], beta_binomial(n, a, b, k)


def check():
    for a, x in [(0.3, 2), (7.5, 11), (250.25, 240), (1e-6, 3), (40, 90)]:
        a, x = mpf(a), mpf(x)
        lower, upper = gamma_both(a, x)
        assert abs(upper / gammainc(a, x, mp.inf, regularized=True) - 1) < 1e-35, (a, x)
        assert abs(lower / gammainc(a, 0, x, regularized=True) - 1) < 1e-35, (a, x)
    for a, b, x in [(0.3, 40, 0.1), (3, 70, 0.01), (30.5, 20.25, 0.7), (0.75, 1.5, 0.875), (1e-3, 5, 0.5), (1e-6, 1e-6, 0.4)]:
        a, b, x = mpf(a), mpf(b), mpf(x)
        lower, upper = beta_both(a, b, x, 1 - x)
        assert abs(lower / betainc(a, b, 0, x, regularized=True) - 1) < 1e-35, (a, b, x)
        assert abs(upper / betainc(a, b, x, 1, regularized=True) - 1) < 1e-35, (a, b, x)


def sensitivity(both, arguments, values):
    """The largest relative change of each value when one argument changes by half an ulp."""
    worst = [mpf(0), mpf(0)]
    for index in range(len(arguments)):
        # A difference over 2^-30 of the ulp-sized step keeps the step linear.
        step = mpf(arguments[index]) * mpf(2) ** -53
        moved = [mpf(v) for v in arguments]
        moved[index] += step
        for tail, (now, then) in enumerate(zip(values, both(*moved))):
            worst[tail] = max(worst[tail], abs(then / now - 1))
    return worst


def main():
    check()
    random.seed(20261123)
    gammas, betas = [], []
    gammas += [(1.28e-6, 1.78e-5), (1e-10, 1e-3), (1e-8, 0.9), (1e-12, 2.0), (1e-5, 30.0), (0.02, 1.05), (0.9, 1.09)]
    for a in [0.7, 3.0, 25.5, 100.0, 255.0, 257.0, 1e3, 1e4, 1e6, 1e8, 1e10, 1e12, 1e14, 2.0**53]:
        for z in [-30.0, -6.0, -1.0, -1e-3, 0.0, 0.5, 4.0, 12.0, 35.0]:
            x = a + z * a**0.5
            if x > 0 and (z != 0.5 or a > 1e5):
                gammas.append((a, x))
    for a in [256.0, 300.0, 1000.0, 5000.0]:
        for share in [0.69, 0.71, 1.29, 1.31]:
            gammas.append((a, a * share))
    # A negative binomial's (size, count + 1, size/whole), then pairs of every size.
    for mean, size, k in [
        (1e8, 0.3, 1e9), (1e6, 0.5, 3e6), (1e8, 0.3, 1e6), (1e4, 1e-3, 1e5), (1e6, 1.0, 3e6), (1e6, 0.999, 1e7),
        (1e5, 1e-6, 1e6), (1e8, 0.3, 3e9), (20.0, 0.05, 400.0), (3.0, 0.4, 8.0), (3.0, 0.4, 30.0), (50.0, 0.9, 10.0),
    ]:
        betas.append((size, k + 1, size / (mean + size)))
    for a, b in [
        (1e8, 1e8), (1e8, 3e9), (1e10, 1e9), (1e12, 1e12), (2.0**52, 2.0**51), (1e5, 1e15), (2e3, 1e4), (999.0, 1e3),
        (600.0, 1e9), (30.0, 1e9), (1.5, 1e7), (2.0, 3.0), (5.0, 1e15), (1100.0, 1200.0), (1e4, 25.0),
    ]:
        mean, sd = a / (a + b), (a * b / (a + b) ** 2 / (a + b + 1)) ** 0.5
        for z in [-30.0, -6.0, -1.0, 1e-3, 2.0, 8.0, 33.0]:
            x = mean + z * sd
            if 0 < x < 1:
                betas.append((a, b, x))
    for a, b, x in [
        (0.5, 0.5, 0.6), (0.9, 0.8, 0.65), (0.75, 0.6, 0.72), (0.3, 0.4, 0.999), (1e-6, 3.0, 0.1), (1e-6, 1e-6, 0.4),
        (1e-10, 40.0, 1e-3), (1e-7, 16.5, 0.04), (0.6, 5.0, 0.13), (0.6, 5.0, 0.15), (0.999, 50.0, 0.3),
        (1e-4, 1e5, 3e-4), (0.2, 12.0, 0.98), (1.0000001, 0.99, 0.5), (0.5, 1e15, 1e-14), (0.5, 1.0000001, 0.9),
        (1e-3, 1e12, 2e-11),
    ]:
        betas.append((a, b, x))
        betas.append((b, a, 1 - x))
    rows = []
    for a, x in gammas:
        values = gamma_both(mpf(a), mpf(x))
        rows.append(("gamma", [a, x], values, sensitivity(gamma_both, [a, x], values)))
    for a, b, x in betas:
        both = lambda a, b, x: beta_both(a, b, x, 1 - x)
        values = both(mpf(a), mpf(b), mpf(x))
        rows.append(("beta", [a, b, x], values, sensitivity(both, [a, b, x], values)))
    print("// Written by incomplete_functions.py (mpmath 1.3.0, Python 3.11); not by hand.\n")
    print("/// Each line: the function, its arguments, then of the lower and the upper tail the value and its relative")
    print("/// change when one argument changes by half an ulp.")
    print("enum IncompleteFunctionAnswers {")
    print('  static let table = """')
    for name, arguments, values, changes in rows:
        cells = [name] + [repr(v) for v in arguments]
        for value, change in zip(values, changes):
            cells += [mp.nstr(value, 20), mp.nstr(change, 2)]
        print("    " + " ".join(cells))
    print('    """\n')
    print("  /// Each line: a law, its parameters, a count and its probability, of counts to 2⁵³.")
    print('  static let hugeCounts = """')
    for name, arguments, value in huge_counts():
        print("    " + " ".join([name] + [repr(v) for v in arguments] + [mp.nstr(value, 20)]))
    print('    """')
    print("}")


if __name__ == "__main__":
    main()
