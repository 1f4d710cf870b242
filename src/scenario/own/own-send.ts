/** Who may write to the list. */
import {
  allow,
  ANY,
  confirm,
  EDITOR,
  KNOWN,
  type OwnScenario,
  OWNER,
  PEOPLE,
  refuse,
  SIGNED,
  signedVariants,
  SUBSCRIBER,
  type Titles,
} from "./own-scenario.ts";
import { TITLES } from "./own-titles.ts";

const MULTIPART = "match([header->Content-Type],/multipart/)";
const ATTACHMENT = "match([header->Content-Type],/multipart\\/mixed/)";
/** Signed and sealed posts are multipart too; what they hold is not seen from outside. */
const WRAPPED = "match([header->Content-Type],/multipart\\/(signed|encrypted)/)";
const MODERATE = `true() ${ANY} -> editorkey`;

const PRIVATE: Titles = [
  "Members, moderators and owners",
  "Mitglieder, Moderatoren und Eigentümer",
  "Membres, modérateurs et propriétaires",
  "Miembros, moderadores y propietarios",
  "Leden, moderatoren en eigenaars",
];
const NEWSLETTER: Titles = [
  "Moderators only",
  "Nur Moderatoren",
  "Modérateurs seulement",
  "Solo moderadores",
  "Alleen moderatoren",
];
const OWNERS: Titles = [
  "Owners only",
  "Nur Eigentümer",
  "Propriétaires seulement",
  "Solo propietarios",
  "Alleen eigenaars",
];
const MODERATED: Titles = [
  "Moderated; moderators directly",
  "Moderiert; Moderatoren direkt",
  "Modérée; modérateurs directement",
  "Moderada; moderadores directamente",
  "Gemodereerd; moderatoren direct",
];

const VARIANTS: readonly OwnScenario[] = [
  ...signedVariants({ file: "send.private", titles: PRIVATE }, (by) => allow(PEOPLE, by), "send_subscriber"),
  ...signedVariants(
    { file: "send.newsletter", titles: NEWSLETTER },
    (by) => allow([EDITOR], by),
    "send_editor",
  ),
  ...signedVariants({ file: "send.owner", titles: OWNERS }, (by) => allow([OWNER], by), "send_owner"),
  ...signedVariants(
    { file: "send.public", titles: TITLES.everybody },
    (by) => allow(["true()"], by),
    "send_public",
  ),
  ...signedVariants(
    { file: "send.editorkey", titles: MODERATED },
    (by) => [...allow([EDITOR], by), MODERATE],
    null,
  ),
];

const OPEN: readonly OwnScenario[] = [
  { file: "send.public", titles: TITLES.everybody, rules: allow(["true()"], ANY) },
  {
    file: "send.public_nobcc",
    titles: [
      "Everybody, with the list in To or Cc",
      "Alle, mit der Liste in To oder Cc",
      "Tout le monde, avec la liste en To ou Cc",
      "Todo el mundo, con la lista en To o Cc",
      "Iedereen, met de lijst in To of Cc",
    ],
    rules: [`equal([is_bcc],'1') ${ANY} -> reject(reason='send_bcc')`, ...allow(["true()"], ANY)],
  },
  {
    file: "send.publickey",
    titles: TITLES.everybodyConfirmed,
    rules: confirm(["true()"]),
  },
  {
    file: "send.publicnoattachment",
    titles: [
      "Everybody; attachments are moderated",
      "Alle; Anhänge werden moderiert",
      "Tout le monde; pièces jointes modérées",
      "Todo el mundo; los adjuntos se moderan",
      "Iedereen; bijlagen worden gemodereerd",
    ],
    rules: [`${ATTACHMENT} ${ANY} -> editorkey`, ...allow(["true()"], ANY)],
  },
  {
    file: "send.publicnomultipart",
    titles: [
      "Everybody, with nothing attached",
      "Alle, ohne Anhänge",
      "Tout le monde, sans pièce jointe",
      "Todo el mundo, sin adjuntos",
      "Iedereen, zonder bijlagen",
    ],
    rules: [...allow([WRAPPED, `!${MULTIPART}`], ANY), refuse("send_multipart")],
  },
];

