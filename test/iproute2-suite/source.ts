/**
 * The test suite that comes with iproute2's source: Debian's source package of the version that the simulator follows,
 * fetched by apt with a list of sources of its own and kept below node_modules. Nothing of it is part of the project.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

const VERSION = "6.1.0";
const CACHE = new URL(`../../node_modules/.cache/iproute2-${VERSION}/`, import.meta.url).pathname;
const SUITE = join(CACHE, "testsuite");

const SOURCES = `Types: deb-src
URIs: http://ARCHIVE/debian
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

/** The folder of the suite, or why it is not here. Asks Debian's archive only where `fetch` allows it. */
export async function findSuite(fetch: boolean): Promise<{ readonly folder: string } | { readonly missing: string }> {
  if (existsSync(SUITE)) {
    return { folder: SUITE };
  }
  if (!fetch) {
    return { missing: "iproute2's test suite is fetched only where NETNONE_REQUIRE asks for root" };
  }
  const work = mkdtempSync(join(tmpdir(), "iproute2-"));
  try {
    const sources = join(work, "debian.sources");
    writeFileSync(sources, SOURCES);
    mkdirSync(join(work, "lists", "partial"), { recursive: true });
    const options = [
      `Dir::Etc::sourcelist=${sources}`,
      "Dir::Etc::sourceparts=/dev/null",
      `Dir::State::lists=${join(work, "lists")}`,
      "Dir::Cache::srcpkgcache=",
      "Dir::Cache::pkgcache=",
      "APT::Sandbox::User=root",
    ].flatMap((option) => ["-o", option]);
    const apt = (...words: readonly string[]) =>
      execa("apt-get", [...options, "-q", ...words], { cwd: work, timeout: 120_000 });
    await apt("update");
    await apt("source", "--download-only", `iproute2=${VERSION}-3`);
    await execa(
      "tar",
      ["-xJf", `iproute2_${VERSION}.orig.tar.xz`, "--strip-components=1", `iproute2-${VERSION}/testsuite`],
      {
        cwd: work,
      },
    );
    mkdirSync(CACHE, { recursive: true });
    renameSync(join(work, "testsuite"), SUITE);
    return { folder: SUITE };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : String(error);
    return { missing: `iproute2's source package cannot be fetched: ${why}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
