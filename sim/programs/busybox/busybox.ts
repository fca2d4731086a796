/** `busybox APPLET ...` of an image (libbb/appletlib.c). Absent (refused by name): the list of all applets and its help. */
import { changedContext, type Program } from "../../program.ts";

const NOT_FOUND = 127;

/** The program of an image that has these applets. */
export function busyboxWith(applets: ReadonlyMap<string, Program>): Program {
  return {
    name: "busybox",
    path: "/bin/busybox",
    summary: "many small programs in one",
    async run(context) {
      const [, name, ...rest] = context.argv;
      if (name === undefined || name.startsWith("--")) {
        await context.stderr.write(`netnone: busybox: ${name ?? "its help"} is not modelled\n`);
        return 3;
      }
      const applet = applets.get(name);
      if (applet) return applet.run(changedContext(context, { argv: [name, ...rest] }));
      await context.stderr.write(`${name}: applet not found\n`);
      return NOT_FOUND;
    },
  };
}
