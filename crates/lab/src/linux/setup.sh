# Runs in the lab's own mount, process, network, IPC and host-name namespaces; everything mounted here is seen by the lab alone and
# ends with it. In the environment: TREE, LAB, NAME, REGISTRY_PROGRAM, REGISTRY_BASE (to read) or REGISTRY_DIRECTORY (to fill), and UNTIL,
# a command that ends when the lab has to; it may read the input.
set -eu

# /proc is still the machine's: this is the id by which the machine knows the process that is 1 in here.
read -r init rest </proc/self/stat
echo "$init" >"$LAB/engine/init.pid"

# The tree is shared by every lab of its generation, and stays as it was made.
mount -t overlay naru-lab -o "lowerdir=$TREE,upperdir=$LAB/tree/upper,workdir=$LAB/tree/work" "$LAB/root"
cd "$LAB/root"
mkdir -p lab registry machine
mount -t proc proc proc
# A sysfs of this network namespace (the engine looks for its bridges there), with the machine's cgroups.
mount -t sysfs sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs -o mode=755 tmpfs run
mount --bind "$LAB/engine" lab
if [ -n "$REGISTRY_BASE" ]; then
	mount -t overlay naru-registry \
		-o "lowerdir=$REGISTRY_BASE,upperdir=$LAB/registry/upper,workdir=$LAB/registry/work" registry
else
	mount --bind "$REGISTRY_DIRECTORY" registry
fi
touch usr/local/bin/docker-registry
mount --bind "$REGISTRY_PROGRAM" usr/local/bin/docker-registry

# What people bind into containers (`-v`) is where it is on the machine. The system's own directories are the tree's.
for directory in /*; do
	case $directory in
	/bin | /boot | /dev | /etc | /lab | /lib* | /lost+found | /machine | /opt | /proc | /registry | /run | /sbin | /sys | /usr | /var) continue ;;
	esac
	if [ -d "$directory" ] && [ ! -L "$directory" ]; then
		mkdir -p ".$directory"
		mount --rbind "$directory" ".$directory"
	fi
done

echo "naru-$NAME" >proc/sys/kernel/hostname
pivot_root . machine
# Process 1 of the namespace: takes in the processes that lost their parent, and when it ends the kernel ends all others.
# A shell gives what it starts in the background an empty input, unless it is told another by another number.
exec chroot . /bin/sh -c 'cd /; umount -l /machine; : >/lab/ready; exec 3<&0; $UNTIL <&3 >/dev/null & while kill -0 $! 2>/dev/null; do wait; done'
