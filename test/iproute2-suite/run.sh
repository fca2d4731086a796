# Runs tests of iproute2's suite as its Makefile does, each in a network namespace of its own. Prints per test RS, its name, a
# newline, and what it found wrong. Arguments: the suite's folder, where the commands are, tests.
cd "$1" || exit
bin=$2
shift 2
export STD_OUT=$(mktemp) STD_ERR=$(mktemp) ERRF=$(mktemp)
export IP=$bin/ip BRIDGE=$bin/bridge TC=$bin/tc SS=$bin/ss DEV=lo
for test; do
  : >"$ERRF"
  # What a test does not look at itself may still have been refused.
  refused=$(unshare -n "tests/$test" 2>&1 >/dev/null | grep '^netnone: ')
  printf '\036%s\n' "$test"
  cat "$ERRF"
  echo "$refused"
done
rm -f "$STD_OUT" "$STD_ERR" "$ERRF"
