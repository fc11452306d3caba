export const REDACTED = '[redacted]';

const SECRET_KEY = /token|password|secret|code|authorization|deviceKey|cookie|ticket/i;
/** Words that hold `code` and are what an operator searches for. */
const HARMLESS_KEY = /^(status|error|exit|currency|country)_?code$/i;

export const isSecretKey = (key: string): boolean => SECRET_KEY.test(key) && !HARMLESS_KEY.test(key);

/** Each has a shape that stands out in any text; `$1` is what may stay. None may start with an open repetition: text is what strangers send. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]{5,}(?:\.[\w-]*)*/g, REDACTED],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${REDACTED}`],
  [/\b((?:[a-z]+:)?\/\/)[^\s/@:]*:[^\s/@]+@/gi, `$1${REDACTED}@`],
  [/((?:token|password|secret|deviceKey|device_key|ticket)["']?\s*[=:]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&,;})\]]+)/gi, `$1${REDACTED}`],
  [/([?&]code=|["']code["']\s*:\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&,;})\]]+)/gi, `$1${REDACTED}`],
];

/** The text without what must never stand in a log. */
export const redact = (text: string): string => SHAPES.reduce((left, [shape, put]) => left.replace(shape, put), text);
