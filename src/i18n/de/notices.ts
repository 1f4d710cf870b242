/** Deutsch: was in Beiträgen steht, und was Absender und Mitglieder über ihre Nachrichten hören. */
export const deNotices = {
  "sealed-subject": "verschlüsselter Beitrag { $number }",
  "from-via": "{ $name } via { $list }",

  "block-subject": "Betreff: { $value }",
  "block-from": "Von: { $value }",
  "block-date": "Datum: { $value }",
  "block-unsigned": "{ $line } (nicht signiert)",
  "block-to": "An: { $value }",
  "block-cc": "Kopie: { $value }",
  "block-signed": "Signatur: gültig, von { $who }",
  "block-signed-anonymous": "Signatur: gültig, von einem Mitglied",
  "block-not-signed": "Signatur: keine, die zählt ({ $why })",
  "block-encrypted": "Auf dem Weg zur Liste verschlüsselt: ja",
  "block-not-encrypted": "Auf dem Weg zur Liste verschlüsselt: nein",
  "block-signature-lost": "Die eigene Signatur des Autors konnte nicht mitgegeben werden.",
  "block-no-integrity":
    "Die Verschlüsselung schützt nicht vor Veränderungen: Verlassen Sie sich nicht auf den Text.",
  "clear-mark-openpgp":
    "Dieses Exemplar hat die Liste unverschlüsselt verlassen: Sie verschlüsselt für OpenPGP-Schlüssel und hat von Ihnen keinen, den sie verwenden kann.",
  "clear-mark-smime":
    "Dieses Exemplar hat die Liste unverschlüsselt verlassen: Sie verschlüsselt für Zertifikate und hat von Ihnen keines, das sie verwenden kann.",
  "clear-mark-both":
    "Dieses Exemplar hat die Liste unverschlüsselt verlassen: Sie hat von Ihnen keinen OpenPGP-Schlüssel und kein Zertifikat, die sie verwenden kann.",
  "clear-mark-all":
    "Dieser Beitrag kam verschlüsselt. Die Liste gibt ihn unverschlüsselt weiter, wie es ihre Verwalter bestimmt haben.",

  "waiting-subject": "Eine Nachricht wartet auf Sie",
  "waiting-subject-none": "Eine Nachricht konnte nicht für Sie verschlüsselt werden",
  "waiting-1":
    "Jemand hat an { $list } geschrieben. Wir konnten die Nachricht nicht für Sie verschlüsseln; darum haben Sie sie nicht bekommen.",
  "waiting-why": "Der Grund: { $why }.",
  "waiting-why-no-key": "wir haben keinen Schlüssel von Ihnen",
  "waiting-why-only-openpgp":
    "die Liste verschlüsselt nur für OpenPGP-Schlüssel, und von Ihnen haben wir das Zertifikat { $fingerprint }",
  "waiting-why-only-smime":
    "die Liste verschlüsselt nur für Zertifikate, und von Ihnen haben wir den OpenPGP-Schlüssel { $fingerprint }",
  "waiting-why-expired": "Ihr Schlüssel { $fingerprint } ist am { $date } abgelaufen",
  "waiting-why-unusable": "Ihr Schlüssel { $fingerprint } ist nicht verwendbar: { $reason }",
  "waiting-why-changed":
    "sie war für einen Schlüssel von Ihnen verschlüsselt, den die Liste nicht mehr verwendet",
  "waiting-do-changed":
    "Was als Nächstes kommt, ist für Ihren jetzigen Schlüssel verschlüsselt. Was in dieser Nachricht stand, können Ihnen der Absender oder die Verwalter sagen: { $owner }",
  "waiting-kept-one":
    "1 Nachricht wird bis { $date } für Sie aufbewahrt. Sie kommt, sobald Ihr Schlüssel funktioniert.",
  "waiting-kept-more":
    "{ $count } Nachrichten werden für Sie aufbewahrt, die älteste bis { $date }. Sie kommen, sobald Ihr Schlüssel funktioniert.",
  "waiting-you": "Sie bekommen diesen Hinweis als { $address }, höchstens einmal am Tag.",

  "refused-subject": "Ihre Nachricht an { $list } wurde nicht weitergeleitet",
  "refused-1":
    "Ihre Nachricht vom { $date } (Message-ID { $id }) ist bei uns angekommen. Kein Mitglied hat sie bekommen.",
  "held-subject": "Ihre Nachricht an { $list } wartet auf einen Verwalter",
  "held-1":
    "Ihre Nachricht vom { $date } (Message-ID { $id }) ist bei uns angekommen. Noch hat kein Mitglied sie bekommen.",
  "warned-subject": "Ihre Nachricht an { $list } kam unverschlüsselt",
  "warned-1": "Ihre Nachricht vom { $date } (Message-ID { $id }) ging an die Mitglieder.",
  "warned-2":
    "Sie antwortet auf einen verschlüsselten Beitrag und kam unverschlüsselt: Wer sie unterwegs weiterleitet, konnte sie lesen, samt dem, was sie zitiert.",
  "warned-do":
    "So geht es weiter: Schalten Sie beim nächsten Mal „Verschlüsseln“ ein, bevor Sie antworten. Eine Nachricht an { $sendkey } bringt Ihnen den Schlüssel der Liste.",
  "refused-reason": "Der Grund: { $reason }.",
  "refused-do": "So geht es weiter: { $do }",
  "refused-kept":
    "Ein Verwalter kann sie { $days } Tage lang ansehen. Sie dürfen sie gern noch einmal senden.",
  "held-kept":
    "Sie wartet { $days } Tage lang auf einen Verwalter. Sie brauchen sie nicht noch einmal zu senden.",
  "held-kept-on": "Sie wartet, bis ein Verwalter entscheidet. Sie brauchen sie nicht noch einmal zu senden.",
  "held-waits": "Diese hier wartet { $days } Tage lang auf einen Verwalter.",
  "held-waits-on": "Diese hier wartet, bis ein Verwalter entscheidet.",
  "refused-no-quote": "Aus Ihrer Nachricht zitieren wir hier mit Absicht nichts.",
  "refused-human": "Ein Mensch antwortet Ihnen hier: { $owner }",

  "reason-not-sealed": "sie war nicht für die Liste verschlüsselt",
  "do-not-sealed":
    "Schalten Sie in Ihrem Programm „Verschlüsseln“ ein und senden Sie sie noch einmal. Eine Nachricht an { $sendkey } bringt Ihnen den Schlüssel der Liste.",
  "reason-not-signed": "sie trägt keine Signatur eines Mitglieds, die zählt ({ $why })",
  "reason-not-signed-changed":
    "unterwegs wurde etwas hinzugefügt, sodass ihre Signatur nur einen Teil von ihr abdeckt",
  "do-not-signed-changed":
    "Ein Mailserver oder eine Liste auf dem Weg fügt Nachrichten Text hinzu. Bitten Sie die Betreiber, signierte Nachrichten unverändert zu lassen, oder verschlüsseln Sie sie.",
  "reason-cannot-open": "wir konnten sie nicht entschlüsseln",
  "do-cannot-open":
    "Verschlüsseln Sie sie mit dem jetzigen Schlüssel der Liste und senden Sie sie noch einmal. Eine Nachricht an { $sendkey } bringt Ihnen den Schlüssel.",
  "reason-key-compromised":
    "wir konnten sie nicht entschlüsseln, und ein Schlüssel der Liste gilt nicht mehr",
  "do-key-compromised":
    "Lassen Sie sich von einem Verwalter die Ziffern des neuen Schlüssels der Liste nennen, verschlüsseln Sie die Nachricht mit diesem Schlüssel und senden Sie sie noch einmal. Eine Nachricht an { $sendkey } bringt Ihnen den Schlüssel.",
  "reason-cannot-reopen":
    "ein Mitglied, das auf sie gewartet hat, hat inzwischen einen Schlüssel, und wir können sie nicht mehr entschlüsseln",
  "do-cannot-reopen":
    "Geben Sie der Liste den Schlüssel zurück, mit dem sie verschlüsselt ist (`conclave key import`), und lassen Sie sie dann zu.",
  "reason-nonmember": "nur Mitglieder schreiben ungefragt an diese Liste",
  "do-nonmember": "Warten Sie auf einen Verwalter, oder schreiben Sie an { $owner }.",
  "reason-member-moderated": "die Verwalter sehen Beiträge an, bevor sie verteilt werden",
  "do-member-moderated": "Warten Sie. Ein Verwalter sieht sie an und gibt sie frei.",
  "reason-nonmember-refused": "nur Mitglieder dürfen an diese Liste schreiben",
  "do-nonmember-refused": "Wenn Sie Mitglied werden möchten, schreiben Sie an { $owner }.",
  "reason-member-moderated-refused": "Mitglieder dürfen nicht an diese Liste schreiben",
  "do-member-moderated-refused": "Schreiben Sie stattdessen an die Verwalter: { $owner }.",
  "reason-too-large": "sie ist größer als { $limit } kB",
  "do-too-large": "Senden Sie sie noch einmal ohne große Anhänge, oder warten Sie auf einen Verwalter.",
  "reason-clock-ahead": "sie wurde { $hours } Stunden in der Zukunft signiert: Die Uhr Ihres Geräts geht vor",
  "do-clock-ahead": "Stellen Sie die Uhr Ihres Geräts und senden Sie sie noch einmal.",
  "reason-too-old": "sie wurde vor { $days } Tagen signiert",
  "do-too-old": "Signieren Sie sie neu und senden Sie sie noch einmal.",
  "reason-no-signed-time": "ihre Signatur sagt nicht, wann sie entstand",
  "do-no-signed-time":
    "Senden Sie sie mit einem Programm, das die Zeit in die Signatur schreibt, oder warten Sie auf einen Verwalter.",
  "reason-signed-for-others":
    "sie wurde für jemand anderen signiert: Ihre signierten Felder To und Cc nennen die Liste nicht",
  "do-signed-for-others":
    "Signieren Sie sie neu, mit der Adresse der Liste in To oder Cc, und senden Sie sie noch einmal.",
  "reason-strange-history":
    "ihre Signatur nennt Listen, über die sie kam, und das ist nicht lesbar oder nicht mit einem hier bekannten Schlüssel signiert",
  "do-strange-history":
    "Senden Sie sie selbst an diese Liste und nicht auf dem Umweg über eine andere Liste.",
  "reason-revocation-unknown":
    "noch konnte niemand sagen, ob das Zertifikat ihrer Signatur widerrufen wurde: Seine Stelle wird gefragt",
  "do-revocation-unknown":
    "Warten Sie: Mit der Antwort geht sie von selbst weiter, oder wenn ein Verwalter sie weitergibt.",
  "reason-replayed":
    "derselbe signierte Text wurde schon einmal gesendet, hierher oder an eine andere Adresse",
  "do-replayed": "Signieren Sie sie neu, mit der Adresse der Liste in To, und senden Sie sie noch einmal.",
  "reason-opened-elsewhere": "derselbe verschlüsselte Text wurde schon an eine andere Stelle gesendet",
  "do-opened-elsewhere": "Verschlüsseln Sie sie neu für diese Liste und senden Sie sie noch einmal.",
  "reason-no-integrity": "ihre Verschlüsselung schützt nicht vor Veränderungen, und niemand hat sie signiert",
  "do-no-integrity":
    "Signieren Sie sie, oder verwenden Sie ein Programm, das mit AES-GCM verschlüsselt, und senden Sie sie noch einmal.",
  "reason-not-whole": "nur ein Teil von ihr ist verschlüsselt oder signiert",
  "do-not-whole":
    "Senden Sie sie noch einmal als eine einzige verschlüsselte und signierte Nachricht, ohne etwas daneben.",
  "reason-not-whole-changed": "unterwegs wurde dem Verschlüsselten etwas hinzugefügt",
  "do-not-whole-changed":
    "Ein Mailserver oder eine Liste auf dem Weg fügt Nachrichten Text hinzu. Bitten Sie die Betreiber, verschlüsselte Nachrichten unverändert zu lassen, oder senden Sie sie auf anderem Weg.",
  "reason-malformed": "es ist keine richtig aufgebaute E-Mail",
  "do-malformed": "Senden Sie sie mit einem anderen Programm noch einmal.",
  "reason-loop": "sie war schon einmal auf dieser Liste",
  "do-loop": "Schreiben Sie eine neue Nachricht, statt diese weiterzuleiten.",
  "reason-clear-not-confirmed":
    "sie kam verschlüsselt, und die Einstellungen der Liste würden sie unverschlüsselt weitergeben",
  "do-clear-not-confirmed": "Warten Sie. Ein Verwalter muss über die Einstellungen der Liste entscheiden.",
  "reason-not-sendable": "ein signierter Teil von ihr lässt sich nicht unverändert weitersenden",
  "do-not-sendable": "Senden Sie sie mit einem anderen Programm noch einmal.",
  "reason-header-too-long": "ein Feld ihres Kopfes, etwa der Betreff, ist zu lang zum Weitersenden",
  "do-header-too-long": "Kürzen Sie den Betreff und senden Sie sie noch einmal.",
  "reason-owners-without-key":
    "sie kam verschlüsselt für die Verwalter, und keiner von ihnen hat einen Schlüssel, mit dem sie weiterzugeben wäre",
  "do-owners-without-key":
    "Warten Sie, oder erreichen Sie einen Verwalter auf anderem Weg. Sie wird aufbewahrt, bis einer von ihnen einen Schlüssel hat.",
  "reason-names-author": "ihre Form nennt, wer sie schrieb, und das lässt sich nicht herausnehmen",
  "do-names-author": "Senden Sie sie noch einmal, ohne sie zu signieren.",
  "reason-clear-reply": "sie antwortet auf einen verschlüsselten Beitrag und kam unverschlüsselt",
  "do-clear-reply":
    "Verschlüsseln Sie Ihre Antwort und senden Sie sie noch einmal. Darf sie unterwegs jeder lesen, so sagen Sie es den Verwaltern: { $owner }.",
  "reason-bounce": "ein Exemplar kam zurück",

  "key-rotated-subject": "{ $list } hat einen neuen Schlüssel",
  "key-rotated-1":
    "{ $list } hat einen neuen Schlüssel. Diese Nachricht ist mit ihm signiert; der Teil unten, mit dem Schlüssel, ist auch mit dem signiert, den Sie kennen:",
  "key-rotated-do":
    "So geht es weiter: Sehen Sie nach, ob Ihr Programm diese Signatur für gut befindet, importieren Sie den neuen Schlüssel und verschlüsseln Sie von heute an mit ihm. Der alte Schlüssel öffnet noch { $days } Tage lang, dann wird er gelöscht.",
  "key-compromised-subject": "Verwenden Sie den alten Schlüssel von { $list } nicht mehr",
  "key-compromised-1":
    "Jemand anderes hat vielleicht den alten Schlüssel von { $list }. Verschlüsseln Sie nichts mehr mit ihm, und glauben Sie nichts, was von heute an mit ihm signiert ist:",
  "key-compromised-do":
    "Es gibt einen neuen Schlüssel. Diese Nachricht kann nicht beweisen, dass er der Liste gehört: Vergleichen Sie seine Ziffern mit einem Verwalter, am Telefon oder persönlich, bevor Sie ihn verwenden.",

  "sendkey-subject": "Der Schlüssel von { $list }",
  "sendkey-1":
    "Die Schlüssel von { $list } sind angehängt. Importieren Sie einen von ihnen, dann kann Ihr Programm für { $address } verschlüsseln.",
  "sendkey-openpgp": "OpenPGP-Schlüssel: { $fingerprint }",
  "sendkey-smime": "Zertifikat (SHA-256): { $fingerprint }",
  "sendkey-none-subject": "{ $list } hat keine Schlüssel",
  "sendkey-none-signing":
    "Diese Liste hat keine eigenen Schlüssel: Für sie lässt sich nichts verschlüsseln. Schreiben Sie unverschlüsselt an { $address }, und signieren Sie mit dem Schlüssel, den die Verwalter als Ihren kennen.",
  "sendkey-none": "Diese Liste hat keine Schlüssel. Schreiben Sie an { $address } wie an jeden anderen auch.",
  "sendkey-forms":
    "Möchte Ihr Programm eine andere Form? Schreiben Sie noch einmal hierher, mit einem dieser Wörter als Betreff: pem, der, pkcs7 oder openpgp.",
  "sendkey-form-pem": "list-chain.pem enthält das Zertifikat und die der Stellen darüber, als PEM.",
  "sendkey-form-der":
    "Jedes Zertifikat ist eine Datei für sich, als DER: list-certificate.cer ist das der Liste, list-authority-1.cer das der Stelle darüber.",
  "sendkey-form-pkcs7":
    "list-certificate.p7c enthält das Zertifikat und die der Stellen darüber, als PKCS#7. Öffnen Sie die Datei, und importieren Sie alles, was darin ist.",
  "sendkey-form-openpgp": "list-key.asc enthält den Schlüssel, als Text.",
  "sendkey-compare":
    "Bevor Sie einem Schlüssel vertrauen, vergleichen Sie seine Ziffern mit jemandem, der sie kennt.",
  "sendkey-authority":
    "Fragt Ihr Programm nach einer vertrauenswürdigen Stelle? Importieren Sie list-authority.crt als eine solche, für E-Mail. Sie bürgt für { $address } und für niemanden sonst. Ihr Programm zeigt ihre Ziffern; vergleichen Sie auch diese:",
  "sendkey-authority-sha256": "Stelle (SHA-256): { $fingerprint }",
  "sendkey-authority-sha1": "Stelle (SHA-1, unter Windows): { $fingerprint }",
  "sendkey-authority-thunderbird":
    "Thunderbird: Einstellungen, Datenschutz & Sicherheit, Zertifikate verwalten, Zertifizierungsstellen, Importieren, zum Identifizieren von E-Mail-Nutzern. Dann importieren Sie list-certificate.crt unter Personen.",
  "sendkey-authority-apple":
    "Apple Mail: Öffnen Sie beide Dateien in der Schlüsselbundverwaltung; bei der Stelle stellen Sie S/MIME auf „Immer vertrauen“.",
  "sendkey-authority-outlook":
    "Outlook: Öffnen Sie list-authority.crt und wählen Sie „Zertifikat installieren“, in „Vertrauenswürdige Stammzertifizierungsstellen“. Speichern Sie dann die Liste als Kontakt, mit list-certificate.crt unter „Zertifikate“.",
};
