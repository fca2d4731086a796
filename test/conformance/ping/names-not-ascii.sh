# Letters of any script make a name, other signs none
# oracle: root
ping -c 1 ✅
ping -c 1 é.x
ping -c 1 a✅.b
ping -c 1 'é b'
ping -c 1 é-
ping -c 1 é_
ping -c 1 é..x
ping -c 1 日本
ping -c 1 “x”
ping -c 1 a–b
ping -c 1 ½
ping -c 1 ｆｕｌｌ
ping -6 -c 1 ☃
arping -c 1 -I lo ✅
tracepath ☃.example
traceroute ✅
traceroute -s ✅ ::1
nc -z ✅ 80
ip route get ✅
