/** Who becomes a member, and who leaves. */
import {
  allow,
  ANY,
  confirm,
  KNOWN,
  type OwnScenario,
  refuse,
  SIGNED,
  signedVariants,
  type Titles,
} from "./own-scenario.ts";
import { TITLES } from "./own-titles.ts";

const SUBSCRIBE: Titles = ["Who asks", "Wer darum bittet", "Sur demande", "Quien lo pida", "Wie erom vraagt"];
const LEAVE: Titles = [
  "Members themselves",
  "Mitglieder selbst",
  "Les membres eux-mêmes",
  "Los propios miembros",
  "Leden zelf",
];

/** Somebody else's membership is theirs to confirm. */
const FOR_OTHERS = `!equal([sender],[email]) ${ANY} -> request_auth([email])`;

/** Nothing changes for who is a member already: they are told what everybody is who joins. */
const IS_THERE = "is_subscriber([listname],[email])";
const IS_NOT_THERE = "!is_subscriber([listname],[email])";

/** How joining begins that is not confirmed by who joins. */
const JOINING = [FOR_OTHERS, ...allow([IS_THERE], ANY)] as const;

/** Asked for as who it is about, and confirmed. */
const SELF = [FOR_OTHERS, ...confirm(["true()"])] as const;

const ROWS: readonly OwnScenario[] = [
  {
    file: "subscribe.open",
    titles: TITLES.everybody,
    rules: [FOR_OTHERS, ...allow(["true()"], ANY)],
  },
  {
    file: "subscribe.open_notify",
    titles: TITLES.everybodyOwnersTold,
    rules: [FOR_OTHERS, `true() ${ANY} -> do_it,notify`],
  },
  {
    file: "subscribe.open_quiet",
    titles: [
      "Everybody, without a welcome",
      "Alle, ohne Begrüßung",
      "Tout le monde, sans message de bienvenue",
      "Todo el mundo, sin bienvenida",
      "Iedereen, zonder welkom",
    ],
    rules: [FOR_OTHERS, `true() ${ANY} -> do_it,quiet`],
  },
  {
    file: "subscribe.auth",
    titles: TITLES.everybodyConfirmed,
    rules: SELF,
  },
  {
    file: "subscribe.auth_notify",
    titles: TITLES.everybodyConfirmedOwnersTold,
    rules: [FOR_OTHERS, "true() smtp -> request_auth", `true() ${KNOWN} -> do_it,notify`],
  },
  {
    file: "subscribe.auth_owner",
    titles: TITLES.everybodyConfirmedOwnersDecide,
    rules: [
      FOR_OTHERS,
      "true() smtp -> request_auth",
      ...allow([IS_THERE], KNOWN),
      `true() ${KNOWN} -> owner`,
    ],
  },
  {
    file: "subscribe.owner",
    titles: TITLES.ownersDecide,
    rules: [...JOINING, `true() ${ANY} -> owner`],
  },
  {
    file: "subscribe.smimeorowner",
    titles: [
      "Signed by S/MIME at once, else the owners decide",
      "Mit S/MIME-Signatur sofort, sonst entscheiden die Eigentümer",
      "Avec signature S/MIME tout de suite, sinon les propriétaires décident",
      "Con firma S/MIME al momento; si no, deciden los propietarios",
      "Met S/MIME-handtekening meteen, anders beslissen de eigenaars",
    ],
    rules: [...JOINING, `true() smime -> do_it`, `true() ${ANY} -> owner`],
  },
  {
    file: "subscribe.pgporowner",
    titles: [
      "Signed by OpenPGP at once, else the owners decide",
      "Mit OpenPGP-Signatur sofort, sonst entscheiden die Eigentümer",
      "Avec signature OpenPGP tout de suite, sinon les propriétaires décident",
      "Con firma OpenPGP al momento; si no, deciden los propietarios",
      "Met OpenPGP-handtekening meteen, anders beslissen de eigenaars",
    ],
    rules: [...JOINING, `true() pgp -> do_it`, `true() ${ANY} -> owner`],
  },
  {
    file: "subscribe.signedorowner",
    titles: [
      "Signed at once, else the owners decide",
      "Signiert sofort, sonst entscheiden die Eigentümer",
      "Avec signature tout de suite, sinon les propriétaires décident",
      "Con firma al momento; si no, deciden los propietarios",
      "Ondertekend meteen, anders beslissen de eigenaars",
    ],
    rules: [...JOINING, `true() ${SIGNED} -> do_it`, `true() ${ANY} -> owner`],
  },
  {
    file: "subscribe.intranet",
    titles: TITLES.ownNetwork,
    rules: [...JOINING, `verify_netmask('192.0.2.0/24') ${ANY} -> do_it`, refuse("subscribe_closed")],
  },
  {
    file: "subscribe.intranetorowner",
    titles: [
      "From one's own network (set the file's net); the owners decide",
      "Aus dem eigenen Netz (Netz in der Datei einsetzen); die Eigentümer entscheiden",
      "Depuis son propre réseau (à indiquer dans le fichier); les propriétaires décident",
      "Desde la red propia (indíquela en el archivo); los propietarios deciden",
      "Vanuit het eigen netwerk (zet het net in het bestand); de eigenaars beslissen",
    ],
    rules: [...JOINING, `verify_netmask('192.0.2.0/24') ${ANY} -> do_it`, `true() ${ANY} -> owner`],
  },
  {
    file: "subscribe.smime",
    titles: [
      "Who asks, with an S/MIME signature",
      "Wer darum bittet, mit S/MIME-Signatur",
      "Sur demande, avec signature S/MIME",
      "Quien lo pida, con firma S/MIME",
      "Wie erom vraagt, met S/MIME-handtekening",
    ],
    rules: [...JOINING, ...allow(["true()"], "smime"), refuse("subscribe_smime")],
  },
  {
    file: "subscribe.pgp",
    titles: [
      "Who asks, with an OpenPGP signature",
      "Wer darum bittet, mit OpenPGP-Signatur",
      "Sur demande, avec signature OpenPGP",
      "Quien lo pida, con firma OpenPGP",
      "Wie erom vraagt, met OpenPGP-handtekening",
    ],
    rules: [...JOINING, ...allow(["true()"], "pgp"), refuse("subscribe_pgp")],
  },
  {
    file: "subscribe.signed",
    titles: [
      "Who asks, signed",
      "Wer darum bittet, signiert",
      "Sur demande, avec signature",
      "Quien lo pida, con firma",
      "Wie erom vraagt, ondertekend",
    ],
    rules: [...JOINING, ...allow(["true()"], SIGNED), refuse("subscribe_signed")],
  },
  {
    file: "subscribe.closed",
    titles: TITLES.nobody,
    rules: [refuse("subscribe_closed")],
  },
  {
    file: "unsubscribe.open",
    titles: TITLES.everybody,
    rules: [FOR_OTHERS, ...allow(["true()"], ANY)],
  },
  {
    file: "unsubscribe.open_notify",
    titles: TITLES.everybodyOwnersTold,
    rules: [FOR_OTHERS, `true() ${ANY} -> do_it,notify`],
  },
  {
    file: "unsubscribe.auth",
    titles: TITLES.everybodyConfirmed,
    rules: SELF,
  },
  {
    file: "unsubscribe.auth_notify",
    titles: TITLES.everybodyConfirmedOwnersTold,
    rules: [FOR_OTHERS, "true() smtp -> request_auth", `true() ${KNOWN} -> do_it,notify`],
  },
  {
    file: "unsubscribe.auth_owner",
    titles: TITLES.everybodyConfirmedOwnersDecide,
    rules: [
      FOR_OTHERS,
      "true() smtp -> request_auth",
      ...allow([IS_NOT_THERE], KNOWN),
      `true() ${KNOWN} -> owner`,
    ],
  },
  {
    file: "unsubscribe.owner",
    titles: TITLES.ownersDecide,
    rules: [
      FOR_OTHERS,
      ...allow([IS_NOT_THERE], ANY),
      ...confirm(["is_owner([listname],[email])"]),
      `true() ${ANY} -> owner`,
    ],
  },
  {
    file: "unsubscribe.closed",
    titles: TITLES.nobody,
    rules: [refuse("unsub_closed")],
  },
];

const VARIANTS: readonly OwnScenario[] = [
  ...signedVariants(
    { file: "subscribe.auth", titles: SUBSCRIBE },
    (by) => allow(["equal([sender],[email])"], by),
    "subscribe",
  ),
  ...signedVariants(
    { file: "unsubscribe.auth", titles: LEAVE },
    (by) => allow(["equal([sender],[email])"], by),
    "unsub",
  ),
];

export const OWN_MEMBERSHIP: readonly OwnScenario[] = [...ROWS, ...VARIANTS];
