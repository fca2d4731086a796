/** Asking before something is done to a file, as cp, mv and rm do (yesno of gnulib). */
import type { ProcessContext } from "../../../program.ts";

/** Whether a line that begins with `y` comes back for `PROGRAM: QUESTION? `; the end of the input is a no. */
export async function confirm(context: ProcessContext, question: string): Promise<boolean> {
  await context.stderr.write(`${context.argv[0]?.split("/").at(-1)}: ${question}? `);
  let answer = "";
  while (!answer.includes("\n")) {
    const chunk = await context.stdin.read(context.self.signals);
    if (chunk === null) break;
    answer += chunk;
  }
  const end = answer.indexOf("\n") + 1;
  if (end > 0 && end < answer.length) context.stdin.unread?.(answer.slice(end));
  return /^[yY]/.test(answer);
}
