/** Deutsch: was eine Liste tut, in Worten. */
export const dePolicies = {
  "policy-from-all-accept": "Was irgendjemand schreibt, wird verteilt.",
  "policy-from-all-hold": "Jeder Beitrag wartet auf einen Verwalter.",
  "policy-from-all-reject": "Jeder Beitrag wird abgelehnt.",
  "policy-from-all-discard": "Jeder Beitrag wird verworfen, und niemand bekommt eine Antwort.",
  "policy-from-members-accept": "Was Mitglieder schreiben, wird verteilt.",
  "policy-from-members-hold": "Was Mitglieder schreiben, wartet auf einen Verwalter.",
  "policy-from-members-reject": "Was Mitglieder schreiben, wird abgelehnt.",
  "policy-from-members-discard":
    "Was Mitglieder schreiben, wird verworfen, und niemand bekommt eine Antwort.",
  "policy-from-others-accept": "Was andere schreiben, wird auch verteilt.",
  "policy-from-others-hold": "Was andere schreiben, wartet auf einen Verwalter.",
  "policy-from-others-reject": "Was andere schreiben, wird abgelehnt.",
  "policy-from-others-discard": "Was andere schreiben, wird verworfen, und niemand bekommt eine Antwort.",
  "policy-anonymous": "Nichts an dem, was hinausgeht, sagt, wer es geschrieben hat.",
  "policy-sign-no": "Niemand muss signieren: Wer geschrieben hat, sagt das From.",
  "policy-sign-yes":
    "Nur was ein Mitglied signiert hat ({ $families }), wird sofort verteilt; der Rest wartet auf einen Verwalter.",
  "policy-sign-force":
    "Nur was ein Mitglied signiert hat ({ $families }), wird verteilt; der Rest wird verworfen, und niemand bekommt eine Antwort.",
  "policy-unsigned-yes": "Was kein Mitglied signiert hat ({ $families }), wartet auch auf einen Verwalter.",
  "policy-unsigned-force":
    "Was kein Mitglied signiert hat ({ $families }), wird auf jeden Fall verworfen, und niemand bekommt eine Antwort.",
  "policy-opens-no": "Beiträge, die verschlüsselt kommen, gehen ungeöffnet weiter, wie sie kamen.",
  "policy-opens-no-sealing":
    "Beiträge, die verschlüsselt kommen, werden nicht geöffnet und wie alle anderen noch einmal verschlüsselt.",
  "policy-opens-no-signing":
    "Beiträge, die verschlüsselt kommen, werden nicht geöffnet: Keine Signatur in ihnen zählt.",
  "policy-opens-yes": "Beiträge dürfen mit dem Schlüssel der Liste verschlüsselt kommen ({ $families }).",
  "policy-opens-force":
    "Beiträge müssen mit dem Schlüssel der Liste verschlüsselt kommen ({ $families }); der Rest wird abgelehnt.",
  "policy-sends-no": "Mitglieder bekommen Beiträge unverschlüsselt.",
  "policy-sends-no-opened":
    "Mitglieder bekommen alle Beiträge unverschlüsselt, auch die, die verschlüsselt kamen: Unterwegs kann sie jeder lesen.",
  "policy-sends-yes":
    "Mitglieder bekommen Beiträge verschlüsselt, wenn sie einen Schlüssel gegeben haben ({ $families }), sonst unverschlüsselt.",
  "policy-sends-yes-opened":
    "Mitglieder bekommen Beiträge verschlüsselt, wenn sie einen Schlüssel gegeben haben ({ $families }), sonst unverschlüsselt, auch die, die verschlüsselt kamen.",
  "policy-sends-force":
    "Mitglieder bekommen Beiträge verschlüsselt ({ $families }), nie unverschlüsselt; wer keinen brauchbaren Schlüssel hat, bekommt den Hinweis, dass einer wartet.",
  "policy-sends-received":
    "Was verschlüsselt kam, geht verschlüsselt hinaus ({ $families }), nie unverschlüsselt; wer keinen brauchbaren Schlüssel hat, bekommt den Hinweis, dass ein Beitrag wartet. Was unverschlüsselt und signiert kam, behält die Signatur seines Autors unverändert.",
  "policy-sends-no-received": "Andere Beiträge gehen unverschlüsselt hinaus.",
  "policy-sends-yes-received":
    "Andere Beiträge gehen verschlüsselt an Mitglieder, die einen Schlüssel gegeben haben ({ $families }), sonst unverschlüsselt.",
  "policy-sends-force-received": "Auch alle anderen gehen verschlüsselt hinaus ({ $families }).",
  "policy-list-signs": "Die Liste signiert, was sie sendet ({ $families }).",
  "policy-cannot-sign":
    "Die Liste würde signieren, was sie sendet, hat aber keinen Schlüssel für { $family }: Sie sendet unsigniert.",
  "policy-cannot-open":
    "Die Liste hat keinen Schlüssel für { $family }: Was damit verschlüsselt kommt, lässt sich nicht öffnen.",
  "policy-keeps":
    "Der Server bewahrt jeden Beitrag auf, in einer Form, die er öffnen kann, bis ihn jemand löscht. Mitglieder bekommen frühere Beiträge per E-Mail.",
  "policy-keeps-days":
    "Der Server bewahrt jeden Beitrag auf, in einer Form, die er öffnen kann. Mitglieder bekommen frühere Beiträge per E-Mail. Tage, bis einer gelöscht wird: { $days }.",

  "family-openpgp": "OpenPGP",
  "family-smime": "S/MIME",
  "family-both": "OpenPGP oder S/MIME",

  "outcome-accept": "wird verteilt",
  "outcome-hold": "wartet: { $why }",
  "outcome-reject": "abgelehnt: { $why }",
  "outcome-discard": "verworfen: { $why }",
  "outcome-silent": "verworfen",
  "outcome-not-sealed": "nicht verschlüsselt",
  "outcome-not-signed": "nicht von einem Mitglied signiert",
  "outcome-nonmember": "kein Mitglied",
  "outcome-member-moderated": "ein Verwalter sieht es zuerst an",
  "outcome-member-refused": "Mitglieder dürfen nicht schreiben",
  "outcome-cannot-open": "lässt sich nicht öffnen",
  "outcome-clear-not-confirmed": "ginge unverschlüsselt hinaus",
  "outcome-other": "aus einem anderen Grund",

  "outcome-head-post": "ein Beitrag",
  "outcome-head-any-post": "jeder",
  "outcome-head-member": "ein Mitglied mit",
  "outcome-head-gets": "bekommt ihn",
  "outcome-head-came-in-clear": "was unverschlüsselt kam",
  "outcome-head-came-sealed": "was verschlüsselt kam",
  "outcome-unopened": "wie er kam, ungeöffnet",
  "mail-any": "ein Beitrag",
  "mail-plain": "unverschlüsselt",
  "mail-signed": "signiert",
  "mail-signed-in": "signiert ({ $family })",
  "mail-sealed": "verschlüsselt",
  "mail-sealed-in": "verschlüsselt ({ $family })",
  "mail-both": "signiert und verschlüsselt",
  "mail-both-in": "signiert und verschlüsselt ({ $family })",
  "mail-other-key": "mit einem anderen Schlüssel verschlüsselt",
  "mail-other-key-in": "mit einem anderen Schlüssel verschlüsselt ({ $family })",
  "sender-member": "von einem Mitglied",
  "sender-keyless": "von einem Mitglied ohne bekannten Schlüssel",
  "sender-outsider": "von jemand anderem",

  "copy-as-it-came": "wie er kam",
  "copy-clear": "unverschlüsselt",
  "copy-clear-signed": "unverschlüsselt, von der Liste signiert ({ $family })",
  "copy-sealed": "verschlüsselt ({ $family })",
  "copy-sealed-signed": "verschlüsselt und von der Liste signiert ({ $family })",
  "copy-notice": "ein Hinweis, dass ein Beitrag wartet",
  "keys-all": "jedes Mitglied",
  "keys-none": "ohne Schlüssel",
  "keys-openpgp": "OpenPGP-Schlüssel",
  "keys-smime": "Zertifikat",
  "keys-both": "beides",

  "preset-vanilla":
    "Eine gewöhnliche Mailingliste: Mitglieder schreiben, und alle bekommen, was sie geschrieben haben.",
  "preset-light":
    "Mitglieder, die einen Schlüssel gegeben haben, bekommen Beiträge damit verschlüsselt, die anderen unverschlüsselt. Die Liste selbst braucht keinen Schlüssel.",
  "preset-anti-spam":
    "Nur was ein Mitglied signiert hat, wird verteilt; der Rest wird verworfen. Die Liste selbst braucht keinen Schlüssel.",
  "preset-dissidents":
    "Jeder darf schreiben, mit dem Schlüssel der Liste verschlüsselt, und nichts sagt, wer es ist. Mitglieder bekommen Beiträge unverschlüsselt und brauchen keinen Schlüssel.",
  "preset-full":
    "Alles ist verschlüsselt und signiert, auf dem Weg hinein und hinaus. Jedes Mitglied braucht einen Schlüssel.",
  "preset-as-received":
    "Was verschlüsselt kommt, geht verschlüsselt hinaus, was unverschlüsselt kommt, unverschlüsselt, und Signaturen bleiben, wie sie sind.",
  "preset-sealed-posts":
    "Nur was mit dem Schlüssel der Liste verschlüsselt ist, wird angenommen; das hält Spam fern. Mitglieder bekommen Beiträge unverschlüsselt und brauchen keinen Schlüssel.",
};