const MEMBERS: readonly OwnScenario[] = [
  { file: "send.private", titles: PRIVATE, rules: [...allow(PEOPLE, ANY), refuse("send_subscriber")] },
  {
    file: "send.confidential",
    titles: [
      "Members, moderators and owners; others get no answer",
      "Mitglieder, Moderatoren und Eigentümer; andere ohne Antwort",
      "Membres, modérateurs et propriétaires; pas de réponse aux autres",
      "Miembros, moderadores y propietarios; sin respuesta a los demás",
      "Leden, moderatoren en eigenaars; anderen krijgen geen antwoord",
    ],
    rules: [...allow(PEOPLE, ANY), `true() ${ANY} -> reject,quiet`],
  },
  {
    file: "send.privatekey",
    titles: TITLES.membersConfirmed,
    rules: [...confirm(PEOPLE), refuse("send_subscriber")],
  },
  {
    file: "send.privateorpublickey",
    titles: [
      "Members directly, others once confirmed",
      "Mitglieder direkt, andere nach Bestätigung",
      "Membres directement, les autres après confirmation",
      "Miembros directamente, los demás tras confirmar",
      "Leden direct, anderen na bevestiging",
    ],
    rules: [...allow(PEOPLE, ANY), ...confirm(["true()"])],
  },
  { file: "send.owner", titles: OWNERS, rules: [...allow([OWNER], ANY), refuse("send_owner")] },
  {
    file: "send.ownerauth",
    titles: TITLES.ownersConfirmed,
    rules: [...confirm([OWNER]), refuse("send_owner")],
  },
  {
    file: "send.closed",
    titles: TITLES.nobody,
    rules: [refuse("send_closed")],
  },
];

const MODERATION: readonly OwnScenario[] = [
  { file: "send.editorkey", titles: MODERATED, rules: [...allow([EDITOR], ANY), MODERATE] },
  {
    file: "send.editorkeyonly",
    titles: [
      "Moderated, moderators' posts too",
      "Moderiert, auch Beiträge der Moderatoren",
      "Modérée, même pour les modérateurs",
      "Moderada, también para los moderadores",
      "Gemodereerd, ook voor moderatoren",
    ],
    rules: [MODERATE],
  },
  {
    file: "send.editorkeyonlyauth",
    titles: [
      "Moderated; moderators once confirmed",
      "Moderiert; Moderatoren nach Bestätigung",
      "Modérée; modérateurs après confirmation",
      "Moderada; moderadores tras confirmar",
      "Gemodereerd; moderatoren na bevestiging",
    ],
    rules: [...confirm([EDITOR]), MODERATE],
  },
  { file: "send.newsletter", titles: NEWSLETTER, rules: [...allow([EDITOR], ANY), refuse("send_editor")] },
  {
    file: "send.newsletterkeyonly",
    titles: [
      "Moderators; unsigned posts of theirs are moderated",
      "Moderatoren; unsignierte Beiträge werden moderiert",
      "Modérateurs; leurs messages non signés sont modérés",
      "Moderadores; sus mensajes sin firma se moderan",
      "Moderatoren; berichten zonder handtekening worden gemodereerd",
    ],
    rules: [...allow([EDITOR], SIGNED), `${EDITOR} smtp,md5 -> editorkey`, refuse("send_editor")],
  },
  {
    file: "send.privateandeditorkey",
    titles: [
      "Members, moderated; moderators directly",
      "Mitglieder, moderiert; Moderatoren direkt",
      "Membres, avec modération; modérateurs directement",
      "Miembros, con moderación; moderadores directamente",
      "Leden, gemodereerd; moderatoren direct",
    ],
    rules: [
      ...allow([EDITOR], ANY),
      `${SUBSCRIBER} ${ANY} -> editorkey`,
      `${OWNER} ${ANY} -> editorkey`,
      refuse("send_subscriber"),
    ],
  },
  {
    file: "send.privateoreditorkey",
    titles: [
      "Members directly, others moderated",
      "Mitglieder direkt, andere moderiert",
      "Membres directement, les autres avec modération",
      "Miembros directamente, los demás con moderación",
      "Leden direct, anderen gemodereerd",
    ],
    rules: [...allow(PEOPLE, ANY), MODERATE],
  },
  {
    file: "send.privateandnomultipartoreditorkey",
    titles: [
      "Members directly with nothing attached, all else moderated",
      "Mitglieder direkt ohne Anhänge, alles andere moderiert",
      "Membres directement sans pièce jointe, le reste avec modération",
      "Miembros directamente sin adjuntos, lo demás con moderación",
      "Leden direct zonder bijlagen, al het andere gemodereerd",
    ],
    rules: [`${MULTIPART} ${ANY} -> editorkey`, ...allow(PEOPLE, ANY), MODERATE],
  },
  {
    file: "send.privatekeyandeditorkeyonly",
    titles: [
      "Members once confirmed, then moderated",
      "Mitglieder nach Bestätigung, dann moderiert",
      "Membres après confirmation, puis avec modération",
      "Miembros tras confirmar, luego con moderación",
      "Leden na bevestiging, daarna gemodereerd",
    ],
    rules: [
      ...confirm([EDITOR]),
      `${SUBSCRIBER} smtp -> request_auth`,
      `${SUBSCRIBER} ${KNOWN} -> editorkey`,
      refuse("send_subscriber"),
    ],
  },
];

export const OWN_SEND: readonly OwnScenario[] = [...OPEN, ...MEMBERS, ...MODERATION, ...VARIANTS];
