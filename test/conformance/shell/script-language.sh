# Functions, loops, here-documents and substitutions around network commands.
# oracle: root
wire() {
  local name=$1 peer=$2
  ip link add "$name" type veth peer name "$peer" && ip link set "$name" up
}
for n in 1 2 3; do
  wire a$n b$n
done
wire a1 b1 || echo "status $?"
ip -br link | grep -c '^a'
names=$(ip -o link show type veth | cut -d: -f2 | tr -d ' ' | cut -d@ -f1 | sort)
echo $names
while read -r name rest; do
  echo "name=$name"
done <<END
$names
END
if ip link show nosuch >/dev/null 2>&1; then echo yes; else echo no; fi
ip link show nosuch 2>&1 | tr a-z A-Z
case $(ip -br link show a1) in a1@b1*) echo cable ;; *) echo other ;; esac
ping -c 1 127.0.0.1 >/dev/null & wait $!
echo "ping: $?"
nosuchcommand
echo $?
(ip link del a1; ip link show a1)
ip link show b1; echo "end $?"
exit 5
