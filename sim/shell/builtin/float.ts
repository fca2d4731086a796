/** Floating-point conversions of printf(3). */

export function formatFloat(value: number, letter: string, flags: string, precision: number | undefined): string {
  const lower = letter.toLowerCase();
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  let text: string;
  if (!Number.isFinite(value)) text = Number.isNaN(value) ? "nan" : "inf";
  else if (lower === "f") text = fixed(magnitude, precision ?? 6);
  else if (lower === "e") text = exponential(magnitude, precision ?? 6);
  else if (lower === "g") text = general(magnitude, precision ?? 6, flags.includes("#"));
  else text = hexadecimal(magnitude, precision);
  if (letter !== lower) text = text.toUpperCase();
  return (negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") + text;
}

function fixed(value: number, precision: number): string {
  if (value < 1e21 && precision <= 100)
    return toEven(value.toFixed(precision), value.toFixed(Math.min(100, precision + 30)));
  const whole = BigInt(Math.trunc(value)).toString();
  return precision === 0 ? whole : `${whole}.${"0".repeat(precision)}`;
}

function exponential(value: number, precision: number): string {
  const digits = Math.min(precision, 100);
  const text = toEven(value.toExponential(digits), value.toExponential(Math.min(100, digits + 30)));
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/** What lies halfway goes to the even digit, as C rounds: `rounded` went up, `exact` tells that it was halfway. */
function toEven(rounded: string, exact: string): string {
  const [digits = "", exponent] = rounded.split("e");
  const [all = "", exactExponent] = exact.split("e");
  const kept = all.slice(
    0,
    digits.includes(".") ? digits.length : all.indexOf(".") < 0 ? all.length : all.indexOf("."),
  );
  const rest = all.slice(kept.length).replace(".", "");
  if (exponent !== exactExponent || kept.length !== digits.length || !/^50*$/.test(rest)) return rounded;
  if (/[13579]$/.test(kept)) return rounded;
  return exponent === undefined ? kept : `${kept}e${exponent}`;
}

function general(value: number, precision: number, keep: boolean): string {
  const digits = Math.min(100, precision === 0 ? 1 : precision);
  if (value === 0) return "0";
  const exponent = Number(value.toExponential(digits - 1).split("e")[1]);
  let text = exponent < -4 || exponent >= digits ? exponential(value, digits - 1) : fixed(value, digits - 1 - exponent);
  if (!keep && text.includes(".")) text = text.replace(/\.?0+(e|$)/, "$1");
  return text;
}

/** As the x87's 80 bits print: the leading digit is 8 to f. */
function hexadecimal(value: number, precision: number | undefined): string {
  if (value === 0) return "0x0p+0";
  let exponent = Math.floor(Math.log2(value)) - 3;
  let mantissa = value / 2 ** exponent;
  if (mantissa >= 16) {
    mantissa /= 2;
    exponent++;
  }
  let digits = "";
  let rest = mantissa - Math.floor(mantissa);
  for (let i = 0; i < (precision ?? 15) && (precision !== undefined || rest > 0); i++) {
    rest *= 16;
    digits += Math.floor(rest).toString(16);
    rest -= Math.floor(rest);
  }
  const lead = Math.floor(mantissa).toString(16);
  return `0x${lead}${digits === "" ? "" : `.${digits}`}p${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}
