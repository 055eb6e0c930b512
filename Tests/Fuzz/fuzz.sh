#!/usr/bin/env bash
# Runs a fuzzer on each family of inputs and prints one line per entry: `fuzz.sh PROGRAM [ENTRY…]`.
#
# RUNS      inputs per entry
# SECONDS_EACH  ends an entry earlier; 0 for never
# CORPUS    folder of the inputs that found new paths; a later run begins with them
# FINDINGS  folder of logs and of inputs that trapped, took over 5 s or needed over 512 MB; one ends its entry
set -euo pipefail
cd "$(dirname "$0")"
program=$1
shift
entries=("$@")
[ ${#entries[@]} -gt 0 ] || entries=(orders amazon-orders lists payments performance-json performance-xml \
  orders-api shipping tables encodings rules events decisions priors models sellers arguments)

scratch=$(mktemp -d)
# Inputs become files, best of all in memory.
HEADROOM_FUZZ_FOLDER=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
export HEADROOM_FUZZ_FOLDER SWIFT_BACKTRACE=enable=no
# Memory that was used once is used again, which spares most of the time of a small input.
export MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=1000000000
trap 'rm -rf "$scratch" "$HEADROOM_FUZZ_FOLDER"' EXIT
mkdir -p "$CORPUS" "$FINDINGS"

# The text between the quotes of an example in Swift.
example() { awk '/"""/ { inside = !inside; next } inside { sub(/^    /, ""); print }' "$1"; }
# A file without its comments.
short() { sed '/^ *#/d' "$1"; }

# The seeds of an entry into a folder: those kept here, and small parts of the files of the project.
seeds() {
  local sources=../../Sources
  mkdir -p "$2"
  [ ! -d "Seeds/$1" ] || cp Seeds/"$1"/* "$2"
  case $1 in
    orders) head -30 ../../notebooks-data/example/orders.csv > "$2/example.csv" ;;
    rules) short $sources/AccountHealth/Resources/rules.yaml | sed -n 1,120p > "$2/built-in.yaml" ;;
    events) short $sources/AccountHealth/Resources/events.yaml > "$2/built-in.yaml" ;;
    decisions)
      short $sources/Decisions/Resources/actions.yaml |
        awk -v folder="$2" '/^---$/ { n++; next } n < 12 { print > (folder "/action-" n ".yaml") }'
      short $sources/Decisions/Resources/enforcement.yaml > "$2/enforcement.yaml"
      example ../DecisionsTests/Files/DecisionFuzzTests.swift > "$2/scenario.yaml" ;;
    priors) tr -d ' \n' < $sources/Forecasting/Resources/priors.json > "$2/built-in.json" ;;
    models) example ../ModelFilesTests/ModelExample.swift | tr -s ' \n' ' ' > "$2/all.json" ;;
    sellers) example ../SynthesisTests/SellerExample.swift > "$2/all.yaml" ;;
  esac
}

# The words of the seeds as a dictionary, after the odd values.
words() {
  cat odd.dict
  cat "$1"/* | LC_ALL=C grep -aoE '[A-Za-z][A-Za-z_-]{2,24}' | sort -u | sed 's/.*/"&"/'
}

printf '%-17s %9s %9s %9s %6s %11s %8s\n' entry inputs per-s coverage traps slowest-ms peak-MB
found=0
for entry in "${entries[@]}"; do
  seeds "$entry" "$scratch/$entry"
  words "$scratch/$entry" > "$scratch/$entry.dict"
  mkdir -p "$CORPUS/$entry"
  log=$FINDINGS/$entry.log
  case $entry in decisions | priors | models) length=8192 ;; arguments) length=128 ;; *) length=4096 ;; esac
  traps=0
  HEADROOM_FUZZ_ENTRY=$entry "$program" -runs="$RUNS" -max_total_time="${SECONDS_EACH:-0}" -seed=1 -timeout=5 \
    -rss_limit_mb=512 -max_len=$length -len_control=0 -dict="$scratch/$entry.dict" -use_value_profile=0 \
    -artifact_prefix="$FINDINGS/$entry-" -print_final_stats=1 "$CORPUS/$entry" "$scratch/$entry" \
    >"$log" 2>&1 || traps=1
  awk -v entry="$entry" -v traps=$traps '
    / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") coverage = $(i + 1) }
    /^stat::number_of_executed_units/ { inputs = $2 }
    /^stat::average_exec_per_sec/ { speed = $2 }
    /^stat::slowest_unit_time_sec/ { seconds = $2 }
    /^stat::peak_rss_mb/ { peak = $2 }
    /^slowest_milliseconds/ { slowest = $2 }
    END {
      if (slowest == "") slowest = "about " seconds * 1000
      printf "%-17s %9d %9d %9d %6d %11s %8d\n", entry, inputs, speed, coverage, traps, slowest, peak
    }' "$log"
  if [ $traps -gt 0 ]; then
    found=1
    grep -aE 'Fatal error|^SUMMARY|Test unit written' "$log" | sed 's/^/  /' || true
  fi
done
exit $found
