/** Prompt strings (bash(1), PROMPTING): the backslash escapes of PS1, PS2, PS4 and `${x@P}`. Times are the world's clock. */
import { formatTime } from "../../time/strftime.ts";
import { zoneOf } from "../../time/zone.ts";
import type { Shell } from "../shell.ts";

export function expandPrompt(shell: Shell, text: string): string {
  return text.replace(/\\(\[|\]|[0-7]{3}|D\{[^}]*\}|[\s\S])/g, (whole, code: string) => {
    switch (code) {
      case "u":
        return shell.host.user.name;
      case "h":
        return shell.host.hostname.split(".")[0] ?? "";
      case "H":
        return shell.host.hostname;
      case "w":
      case "W": {
        const home = shell.parameters.scalar("HOME") ?? "";
        if (shell.cwd === home) return "~";
        if (code === "W") return shell.cwd === "/" ? "/" : (shell.cwd.split("/").at(-1) ?? "");
        return home !== "" && home !== "/" && shell.cwd.startsWith(`${home}/`)
          ? `~${shell.cwd.slice(home.length)}`
          : shell.cwd;
      }
      case "$":
        return shell.host.user.uid === 0 ? "#" : "$";
      case "n":
        return "\n";
      case "r":
        return "\r";
      case "a":
        return "\x07";
      case "e":
        return "\x1b";
      case "s":
        return shell.argumentZero.split("/").at(-1) ?? "";
      case "v":
        return "5.2";
      case "V":
        return "5.2.15";
      case "j":
        return String(shell.jobs.list.length);
      case "l":
        return shell.files.get(0)?.path.split("/").at(-1) ?? "";
      case "!":
      case "#":
        return String(shell.commandNumber);
      case "\\":
        return "\\";
      case "[":
      case "]":
        return "";
      case "t":
        return clock(shell, "%T");
      case "A":
        return clock(shell, "%R");
      default:
        return /^[0-7]{3}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : whole;
    }
  });
}

/** The present time as clocks show it where TZ says. */
function clock(shell: Shell, format: string): string {
  return formatTime(format, Math.floor(shell.nowMicros() / 1e6), 0, zoneOf(shell.parameters.scalar("TZ")));
}
