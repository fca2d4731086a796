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

/** The archive that this machine has Debian 12 from, as a source of source packages; undefined where it has none. */
async function archive(): Promise<string | undefined> {
  const listed = await execa("apt-get", ["indextargets", "--format", "$(REPO_URI)", ...TARGET], { reject: false });
  const uri = listed.stdout.split("\n")[0]?.trim();
  return uri ? `Types: deb-src\nURIs: ${uri}\nSuites: bookworm\nComponents: main\nSigned-By: ${KEYRING}\n` : undefined;
}
const TARGET = ["Created-By: Packages", "Release: bookworm", "Component: main"];
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The folder of the suite, or why it is not here. Asks Debian's archive only where `fetch` allows it. */
export async function findSuite(fetch: boolean): Promise<{ readonly folder: string } | { readonly missing: string }> {
  if (existsSync(SUITE)) {
    return { folder: SUITE };
  }
  if (!fetch) {
    return { missing: "iproute2's test suite is fetched only where NETNONE_REQUIRE asks for root" };
  }
  const source = await archive();
  if (source === undefined) {
    return { missing: "iproute2's test suite comes from Debian 12's archive, which this machine's apt does not know" };
  }
  const work = mkdtempSync(join(tmpdir(), "iproute2-"));
  try {
    const sources = join(work, "debian.sources");
    writeFileSync(sources, source);
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
