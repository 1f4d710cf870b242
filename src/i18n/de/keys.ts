/** Deutsch: wie man einer Liste seinen Schlüssel gibt und so signiert, dass es zählt; und was abläuft. */
export const deKeys = {
  "waiting-do":
    "So geht es weiter: Senden Sie den Verwaltern, { $owner }, Ihren öffentlichen OpenPGP-Schlüssel oder eine Nachricht, die mit Ihrem Zertifikat signiert ist. Sie ordnen ihn Ihrer Adresse zu.",
  "waiting-do-ca":
    "So geht es weiter: Senden Sie eine Nachricht mit der Zeile VERIFY, signiert mit Ihrem Zertifikat, an { $request }. Vertraut die Liste der Stelle, die es ausgestellt hat, so ist es von da an bekannt. Sonst, oder wenn Sie einen OpenPGP-Schlüssel haben, schreiben Sie an die Verwalter, { $owner }: Sie ordnen ihn Ihrer Adresse zu.",
  "waiting-do-openpgp":
    "So geht es weiter: Senden Sie Ihren öffentlichen OpenPGP-Schlüssel an die Verwalter, { $owner }. Sie ordnen ihn Ihrer Adresse zu.",
  "waiting-do-smime":
    "So geht es weiter: Senden Sie den Verwaltern, { $owner }, eine Nachricht, die mit Ihrem Zertifikat signiert ist. Sie ordnen es Ihrer Adresse zu.",
  "waiting-do-smime-ca":
    "So geht es weiter: Senden Sie eine Nachricht mit der Zeile VERIFY, signiert mit Ihrem Zertifikat, an { $request }. Vertraut die Liste der Stelle, die es ausgestellt hat, so ist es von da an bekannt. Sonst entscheiden die Verwalter, { $owner }.",

  "expiry-subject-soon": "Ihr Schlüssel läuft bald ab",
  "expiry-subject-expired": "Ihr Schlüssel ist abgelaufen",
  "expiry-1": "An diesem Schlüssel erkennt { $list } Sie:",
  "expiry-key-openpgp-soon": "OpenPGP-Schlüssel { $fingerprint }: läuft am { $date } ab",
  "expiry-key-openpgp-expired": "OpenPGP-Schlüssel { $fingerprint }: ist am { $date } abgelaufen",
  "expiry-key-smime-soon": "Zertifikat { $fingerprint }: läuft am { $date } ab",
  "expiry-key-smime-expired": "Zertifikat { $fingerprint }: ist am { $date } abgelaufen",
  "expiry-then-soon":
    "Bis dahin ändert sich nichts. Danach verschlüsselt die Liste nichts mehr mit ihm, und was Sie mit ihm signieren, zählt nicht.",
  "expiry-then-expired":
    "Die Liste verschlüsselt nichts mehr mit ihm, und was Sie mit ihm signieren, zählt nicht.",
  "expiry-do-openpgp":
    "So geht es weiter: Geben Sie Ihrem Schlüssel in Ihrem Mailprogramm ein späteres Ablaufdatum, und hängen Sie den öffentlichen Schlüssel an eine signierte Nachricht an { $request }. Derselbe Schlüssel mit späterem Datum wird sofort übernommen. Ein neuer Schlüssel geht an die Verwalter, { $owner }, die ihn Ihrer Adresse zuordnen.",
  "expiry-do-smime":
    "So geht es weiter: Holen Sie sich ein neues Zertifikat, wo Sie dieses bekommen haben, und senden Sie den Verwaltern, { $owner }, eine damit signierte Nachricht. Sie ordnen es Ihrer Adresse zu.",
  "expiry-do-smime-ca":
    "So geht es weiter: Holen Sie sich ein neues Zertifikat, wo Sie dieses bekommen haben, und signieren Sie damit Ihre nächste Nachricht an die Liste oder eine mit der Zeile VERIFY an { $request }. Es wird sofort übernommen. Wenn Sie eine Frage haben: { $owner }",

  "expiry-owners-subject": "Schlüssel, die ablaufen: { $list }",
  "expiry-owners-1": "Diese Schlüssel von { $list } laufen bald ab oder sind abgelaufen:",
  "expiry-owners-member": "{ $who }: { $key }",
  "expiry-owners-own": "Die Liste selbst: { $key }",
  "expiry-owners-more": "und { $count } weitere",
  "expiry-owners-told": "Jedes Mitglied, um dessen Schlüssel es geht, hat es erfahren, und was zu tun ist.",
  "expiry-owners-do": "Wenn ein neuer Schlüssel kommt: conclave key import { $list } --member ADRESSE DATEI",
  "expiry-owners-do-own":
    "Die Liste selbst braucht einen neuen Schlüssel: conclave key rotate { $list } --scheme { $scheme }",

  "do-not-signed":
    "Schalten Sie in Ihrem Programm „Signieren“ ein, verwenden Sie den Schlüssel, den die Verwalter als Ihren kennen, und senden Sie sie noch einmal.",
  "do-not-signed-ca":
    "Schalten Sie in Ihrem Programm „Signieren“ ein, verwenden Sie Ihr Zertifikat einer Stelle, der die Liste vertraut, oder den Schlüssel, den die Verwalter als Ihren kennen, und senden Sie sie noch einmal.",
  "do-scenario-refused-signed":
    "Schalten Sie in Ihrem Programm „Signieren“ ein, verwenden Sie den Schlüssel, den die Verwalter als Ihren kennen, und senden Sie sie noch einmal.",
  "do-scenario-refused-signed-ca":
    "Schalten Sie in Ihrem Programm „Signieren“ ein, verwenden Sie Ihr Zertifikat einer Stelle, der die Liste vertraut, oder den Schlüssel, den die Verwalter als Ihren kennen, und senden Sie sie noch einmal.",
  "sign-do-expired":
    "Holen Sie sich ein neues Zertifikat oder einen neuen Schlüssel, oder verlängern Sie Ihren Schlüssel, geben Sie ihn den Verwaltern, { $owner }, und senden Sie Ihre Nachricht damit signiert noch einmal.",
  "sign-do-expired-ca":
    "Holen Sie sich ein neues Zertifikat einer Stelle, der die Liste vertraut, oder verlängern Sie Ihren OpenPGP-Schlüssel und geben Sie ihn den Verwaltern, { $owner }. Dann senden Sie Ihre Nachricht damit signiert noch einmal.",
  "sign-do-revoked":
    "Holen Sie sich ein neues Zertifikat oder einen neuen Schlüssel, geben Sie ihn den Verwaltern, { $owner }, und senden Sie Ihre Nachricht damit signiert noch einmal.",
  "sign-do-revoked-ca":
    "Holen Sie sich ein neues Zertifikat einer Stelle, der die Liste vertraut, oder geben Sie den Verwaltern, { $owner }, einen neuen OpenPGP-Schlüssel. Dann senden Sie Ihre Nachricht damit signiert noch einmal.",
  "sign-do-untrusted":
    "Holen Sie sich ein Zertifikat einer Stelle, der die Liste vertraut, oder geben Sie Ihres den Verwaltern, { $owner }, die es Ihrer Adresse zuordnen können, und senden Sie Ihre Nachricht noch einmal.",
  "sign-do-purpose":
    "Holen Sie sich ein neues Zertifikat, das für E-Mail bestimmt ist (emailProtection), geben Sie es den Verwaltern, { $owner }, und senden Sie Ihre Nachricht damit signiert noch einmal.",
  "sign-do-purpose-ca":
    "Holen Sie sich von einer Stelle, der die Liste vertraut, ein neues Zertifikat, das für E-Mail bestimmt ist (emailProtection), und senden Sie Ihre Nachricht damit signiert noch einmal. Wenn Sie eine Frage haben: { $owner }",

  "archive-subject": "{ $list }: was Sie angefordert haben",
  "archive-1": "Sie haben Beiträge von { $list } angefordert. Angehängt sind: { $numbers }",
  "archive-post": "Beitrag { $number }, { $date }",
  "archive-gone":
    "Die Beiträge von { $list }, die Sie angefordert haben, werden nicht mehr aufbewahrt: Es ist nichts angehängt. Welche es gibt, sagt INDEX.",
  "archive-no-key":
    "Sie haben Beiträge von { $list } angefordert. Sie gehen verschlüsselt hinaus oder gar nicht, und wir haben keinen Schlüssel von Ihnen, mit dem wir verschlüsseln könnten. Geben Sie den Verwaltern einen Schlüssel und fordern Sie sie noch einmal an: { $owner }",
  "archive-no-key-ca":
    "Sie haben Beiträge von { $list } angefordert. Sie gehen verschlüsselt hinaus oder gar nicht, und wir haben keinen Schlüssel von Ihnen, mit dem wir verschlüsseln könnten. Fordern Sie sie noch einmal an, in einer Nachricht an { $request }, die mit Ihrem Zertifikat signiert ist. Haben Sie keines von einer Stelle, der die Liste vertraut, so geben Sie den Verwaltern einen Schlüssel: { $owner }",

  "command-no-key":
    "Es ist nichts geschehen. Das geht verschlüsselt hinaus oder gar nicht, und die Liste hat keinen Schlüssel von Ihnen, mit dem sie verschlüsseln könnte. Senden Sie Ihren Schlüssel an die Verwalter.",
  "command-no-key-ca":
    "Es ist nichts geschehen. Das geht verschlüsselt hinaus oder gar nicht, und die Liste hat keinen Schlüssel von Ihnen, mit dem sie verschlüsseln könnte. Signieren Sie Ihre Nachricht mit einem Zertifikat einer Stelle, der die Liste vertraut, oder senden Sie Ihren Schlüssel an die Verwalter.",
  "command-refused-unsigned":
    "Es ist nichts geschehen. Die Liste möchte das signiert haben, mit dem Schlüssel, den sie als Ihren kennt. Signieren Sie Ihre Nachricht, und schreiben Sie den Befehl in ihren Text.",
  "command-refused-unsigned-ca":
    "Es ist nichts geschehen. Die Liste möchte das signiert haben, mit einem Zertifikat einer Stelle, der sie vertraut, oder mit dem Schlüssel, den sie als Ihren kennt. Signieren Sie Ihre Nachricht, und schreiben Sie den Befehl in ihren Text.",
  "command-verify-do":
    "Signieren Sie mit dem Schlüssel, den die Verwalter als Ihren kennen, oder fragen Sie sie: { $owner }",
  "command-verify-do-ca":
    "Signieren Sie mit Ihrem Zertifikat einer Stelle, der die Liste vertraut, oder mit dem Schlüssel, den die Verwalter als Ihren kennen, oder fragen Sie sie: { $owner }",
};
