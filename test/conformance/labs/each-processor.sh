# A script counts the processors by /sys as by nproc
# oracle: root
online=$(cat /sys/devices/system/cpu/online)
[ ${online#*-} = $(($(nproc) - 1)) ] && echo as many
for c in $(seq 0 ${online#*-}); do echo; done | wc -l | xargs test 0 -lt && echo some
cat /sys/devices/system/cpu/present | cmp - /sys/devices/system/cpu/online && echo all
sh -c 'echo 1 > /sys/devices/system/cpu/present'
