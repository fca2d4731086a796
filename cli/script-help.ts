/** What `netnone run --help` says besides its options. */
export const RUN_HELP = `
In the simulator a script finds the files of its own folder and below it where they are on this machine, to source, run or
read them ("source ./lib.sh", "./other.sh"), and nothing else of this machine: not what is above its folder, nor what links
in it lead to. --files adds folders, for a library elsewhere or for commands given with -c. What the script writes stays in
the simulator. It starts in the present directory where that is one of these folders or above one, else in its home.`;
