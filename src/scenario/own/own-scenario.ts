/** The shape of a named scenario that comes with the server, and how its file is written out. */
import { type Language, LANGUAGES } from "#base";

/** One for each language that the texts of scenarios are written in. */
export type Titles = readonly [en: string, de: string, fr: string, es: string, nl: string];

/** Their places. A language that is not among them has no titles of its own: its readers see the English ones. */
const PLACES: Readonly<Partial<Record<Language, number>>> = { en: 0, de: 1, fr: 2, es: 3, nl: 4 };

export interface OwnScenario {
  /** `send.private` */
  readonly file: string;
  readonly titles: Titles;
  /** `CONDITION METHODS -> ACTION`, a line each. */
  readonly rules: readonly string[];
}

export function scenarioText({ titles, rules }: OwnScenario): string {
  const heads = LANGUAGES.flatMap((language) => {
    const title = titles[PLACES[language] ?? titles.length];
    return title === undefined ? [] : [`title.${language} ${title}`];
  });
  return `${[...heads, "", ...rules].join("\n")}\n`;
}

/** Whatever way the request came. */
export const ANY = "smtp,md5,smime,pgp";
/** Not by a From field alone: confirmed, logged in, or signed. */
export const KNOWN = "md5,smime,pgp";
/** Signed, in either scheme. */
export const SIGNED = "smime,pgp";

export const SUBSCRIBER = "is_subscriber([listname],[sender])";
export const OWNER = "is_owner([listname],[sender])";
export const EDITOR = "is_editor([listname],[sender])";
export const LISTMASTER = "is_listmaster([sender])";
/** Those whom a list is about. */
export const PEOPLE = [SUBSCRIBER, EDITOR, OWNER] as const;

export function allow(conditions: readonly string[], methods: string): readonly string[] {
  return conditions.map((condition) => `${condition} ${methods} -> do_it`);
}

/** A `From` has to be confirmed; whoever is known by more gets through. */
export function confirm(conditions: readonly string[], reply = "request_auth"): readonly string[] {
  return conditions.flatMap((condition) => [
    `${condition} smtp -> ${reply}`,
    `${condition} ${KNOWN} -> do_it`,
  ]);
}

export function refuse(reason: string): string {
  return `true() ${ANY} -> reject(reason='${reason}')`;
}

interface Variant {
  readonly suffix: string;
  readonly methods: string;
  readonly titles: Titles;
}

const VARIANTS: readonly Variant[] = [
  {
    suffix: "smime",
    methods: "smime",
    titles: [
      "with an S/MIME signature",
      "mit S/MIME-Signatur",
      "avec signature S/MIME",
      "con firma S/MIME",
      "met S/MIME-handtekening",
    ],
  },
  {
    suffix: "pgp",
    methods: "pgp",
    titles: [
      "with an OpenPGP signature",
      "mit OpenPGP-Signatur",
      "avec signature OpenPGP",
      "con firma OpenPGP",
      "met OpenPGP-handtekening",
    ],
  },
  {
    suffix: "signed",
    methods: SIGNED,
    titles: ["signed", "signiert", "avec signature", "con firma", "ondertekend"],
  },
];

/** The scenario for who signs by S/MIME, by OpenPGP, and by either; `reason` gets the suffix too. */
export function signedVariants(
  base: Pick<OwnScenario, "file" | "titles">,
  rules: (methods: string) => readonly string[],
  reason: string | null,
): readonly OwnScenario[] {
  return VARIANTS.map(({ suffix, methods, titles }) => ({
    file: `${base.file}_${suffix}`,
    titles: base.titles.map((title, index) => `${title}, ${titles[index]}`) as unknown as Titles,
    rules: [...rules(methods), ...(reason === null ? [] : [refuse(`${reason}_${suffix}`)])],
  }));
}
