# A script's own options by getopt(1), and data by way of /dev/stdin
# oracle: root
cat > /tmp/wire <<'SCRIPT'
#!/bin/bash
parsed=$(getopt -o hn:a:d:: -l help,name:,address:,delete:: -n wire -- "$@") || exit 2
eval set -- "$parsed"
name=eth0
while true; do
  case "$1" in
    -h | --help) echo "usage: wire [-n NAME] [-a ADDRESS] NETNS"; exit 0 ;;
    -n | --name) name=$2; shift 2 ;;
    -a | --address) address=$2; shift 2 ;;
    -d | --delete) echo "delete '${2:-all}'"; shift 2 ;;
    --) shift; break ;;
  esac
done
echo "netns '$1' name '$name' address '$address' more '$2'"
ip netns add "$1"
ip link add "$name" netns "$1" type veth peer name "up-$1"
[ -z "$address" ] || ip -n "$1" addr add "$address" dev "$name"
ip -n "$1" -4 -br addr show dev "$name" | sed 's/@.* / /'
SCRIPT
chmod +x /tmp/wire
/tmp/wire -n wan0 --addr 10.9.0.1/24 red
/tmp/wire blue --name=lan0 "two words"
/tmp/wire --help
/tmp/wire -d --delete=x -dy green
/tmp/wire -x
/tmp/wire --nothing
/tmp/wire --name
/tmp/wire --help=yes
getopt ab: -b it -a end
getopt -o a -l foo,far -- --fa --f "it's"
getopt -T
getopt
getopt -Q -o a -- -b
echo 10.9.0.2/24 | while read -r a; do ip -n blue addr add "$a" dev lan0; done < /dev/stdin
ip -n blue -4 -o addr show lan0 | awk '{print $4}'
echo '{"address": "10.9.0.3/24"}' | jq -r .address /dev/stdin
printf 'addr add 10.9.0.4/24 dev lan0\n' | ip -n blue -b /dev/stdin
cat /dev/stdin <<< "here"
