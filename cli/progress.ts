/** Says on stderr what takes long, where somebody is looking, and takes it back when it is done. */
export async function withProgress<T>(what: string, work: Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) {
    return work;
  }
  const timer = setTimeout(() => process.stderr.write(`netnone: ${what} ...`), 300);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    process.stderr.write("\r\u001b[K");
  }
}
