/** The options of `set -o` and `shopt`. */

export const SET_OPTIONS = {
  allexport: "a",
  braceexpand: "B",
  emacs: "",
  errexit: "e",
  errtrace: "E",
  functrace: "T",
  hashall: "h",
  histexpand: "H",
  history: "",
  ignoreeof: "",
  "interactive-comments": "",
  keyword: "k",
  monitor: "m",
  noclobber: "C",
  noexec: "n",
  noglob: "f",
  nolog: "",
  notify: "b",
  nounset: "u",
  onecmd: "t",
  physical: "P",
  pipefail: "",
  posix: "",
  privileged: "p",
  verbose: "v",
  vi: "",
  xtrace: "x",
} as const;

export type SetOption = keyof typeof SET_OPTIONS;
export type SetOptions = Record<SetOption, boolean>;

export const isSetOption = (name: string): name is SetOption => Object.hasOwn(SET_OPTIONS, name);

/** The option of a letter of `set -letter`. */
export function optionOfLetter(letter: string): SetOption | undefined {
  for (const [name, short] of Object.entries(SET_OPTIONS)) if (short === letter && isSetOption(name)) return name;
  return undefined;
}

export function initialOptions(interactive: boolean, almquist: boolean): SetOptions {
  const options = Object.fromEntries(Object.keys(SET_OPTIONS).map((name) => [name, false])) as SetOptions;
  if (almquist) {
    options.monitor = interactive;
    return options;
  }
  options.braceexpand = true;
  options.hashall = true;
  options["interactive-comments"] = true;
  if (interactive) {
    options.emacs = true;
    options.history = true;
    options.monitor = true;
  }
  return options;
}

/** What `$-` says, without the letters for the way the shell was started. */
export function optionLetters(options: SetOptions, restricted: boolean): string {
  const order = "abefhkmnprtuvxBCEHPT";
  const letters = Object.entries(SET_OPTIONS).filter(
    ([name, letter]) => letter !== "" && isSetOption(name) && options[name],
  );
  return letters
    .map(([, letter]) => letter as string)
    .concat(restricted ? ["r"] : [])
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .join("");
}

const SHOPTS = {
  autocd: false,
  assoc_expand_once: false,
  cdable_vars: false,
  cdspell: false,
  checkhash: false,
  checkjobs: false,
  checkwinsize: true,
  cmdhist: true,
  compat31: false,
  compat32: false,
  compat40: false,
  compat41: false,
  compat42: false,
  compat43: false,
  compat44: false,
  complete_fullquote: true,
  direxpand: false,
  dirspell: false,
  dotglob: false,
  execfail: false,
  expand_aliases: false,
  extdebug: false,
  extglob: false,
  extquote: true,
  failglob: false,
  force_fignore: true,
  globasciiranges: true,
  globskipdots: true,
  globstar: false,
  gnu_errfmt: false,
  histappend: false,
  histreedit: false,
  histverify: false,
  hostcomplete: true,
  huponexit: false,
  inherit_errexit: false,
  interactive_comments: true,
  lastpipe: false,
  lithist: false,
  localvar_inherit: false,
  localvar_unset: false,
  login_shell: false,
  mailwarn: false,
  no_empty_cmd_completion: false,
  nocaseglob: false,
  nocasematch: false,
  noexpand_translation: false,
  nullglob: false,
  patsub_replacement: true,
  progcomp: true,
  progcomp_alias: false,
  promptvars: true,
  restricted_shell: false,
  shift_verbose: false,
  sourcepath: true,
  varredir_close: false,
  xpg_echo: false,
} as const;

export type Shopt = keyof typeof SHOPTS;
export type Shopts = Record<Shopt, boolean>;

export const isShopt = (name: string): name is Shopt => Object.hasOwn(SHOPTS, name);
/** Where nobody can change them they are what the language has: aliases count in scripts, `set -e` in `$( )`. */
export const initialShopts = (interactive: boolean, almquist: boolean): Shopts => ({
  ...SHOPTS,
  expand_aliases: interactive || almquist,
  inherit_errexit: almquist,
});
